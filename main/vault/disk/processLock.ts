import { z } from 'zod';
import { randomBytes } from 'node:crypto';
import { errnoOf } from '../failures.ts';
import type { Disk, ProcessIdentity, Processes } from '../ports.ts';
import { CANNOT_LINK, readWhole, removeQuietly, tempNameFor, unlessMissing, writeNew } from '../format/wholeFile.ts';

const owner = z.strictObject({ token: z.string(), pid: z.int().positive(), start: z.string(), host: z.string() });
type Owner = z.infer<typeof owner>;

const MAX_LOCK_BYTES = 4096;

function parseOwner(text: string): Owner | undefined {
  try {
    return owner.safeParse(JSON.parse(text)).data;
  } catch {
    // Cut by a power loss: it names nobody, so nobody holds it.
    return undefined;
  }
}

/** One writer per vault folder. A holder that no longer runs is overruled; a running one is respected for as long as it runs. */
export class ProcessLock {
  readonly #disk: Disk;
  readonly #path: string;
  readonly #processes: Processes;
  readonly #token = randomBytes(16).toString('hex');
  #holder: ProcessIdentity | undefined;

  constructor(disk: Disk, path: string, processes: Processes) {
    this.#disk = disk;
    this.#path = path;
    this.#processes = processes;
  }

  /** The other process, after `acquire` answered false. */
  get holder(): ProcessIdentity | undefined {
    return this.#holder;
  }

  async isOurs(): Promise<boolean> {
    return parseOwner((await this.#read()) ?? '')?.token === this.#token;
  }

  async acquire(): Promise<boolean> {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const found = await this.#read();
      if (found === undefined) {
        if (await this.#claim()) return true;
        continue;
      }
      const other = parseOwner(found);
      if (other?.token === this.#token) return true;
      this.#holder = other;
      if (other && (await this.#processes.isRunning(other))) return false;
      await this.#setAside(found);
    }
    return false;
  }

  async release(): Promise<void> {
    if (await this.isOurs()) await removeQuietly(this.#disk, this.#path);
  }

  async #read(): Promise<string | undefined> {
    return (await unlessMissing(readWhole(this.#disk, this.#path, MAX_LOCK_BYTES)))?.toString('utf8');
  }

  /** The file appears with its content or not at all: it is written under another name and linked. */
  async #claim(): Promise<boolean> {
    const self: Owner = { token: this.#token, ...(await this.#processes.self()) };
    const content = Buffer.from(JSON.stringify(self), 'utf8');
    const temp = tempNameFor(this.#path);
    try {
      await writeNew(this.#disk, temp, [content], { durable: false });
      await this.#disk.link(temp, this.#path);
    } catch (error) {
      const code = errnoOf(error);
      if (code === 'ENOENT') return false;
      if (code !== 'EEXIST' && !(await this.#claimWithoutLinks(code, content))) throw error;
    } finally {
      await removeQuietly(this.#disk, temp);
    }
    return this.isOurs();
  }

  /** Exclusive creation is the next best thing. */
  async #claimWithoutLinks(code: string | undefined, content: Buffer): Promise<boolean> {
    if (code === undefined || !CANNOT_LINK.has(code)) return false;
    try {
      await writeNew(this.#disk, this.#path, [content], { durable: false });
      return true;
    } catch (error) {
      if (errnoOf(error) === 'EEXIST') return true;
      throw error;
    }
  }

  /** Two starters may overrule the same dead holder; what was moved is checked, and put back if it had become a live one's. */
  async #setAside(judged: string): Promise<void> {
    const aside = tempNameFor(this.#path);
    await unlessMissing(this.#disk.rename(this.#path, aside));
    const moved = await unlessMissing(readWhole(this.#disk, aside, MAX_LOCK_BYTES));
    if (moved === undefined) return;
    if (moved.toString('utf8') !== judged) {
      try {
        await this.#disk.link(aside, this.#path);
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST') throw error;
      }
    }
    await removeQuietly(this.#disk, aside);
  }
}
