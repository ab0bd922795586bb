import { join } from 'node:path';
import { errnoOf, readOnly, reasonOf } from '../failures.ts';
import type { Disk, Processes } from '../ports.ts';
import { ProcessLock } from './processLock.ts';
import { isTempName, removeQuietly } from '../format/wholeFile.ts';

/** The vault's folder, which one process at a time may write to. */
export class HeldFolder {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #lock: ProcessLock;
  #readOnlyReason: string | undefined;
  #ready = false;
  #swept = false;
  #starting: Promise<void> | undefined;
  /** Why the lock, ours until now, could not be looked at: that makes a save fail, not the folder another's. */
  #doubt: Error | undefined;

  constructor({ disk, folder, processes }: { disk: Disk; folder: string; processes: Processes }) {
    this.#disk = disk;
    this.#folder = folder;
    this.#lock = new ProcessLock(disk, join(folder, 'vault.lock'), processes);
  }

  /** A sentence when this process may not write. */
  get readOnlyReason(): string | undefined {
    return this.#readOnlyReason;
  }

  /** Takes the folder and removes what a killed process left there. Safe to call again: a freed lock is then taken. */
  start(): Promise<void> {
    // One at a time: a second start must not sweep away the temporary file of a save that followed the first.
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** Frees the folder for another process. */
  async close(): Promise<void> {
    this.#ready = false;
    await this.#lock.release();
  }

  /** @throws Failure `vault.read-only` */
  async requireWritable(): Promise<void> {
    await this.start();
    if (this.#readOnlyReason !== undefined) throw readOnly(this.#readOnlyReason);
  }

  /** @throws Failure `vault.read-only`, or the system's error when it hides whether the lock is still ours */
  async requireLock(): Promise<void> {
    await this.requireWritable();
    if (this.#doubt !== undefined) throw this.#doubt;
  }

  async #start(): Promise<void> {
    this.#doubt = undefined;
    try {
      if (this.#ready && (await this.#lock.isOurs())) return;
      this.#ready = false;
      this.#ready = await this.#take();
      const { pid = '?', host = '?' } = this.#lock.holder ?? {};
      this.#readOnlyReason = this.#ready
        ? undefined
        : `another Grantsmith (process ${pid} on ${host}) has it. Close that one, then lock and unlock here. If it no longer runs, remove the file vault.lock from ${this.#folder}.`;
    } catch (error) {
      const code = errnoOf(error);
      if (code === undefined) throw error;
      if (this.#ready && error instanceof Error) this.#doubt = error;
      else this.#readOnlyReason = `${reasonOf(code)}. Mend this, then lock and unlock here.`;
    }
  }

  async #take(): Promise<boolean> {
    await this.#disk.makeFolder(this.#folder);
    if (!(await this.#lock.acquire())) return false;
    if (!this.#swept) {
      for (const name of await this.#disk.list(this.#folder))
        if (isTempName(name)) await removeQuietly(this.#disk, join(this.#folder, name));
    }
    this.#swept = true;
    return true;
  }
}
