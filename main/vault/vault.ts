import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { Failure } from '../core/failure.ts';
import { changesFor, openCapsule, sealCapsule } from './capsule.ts';
import { emptyContent, openContent } from './content.ts';
import { parseEnvelope, requireGenuine, type ParsedEnvelope } from './envelope.ts';
import { generationsBehind, locked, tampered } from './failures.ts';
import { slotOf, type Head, type Slot } from './head.ts';
import { inspect, missingFile, noteAbout, slotTypes, type Inspection } from './inspection.ts';
import { calibrate, CAPSULE_COST, type Cost } from './kdf.ts';
import { VaultKeys } from './keys.ts';
import type * as model from './model.ts';
import { Outbox } from './outbox.ts';
import { Saver, type SaverPorts } from './saver.ts';
import { Session, stageFirst } from './session.ts';
import { changedSlots, firstSlots, resealGeneration, slotsForPassword, type SlotPorts } from './slotChange.ts';
import { makeOsSlot, openByKeyring, openByPassword, openByRecoveryKey, type WaysInPorts } from './waysIn.ts';

export interface VaultOptions extends SaverPorts, WaysInPorts {
  /** Version of the application, written into the file for support. */
  writer: string;
  /** Fixes the cost of new password slots; without it, it is calibrated to this machine. */
  cost?: Cost;
  /** The cost of a capsule's password. */
  capsuleCost?: Cost;
}

interface Credentials {
  password?: string;
  recoveryKey?: string;
}

/** An id for a new entry: 128 random bits. */
export function newId(): string {
  return randomBytes(16).toString('hex');
}

/**
 * The encrypted store of everything secret. One queue orders all that writes; reading is synchronous and needs no disk.
 *
 * A change is applied to memory and then saved. When the save fails, the caller gets `vault.not-saved`, memory keeps the change,
 * `status().unsaved` says so, and the next transaction or `retrySave` writes it. It is kept, sealed, even across a lock.
 */
export class Vault {
  readonly #options: VaultOptions;
  readonly #ports: SlotPorts;
  readonly #saver: Saver;
  readonly #outbox: Outbox;
  readonly #listeners = new Set<(status: model.VaultStatus) => void>();
  #session: Session | undefined;
  #inspection: Inspection | undefined;
  #note: model.VaultStatus['reason'];
  #keyringIsStale = false;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: VaultOptions) {
    const { cost, deriveKey } = options;
    this.#options = options;
    this.#ports = { ...options, cost: async () => cost ?? calibrate(deriveKey, () => performance.now()) };
    this.#saver = new Saver(options);
    this.#outbox = new Outbox(this.#saver);
  }

  /** What is there and what can be done with it. Reads the disk while locked, and never changes the vault file. */
  async status(): Promise<model.VaultStatus> {
    if (!this.#session) {
      await this.#saver.start();
      this.#inspection = await inspect(this.#saver, this.#inspection);
    }
    return this.#snapshot();
  }

  /** The function that is returned ends it. */
  onChange(listener: (status: model.VaultStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * A new vault, unlocked. Without a password the keyring would be the only way in, so a recovery key is made and returned:
   * show it once. `startFresh` first sets the files of an unusable or missing vault aside.
   * @throws Failure `vault.exists`, `vault.missing-file`, `vault.keyring-unavailable`, `vault.not-saved`, `input.*`
   */
  create(input: { password?: string; useOsKeyring: boolean; startFresh?: boolean }): Promise<{ recoveryKey?: string }> {
    return this.#enqueue(async () => {
      await this.#requireRoom(input.startFresh === true);
      const keys = VaultKeys.generate();
      try {
        const { slots, recoveryKey } = await firstSlots(this.#ports, keys, input);
        const staged = await stageFirst(keys, emptyContent(keys, slots, this.#options.writer), this.#options.writer);
        await this.#outbox.setBeside();
        await this.#saver.saveFirst(staged.encoded, staged.mark, input.startFresh === true);
        this.#begin(new Session(keys, staged.content, this.#options.writer), undefined);
        return recoveryKey === undefined ? {} : { recoveryKey };
      } catch (error) {
        keys.wipe();
        throw error;
      }
    });
  }

  /**
   * Without a password and a recovery key: by the system keyring. On an open vault it only checks what was given.
   * @throws Failure `vault.wrong-password`, `vault.slot-missing`, `vault.keyring-unavailable`, `vault.keyring-stale`,
   *   `vault.absent`, `vault.missing-file`, `vault.corrupt`, `vault.tampered`, `vault.too-new`, `vault.weak-parameters` ...
   */
  unlock(input: Credentials): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#session) {
        (await this.#keysFor(this.#session.head, input)).wipe();
        return;
      }
      const { parsed, note } = await this.#load();
      const keys = await this.#keysFor(parsed.image.head, input);
      try {
        requireGenuine(parsed, keys);
        this.#begin(new Session(keys, await openContent(keys, parsed.image), this.#options.writer), note);
      } catch (error) {
        keys.wipe();
        throw error;
      }
      void this.#enqueue(() => this.#tidyAfterUnlock());
    });
  }

  /** Wipes the keys before it returns. A save that has begun ends with what is sealed already. */
  lock(): void {
    const session = this.#session;
    if (!session) return;
    session.keys.wipe();
    this.#session = undefined;
    this.#inspection = { state: 'locked', slots: slotTypes(session.head), revision: session.head.rev };
    this.#announce();
  }

  /** The overview of all entries of a type; no secret is decrypted. @throws Failure `vault.locked` */
  entries(type: string): readonly model.Entry[] {
    return this.#requireSession().entries(type);
  }

  /** Decrypts the secret part of one entry. @throws Failure `vault.locked`, `input.not-found` */
  read(id: string): model.JsonValue {
    return this.#requireSession().read(id);
  }

  /**
   * Applies all that `change` collects, and resolves with its result when that is on the disk to stay.
   * @throws Failure `vault.locked`, `vault.read-only`, `input.too-large`, or what `change` throws (memory unchanged);
   *   `vault.not-saved`, `vault.conflict` (memory has the change, the disk does not)
   */
  transact<T>(change: (transaction: model.Transaction) => T): Promise<T> {
    return this.#enqueue(async () => {
      const session = await this.#requireWritable();
      const { result, staged } = await session.stageChange(change);
      if (!staged) return result;
      if (this.#session !== session) throw locked();
      session.adopt(staged);
      try {
        await this.#outbox.send(staged);
      } finally {
        this.#announce();
      }
      return result;
    });
  }

  /** Writes what a failed save left in memory; also while locked. Does nothing when there is nothing. */
  retrySave(): Promise<void> {
    return this.#enqueue(async () => {
      try {
        await this.#outbox.retry();
      } finally {
        this.#announce();
      }
    });
  }

  /**
   * Same data key, new slot; earlier generations are given the new slots too, so that the old password opens nothing any more.
   * Where the disk refuses that, the change holds all the same, `status().reason` tells, and the next unlock tries again.
   * @throws Failure `vault.wrong-password`, `vault.slot-missing`, `vault.not-saved` (the old password still holds)
   */
  changePassword(input: { current: string; next: string }): Promise<void> {
    return this.#enqueue(async () => {
      const session = await this.#requireWritable();
      await this.#saveSlots(session, await slotsForPassword(this.#ports, session.keys, session.head, input));
    });
  }

  /**
   * Adds (or renews) or removes a way in. A new recovery key is returned: show it once.
   * @throws Failure `vault.last-slot` when neither a password nor a recovery key would be left,
   *   `vault.keyring-unavailable`, `vault.not-saved` (nothing changed)
   */
  setSlot(change: model.SlotChange): Promise<{ recoveryKey?: string }> {
    return this.#enqueue(async () => {
      const session = await this.#requireWritable();
      const { slots, recoveryKey } = await changedSlots(this.#ports, session.keys, session.head, change);
      await this.#saveSlots(session, slots);
      return recoveryKey === undefined ? {} : { recoveryKey };
    });
  }

  /** The present file and the earlier ones that are kept, newest first. Works while locked or damaged. */
  async generations(): Promise<model.Generation[]> {
    await this.#saver.start();
    return this.#saver.generations();
  }

  /**
   * Makes an earlier generation the vault, and locks it. The present file stays as a generation, a damaged one in quarantine.
   * @throws Failure `input.not-found`, `vault.tampered`, `vault.read-only`, `vault.not-saved`
   */
  restore({ generation }: { generation: string }): Promise<void> {
    return this.#enqueue(async () => {
      const bytes = await this.#saver.readGeneration(generation);
      const session = this.#session;
      if (session) {
        const parsed = await parseEnvelope(bytes);
        const isOurs = parsed.image.head.vid.equals(session.keys.vaultId);
        if (!isOurs) throw tampered('this generation belongs to another vault');
        requireGenuine(parsed, session.keys);
      }
      await this.#outbox.setBeside();
      await this.#saver.restore(bytes);
      this.#note = undefined;
      this.lock();
      this.#inspection = undefined;
    });
  }

  /** An encrypted file with the chosen entries, or all, under its own password. @throws Failure `vault.locked`, `input.not-found` */
  async exportCapsule(input: { password: string; ids?: readonly string[] } & model.CapsuleTerms): Promise<Uint8Array> {
    const { keys, content } = this.#requireSession();
    const { ids, ...terms } = input;
    const { capsuleCost = CAPSULE_COST, writer } = this.#options;
    return sealCapsule(this.#options, changesFor(keys, content, ids), { ...terms, cost: capsuleCost, writer });
  }

  /** What a capsule holds; nothing is imported. @throws Failure `vault.wrong-password`, `vault.not-a-vault`, `vault.capsule-expired` ... */
  readCapsule(bytes: Uint8Array, password: string): Promise<model.Capsule> {
    return openCapsule(this.#options, bytes, password, this.#options.nowMs());
  }

  /** Ends what is queued, tries once more to save what is not, locks, and frees the folder for the next process. */
  async close(): Promise<void> {
    await this.#enqueue(() => this.#attempt(() => this.#outbox.retry()));
    this.lock();
    await this.#saver.close();
  }

  #enqueue<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(job);
    // The failure belongs to the caller of this job; the next job must run all the same.
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #requireSession(): Session {
    if (!this.#session) throw locked();
    return this.#session;
  }

  async #requireWritable(): Promise<Session> {
    this.#requireSession();
    await this.#saver.requireWritable();
    const session = this.#requireSession();
    if (session.isWritable) return session;
    throw new Failure(
      'vault.read-only',
      'A newer Grantsmith wrote this vault; this one can read it but not change it.',
    );
  }

  #snapshot(): model.VaultStatus {
    const head = this.#session?.head;
    const {
      state,
      slots,
      revision,
      reason = this.#note,
    }: model.VaultStatus = head
      ? { state: 'unlocked', slots: slotTypes(head), revision: head.rev }
      : (this.#inspection ?? { state: 'locked', slots: [] });
    const readOnly = this.#saver.readOnlyReason !== undefined || this.#session?.isWritable === false;
    return {
      state,
      slots,
      ...(revision !== undefined && { revision }),
      ...(reason && { reason }),
      ...(readOnly && { readOnly }),
      ...(this.#outbox.message !== undefined && { unsaved: this.#outbox.message }),
    };
  }

  #announce(): void {
    const status = this.#snapshot();
    for (const listener of this.#listeners) listener(status);
  }

  #begin(session: Session, note: model.VaultStatus['reason']): void {
    this.#session = session;
    this.#note = note;
    this.#announce();
  }

  async #requireRoom(startFresh: boolean): Promise<void> {
    await this.#saver.requireWritable();
    const { bytes, mark } = await this.#saver.load();
    if (this.#session || (bytes && !startFresh)) {
      throw new Failure('vault.exists', 'There is a vault already. Unlock it instead.');
    }
    if (mark !== undefined && !startFresh) throw missingFile();
  }

  /** The unsaved image while the disk is as it was when that was made; else the disk, and the image is kept beside it. */
  async #load(): Promise<{ parsed: ParsedEnvelope; note?: model.VaultStatus['reason'] }> {
    await this.#saver.start();
    const { unsaved } = this.#outbox;
    if (unsaved && (await this.#saver.isAsExpected())) {
      return { parsed: await parseEnvelope(Buffer.concat(unsaved.chunks)) };
    }
    await this.#outbox.setBeside();
    const { bytes, mark } = await this.#saver.load();
    if (!bytes)
      throw mark === undefined ? new Failure('vault.absent', 'There is no vault yet. Create one.') : missingFile();
    const parsed = await parseEnvelope(bytes);
    this.#saver.expect(parsed.tail);
    return { parsed, note: noteAbout(parsed.image.head, mark) };
  }

  async #keysFor(head: Head, { password, recoveryKey }: Credentials): Promise<VaultKeys> {
    if (password !== undefined) return openByPassword(this.#options, head, password);
    if (recoveryKey !== undefined) return openByRecoveryKey(head, recoveryKey);
    try {
      return await openByKeyring(this.#options, head);
    } catch (error) {
      this.#keyringIsStale ||= error instanceof Failure && error.code === 'vault.keyring-stale';
      throw error;
    }
  }

  /** All or nothing: when the save fails, the old slots hold in memory, and are put back on the disk if it has the new ones. */
  async #saveSlots(session: Session, slots: Slot[]): Promise<void> {
    const before = session.head.slots;
    const staged = await session.stageSlots(slots);
    try {
      await this.#saver.save(staged.encoded, staged.mark);
    } catch (error) {
      if (await this.#saver.mayHold(staged.encoded.tail)) {
        const undone = await session.stageSlots(before, staged.content);
        session.adopt(undone);
        await this.#attempt(() => this.#outbox.send(undone));
      }
      throw error;
    }
    session.adopt(staged);
    this.#outbox.clear();
    this.#announce();
    // The change holds from here on; to call it failed would leave the user with a password, or a recovery key, that is gone.
    await this.#attempt(() => this.#refreshGenerations(session, true));
  }

  async #refreshGenerations({ keys, head }: Session, strict: boolean): Promise<void> {
    try {
      await this.#saver.rewriteGenerations((bytes) => resealGeneration(keys, head, bytes, strict));
    } catch (error) {
      throw error instanceof Failure && error.code === 'vault.not-saved' ? generationsBehind(error) : error;
    }
  }

  /** Work that an unlock makes possible and must not fail for: a stale keyring slot, generations that a crash left behind. */
  async #tidyAfterUnlock(): Promise<void> {
    const session = this.#session;
    if (!session?.isWritable || this.#saver.readOnlyReason !== undefined) return;
    await this.#attempt(async () => {
      if (!this.#keyringIsStale || !slotOf(session.head, 'os')) return this.#refreshGenerations(session, false);
      const renewed = await makeOsSlot(this.#options, session.keys);
      await this.#saveSlots(
        session,
        session.head.slots.map((slot) => (slot.type === 'os' ? renewed : slot)),
      );
      this.#keyringIsStale = false;
    });
  }

  /** For work that nobody waits for: its failure becomes the note of the status. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof Failure && error.code === 'vault.locked') return;
      const failure =
        error instanceof Failure ? error : new Failure('bug', 'Work in the vault failed.', { cause: error });
      this.#note = failure.toReply();
      this.#announce();
    }
  }
}
