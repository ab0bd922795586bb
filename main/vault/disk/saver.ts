import { dirname, join } from 'node:path';
import type { VaultGeneration } from '#contract/vault.ts';
import { Failure } from '../../core/failure.ts';
import { MAX_FILE_BYTES, parseEnvelope, TAIL_LENGTH, type EncodedEnvelope } from '../format/envelope.ts';
import { conflict, errnoOf, reading, writing, type Step } from '../failures.ts';
import { hasKept, isKeptGeneration, keepGeneration, findGenerations, PRIMARY } from './generations.ts';
import { HeldFolder } from './heldFolder.ts';
import { readMark, writeMark, type Mark, type ReadMark } from '../format/mark.ts';
import type { Disk, Processes } from '../ports.ts';
import { vaultIdOf } from './salvage.ts';
import {
  keepAs,
  readTail,
  readWhole,
  removeQuietly,
  renameOver,
  replaceFile,
  syncFolder,
  tempNameFor,
  unlessMissing,
  writeNew,
} from '../format/wholeFile.ts';

export interface SaverPorts {
  folder: string;
  disk: Disk;
  processes: Processes;
  nowMs: () => number;
}

/**
 * The vault's folder. Promises: a save that was acknowledged survives a kill, a power cut and a full disk; a save that failed
 * left the file as it was; a file that another program changed is not overwritten.
 */
export class Saver {
  readonly #ports: SaverPorts;
  readonly #held: HeldFolder;
  readonly #primary: string;
  readonly #markPath: string;
  /** Tails that the primary may have: what was loaded, and what a failed save may or may not have put in its place. */
  #known = new Set<string>();

  constructor(ports: SaverPorts) {
    this.#ports = ports;
    this.#primary = join(ports.folder, PRIMARY);
    this.#markPath = join(ports.folder, 'vault.mark');
    this.#held = new HeldFolder(ports);
  }

  /** A sentence when this process may not write. */
  get readOnlyReason(): string | undefined {
    return this.#held.readOnlyReason;
  }

  /** Takes the folder, or tries again to; `readOnlyReason` tells when that was in vain. */
  start(): Promise<void> {
    return this.#held.start();
  }

  /** Frees the folder for another process. */
  close(): Promise<void> {
    return this.#held.close();
  }

  /** @throws Failure `vault.read-only` */
  requireWritable(): Promise<void> {
    return this.#held.requireWritable();
  }

  /** The file as it is on disk, and what the mark says should be there. @throws Failure `vault.unreadable`, which never means "absent" */
  load(): Promise<{ bytes: Buffer | undefined; mark: ReadMark | 'unreadable' | undefined }> {
    const { disk, folder } = this.#ports;
    return reading(async () => {
      const bytes = await unlessMissing(readWhole(disk, this.#primary, MAX_FILE_BYTES));
      const mark = await readMark(disk, this.#markPath);
      // Kept states say as well as a mark does that a vault was here; a new one would push them out.
      return { bytes, mark: mark ?? (!bytes && (await hasKept(disk, folder)) ? 'unreadable' : undefined) };
    });
  }

  /** Changes whenever the primary changes; undefined when there is none. @throws Failure `vault.unreadable` */
  fingerprint(): Promise<string | undefined> {
    const { disk } = this.#ports;
    return reading(async () => {
      const facts = await unlessMissing(disk.stat(this.#primary));
      return facts && `${facts.size}/${facts.modifiedMs}/${await readTail(disk, this.#primary, TAIL_LENGTH)}`;
    });
  }

  /** Whether the primary is still what was loaded or saved last. @throws Failure `vault.unreadable` */
  isAsExpected(): Promise<boolean> {
    return reading(async () => {
      const tail = await unlessMissing(readTail(this.#ports.disk, this.#primary, TAIL_LENGTH));
      return tail === undefined || this.#known.has(tail);
    });
  }

  /** From here on only the primary with this tail may be replaced; without one, only a missing primary. */
  expect(tail: string | undefined): void {
    this.#known = new Set(tail === undefined ? [] : [tail]);
  }

  /**
   * Resolves when the vault is on the disk to stay.
   * @throws Failure `vault.not-saved` (the old file is intact), `vault.conflict`, `vault.read-only`
   */
  async save(encoded: EncodedEnvelope, mark: Mark): Promise<void> {
    const { disk, folder, nowMs } = this.#ports;
    await writing(async (at) => {
      await this.#held.requireLock();
      const present = await unlessMissing(readTail(disk, this.#primary, TAIL_LENGTH));
      if (present !== undefined && !this.#known.has(present)) throw conflict();
      await this.#replacePrimary(encoded, at, async () => {
        if (present !== undefined) await keepGeneration(disk, folder, present, nowMs());
      });
    });
    await writeMark(disk, this.#markPath, mark);
  }

  /**
   * The first save of a new vault. `setAside` moves what is there out of the way first. When it fails, nothing of the new vault is left.
   * @throws Failure `vault.not-saved`, `vault.conflict`, `vault.read-only`
   */
  async saveFirst(encoded: EncodedEnvelope, mark: Mark, setAside: boolean): Promise<void> {
    if (setAside) await this.#setAside();
    this.expect(undefined);
    try {
      // The folder itself may be new, and its name is kept by the one above.
      await writing(() => syncFolder(this.#ports.disk, dirname(this.#ports.folder)));
      await this.save(encoded, mark);
    } catch (error) {
      if (await this.mayHold(encoded.tail)) await removeQuietly(this.#ports.disk, this.#primary);
      throw error;
    }
  }

  /** After a failed save: whether the primary may be the new one all the same. */
  async mayHold(tail: string): Promise<boolean> {
    try {
      return (await unlessMissing(readTail(this.#ports.disk, this.#primary, TAIL_LENGTH))) === tail;
    } catch (error) {
      if (errnoOf(error) === undefined) throw error;
      return this.#known.has(tail);
    }
  }

  async #replacePrimary(
    { chunks, tail }: Pick<EncodedEnvelope, 'chunks' | 'tail'>,
    at: Step,
    keepPresent: () => Promise<void>,
  ): Promise<void> {
    const { disk, folder } = this.#ports;
    const temp = tempNameFor(this.#primary);
    try {
      at('write');
      await writeNew(disk, temp, chunks);
      at('generations');
      await keepPresent();
      at('replace');
      // From here on a failure leaves either file in place; both are whole and both are ours.
      this.#known.add(tail);
      await renameOver(disk, temp, this.#primary);
      at('sync');
      await syncFolder(disk, folder);
    } catch (error) {
      await removeQuietly(disk, temp);
      throw error;
    }
    this.#known = new Set([tail]);
  }

  /** @throws Failure `vault.unreadable` */
  async generations(): Promise<VaultGeneration[]> {
    const found = await reading(() => findGenerations(this.#ports.disk, this.#ports.folder));
    return found.map(({ name: _name, ...generation }) => generation);
  }

  /** @throws Failure `input.not-found` unless it is one that `generations` lists as good, `vault.unreadable` */
  readGeneration(wanted: string): Promise<Buffer> {
    const { disk, folder } = this.#ports;
    return reading(async () => {
      const found = (await findGenerations(disk, folder)).find(({ generation, good }) => good && generation === wanted);
      if (!found) throw new Failure('input.not-found', 'That generation is gone or damaged. Choose another one.');
      return readWhole(disk, join(folder, found.name), MAX_FILE_BYTES);
    });
  }

  /** Makes these bytes the primary and keeps the present one: as a generation, or beside it when it is damaged or another vault. */
  async restore(bytes: Buffer): Promise<void> {
    const { disk, folder } = this.#ports;
    const { image, tail } = await parseEnvelope(bytes);
    const mark = { vid: image.head.vid.toString('base64url'), rev: image.head.rev };
    await writing(async (at) => {
      await this.#held.requireLock();
      // An older state is wanted here, so until it is in place the mark must not say that an older one is wrong.
      await writeMark(disk, this.#markPath, 'unreadable');
      await syncFolder(disk, folder);
      await syncFolder(disk, dirname(folder));
      await this.#replacePrimary({ chunks: [bytes], tail }, at, () => this.#keepReplaced(mark.vid));
    });
    await writeMark(disk, this.#markPath, mark);
  }

  async #keepReplaced(vid: string): Promise<void> {
    const { disk, folder, nowMs } = this.#ports;
    const nameFor = (why: 'corrupt' | 'replaced'): string => join(folder, `vault.${why}-${nowMs()}.json`);
    const beside = (why: 'corrupt' | 'replaced'): Promise<void> =>
      keepAs(disk, this.#primary, nameFor(why), MAX_FILE_BYTES);
    let present: Buffer | undefined;
    try {
      present = await unlessMissing(readWhole(disk, this.#primary, MAX_FILE_BYTES));
    } catch (error) {
      if (errnoOf(error) === undefined) throw error;
      // What cannot be read, on a bad block or as a folder, cannot be copied either: it moves.
      return renameOver(disk, this.#primary, nameFor('corrupt'));
    }
    if (!present) return;
    try {
      const { tail } = await parseEnvelope(present);
      // A generation is dropped after some saves; the last state of another vault is not.
      if (vaultIdOf(present) !== vid) await beside('replaced');
      else await keepGeneration(disk, folder, tail, nowMs());
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      await beside('corrupt');
    }
  }

  /** Keeps an image that could not be saved beside a primary that another program wrote. @throws Failure `vault.not-saved` */
  async keepBeside({ chunks }: EncodedEnvelope): Promise<void> {
    const { disk, folder, nowMs } = this.#ports;
    await writing(async () => {
      await replaceFile(disk, join(folder, `vault.conflict-${nowMs()}.json`), chunks);
      await syncFolder(disk, folder);
    });
  }

  /** Moves everything that is here into a folder of its own, so that a new vault can start; nothing is deleted. */
  async #setAside(): Promise<void> {
    const { disk, folder, nowMs } = this.#ports;
    await writing(async () => {
      await this.#held.requireLock();
      const names = await disk.list(folder);
      const aside = join(folder, `set-aside-${nowMs()}`);
      await disk.makeFolder(aside);
      // Nothing may move into a folder that a power cut could still take away.
      await syncFolder(disk, folder);
      const moved = names.filter((name) => name === PRIMARY || name === 'vault.mark' || isKeptGeneration(name));
      for (const name of moved) await renameOver(disk, join(folder, name), join(aside, name));
      await syncFolder(disk, aside);
      await syncFolder(disk, folder);
    });
  }

  /**
   * Gives every kept generation new bytes, or removes it. One that the disk refuses does not keep the others from it.
   * @throws Failure `vault.not-saved`
   */
  async rewriteGenerations(rewrite: (bytes: Buffer) => Promise<readonly Buffer[] | 'keep' | 'remove'>): Promise<void> {
    const { disk, folder } = this.#ports;
    await writing(async (at) => {
      at('generations');
      let changed = false;
      let refused: Error | undefined;
      for (const name of (await disk.list(folder)).filter(isKeptGeneration)) {
        const path = join(folder, name);
        try {
          const bytes = await unlessMissing(readWhole(disk, path, MAX_FILE_BYTES));
          const verdict = bytes ? await rewrite(bytes) : 'keep';
          changed ||= verdict !== 'keep';
          if (verdict === 'remove') await unlessMissing(disk.remove(path));
          else if (verdict !== 'keep') await replaceFile(disk, path, verdict);
        } catch (error) {
          if (errnoOf(error) === undefined || !(error instanceof Error)) throw error;
          refused ??= error;
        }
      }
      if (changed) await syncFolder(disk, folder);
      if (refused) throw refused;
    });
  }
}
