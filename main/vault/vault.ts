import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { Failure } from '../core/failure.ts';
import { changesFor, openCapsule, sealCapsule } from './capsule.ts';
import {
  applyChanges,
  checkName,
  emptyContent,
  openContent,
  readSecret,
  withSlots,
  type Change,
  type Content,
} from './content.ts';
import {
  encodeEnvelope,
  parseEnvelope,
  requireGenuine,
  type EncodedEnvelope,
  type ParsedEnvelope,
} from './envelope.ts';
import { locked, tampered } from './failures.ts';
import { FORMAT_VERSION, slotOf, type Head, type Slot } from './head.ts';
import { inspect, missingFile, noteAbout, slotTypes, type Inspection } from './inspection.ts';
import { calibrate, CAPSULE_COST } from './kdf.ts';
import { VaultKeys } from './keys.ts';
import type { Mark } from './mark.ts';
import type {
  Capsule,
  CapsuleTerms,
  Entry,
  Generation,
  JsonValue,
  SlotChange,
  Transaction,
  VaultStatus,
} from './model.ts';
import type { KdfParameters } from './ports.ts';
import { Saver, type SaverPorts } from './saver.ts';
import { changedSlots, firstSlots, resealGeneration, slotsForPassword, type SlotPorts } from './slotChange.ts';
import { makeOsSlot, openByKeyring, openByPassword, openByRecoveryKey, type WaysInPorts } from './waysIn.ts';

type Cost = Pick<KdfParameters, 'm' | 't' | 'p'>;

export interface VaultOptions extends SaverPorts, WaysInPorts {
  /** Version of the application, written into the file for support. */
  writer: string;
  /** Fixes the cost of new password slots; without it, it is calibrated to this machine. */
  cost?: Cost;
  /** The cost of a capsule's password. */
  capsuleCost?: Cost;
}

interface Open {
  keys: VaultKeys;
  content: Content;
  /** A newer format wrote it: it can be read and must not be written. */
  tooNewToWrite: boolean;
}

/** A sealed image that memory has and the disk may not have. It holds no key, so it outlives a lock. */
interface Unsaved {
  encoded: EncodedEnvelope;
  mark: Mark;
  message: string;
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
  readonly #slotPorts: SlotPorts;
  readonly #saver: Saver;
  readonly #listeners = new Set<(status: VaultStatus) => void>();
  #open: Open | undefined;
  #unsaved: Unsaved | undefined;
  #byType = new Map<string, readonly Entry[]>();
  #keyringIsStale = false;
  #note: VaultStatus['reason'];
  #inspection: Inspection | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: VaultOptions) {
    this.#options = options;
    const { cost, deriveKey } = options;
    this.#slotPorts = { ...options, cost: async () => cost ?? calibrate(deriveKey, () => performance.now()) };
    this.#saver = new Saver(options);
  }

  /** What is there and what can be done with it. Reads the disk while locked, and never changes the vault file. */
  async status(): Promise<VaultStatus> {
    if (!this.#open) {
      await this.#saver.start();
      this.#inspection = await inspect(this.#saver, this.#inspection);
    }
    return this.#snapshot();
  }

  /** The function that is returned ends it. */
  onChange(listener: (status: VaultStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * A new vault, unlocked. Without a password the keyring would be the only way in, so a recovery key is made and returned: show it once.
   * `startFresh` sets an unusable or missing vault's files aside first.
   * @throws Failure `vault.exists`, `vault.missing-file`, `vault.keyring-unavailable`, `vault.not-saved`, `input.*`
   */
  create(input: { password?: string; useOsKeyring: boolean; startFresh?: boolean }): Promise<{ recoveryKey?: string }> {
    return this.#enqueue(async () => {
      await this.#requireRoom(input.startFresh === true);
      const keys = VaultKeys.generate();
      try {
        const { slots, recoveryKey } = await firstSlots(this.#slotPorts, keys, input);
        const content = emptyContent(keys, slots, this.#options.writer);
        const { encoded, mark } = await this.#encode(keys, content);
        await this.#saver.save(encoded, mark);
        this.#note = undefined;
        this.#become({ keys, content, tooNewToWrite: false });
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
  unlock(input: { password?: string; recoveryKey?: string }): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#open) {
        (await this.#keysFor(this.#open.content.image.head, input)).wipe();
        return;
      }
      const parsed = await this.#source();
      const keys = await this.#keysFor(parsed.image.head, input);
      try {
        requireGenuine(parsed, keys);
        const content = await openContent(keys, parsed.image);
        this.#become({ keys, content, tooNewToWrite: parsed.image.head.v > FORMAT_VERSION });
      } catch (error) {
        keys.wipe();
        throw error;
      }
      void this.#enqueue(() => this.#tidyAfterUnlock());
    });
  }

  /** Wipes the keys before it returns. A save that has begun ends with what is sealed already. */
  lock(): void {
    if (!this.#open) return;
    this.#open.keys.wipe();
    const { head } = this.#open.content.image;
    this.#inspection = { state: 'locked', slots: slotTypes(head), revision: head.rev };
    this.#open = undefined;
    this.#byType = new Map();
    this.#announce();
  }

  /** The overview of all entries of a type; no secret is decrypted. @throws Failure `vault.locked` */
  entries(type: string): readonly Entry[] {
    const { content } = this.#requireOpen();
    const known = this.#byType.get(type);
    if (known) return known;
    const entries = [...content.entries.values()]
      .filter((entry) => entry.type === type)
      .map(({ id, summary }) => ({ id, type, summary }));
    this.#byType.set(type, entries);
    return entries;
  }

  /** Decrypts the secret part of one entry. @throws Failure `vault.locked`, `input.not-found` */
  read(id: string): JsonValue {
    const { keys, content } = this.#requireOpen();
    return readSecret(keys, content, id);
  }

  /**
   * Applies all that `change` collects, and resolves with its result when that is on the disk to stay. Nothing happens when it throws.
   * @throws Failure `vault.locked`, `vault.read-only`, `input.too-large` (memory unchanged);
   *   `vault.not-saved`, `vault.conflict` (memory has the change, the disk does not)
   */
  transact<T>(change: (transaction: Transaction) => T): Promise<T> {
    return this.#enqueue(async () => {
      const open = await this.#requireWritable();
      const changes = new Map<string, Change>();
      const result = change({
        put: (entry) => {
          checkName(entry);
          changes.set(entry.id, { kind: 'put', ...entry });
        },
        remove: (id) => {
          checkName({ id });
          changes.set(id, { kind: 'remove', id });
        },
      });
      if (changes.size === 0) return result;
      const content = await applyChanges(open.keys, open.content, changes.values());
      const unsaved = await this.#encode(open.keys, content);
      if (this.#open !== open) throw locked();
      open.content = content;
      this.#byType = new Map();
      this.#unsaved = unsaved;
      await this.#saveUnsaved();
      return result;
    });
  }

  /** Writes what a failed save left in memory; also while locked. Does nothing when there is nothing. */
  retrySave(): Promise<void> {
    return this.#enqueue(() => this.#saveUnsaved());
  }

  /**
   * Same data key, new slot; older generations are given the new slots too, so that the old password opens nothing any more.
   * @throws Failure `vault.wrong-password`, `vault.slot-missing`, `vault.not-saved` (the old password still holds)
   */
  changePassword(input: { current: string; next: string }): Promise<void> {
    return this.#enqueue(async () => {
      const { keys, content } = await this.#requireWritable();
      await this.#saveSlots(await slotsForPassword(this.#slotPorts, keys, content.image.head, input));
    });
  }

  /**
   * Adds (or renews) or removes a way in. A new recovery key is returned: show it once.
   * @throws Failure `vault.last-slot` when neither a password nor a recovery key would be left, `vault.keyring-unavailable`, `vault.not-saved`
   */
  setSlot(change: SlotChange): Promise<{ recoveryKey?: string }> {
    return this.#enqueue(async () => {
      const { keys, content } = await this.#requireWritable();
      const { slots, recoveryKey } = await changedSlots(this.#slotPorts, keys, content.image.head, change);
      await this.#saveSlots(slots);
      return recoveryKey === undefined ? {} : { recoveryKey };
    });
  }

  /** The present file and the earlier ones that are kept, newest first. Works while locked or damaged. */
  async generations(): Promise<Generation[]> {
    await this.#saver.start();
    return this.#saver.generations();
  }

  /**
   * Makes an earlier generation the vault and locks it. The present file stays as a generation, a damaged one in quarantine.
   * @throws Failure `input.not-found`, `vault.tampered`, `vault.read-only`, `vault.not-saved`
   */
  restore({ generation }: { generation: string }): Promise<void> {
    return this.#enqueue(async () => {
      const bytes = await this.#saver.readGeneration(generation);
      const open = this.#open;
      if (open) {
        const parsed = await parseEnvelope(bytes);
        if (!parsed.image.head.vid.equals(open.keys.vaultId))
          throw tampered('this generation belongs to another vault');
        requireGenuine(parsed, open.keys);
      }
      if (this.#unsaved) await this.#saver.keepBeside(this.#unsaved.encoded);
      this.#unsaved = undefined;
      await this.#saver.restore(bytes);
      this.#note = undefined;
      this.lock();
      this.#inspection = undefined;
    });
  }

  /** An encrypted file with the chosen entries, or all, under a password of its own. @throws Failure `vault.locked`, `input.not-found` */
  async exportCapsule(input: { password: string; ids?: readonly string[] } & CapsuleTerms): Promise<Uint8Array> {
    const { keys, content } = this.#requireOpen();
    const { ids, ...terms } = input;
    const { capsuleCost = CAPSULE_COST, writer } = this.#options;
    return sealCapsule(this.#options, changesFor(keys, content, ids), { ...terms, cost: capsuleCost, writer });
  }

  /** What a capsule holds; nothing is imported. @throws Failure `vault.wrong-password`, `vault.not-a-vault`, `vault.capsule-expired` ... */
  readCapsule(bytes: Uint8Array, password: string): Promise<Capsule> {
    return openCapsule(this.#options, bytes, password, this.#options.nowMs());
  }

  /** Ends what is queued, locks, and frees the folder for the next process. */
  async close(): Promise<void> {
    await this.#queue.catch(() => undefined);
    this.lock();
    await this.#saver.close();
  }

  #enqueue<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(job);
    // The failure belongs to the caller of this job; the next job must run all the same.
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #requireOpen(): Open {
    if (!this.#open) throw locked();
    return this.#open;
  }

  async #requireWritable(): Promise<Open> {
    const open = this.#requireOpen();
    await this.#saver.requireWritable();
    if (open.tooNewToWrite) {
      throw new Failure(
        'vault.read-only',
        'A newer Grantsmith wrote this vault, so this one only reads it. Update to change it.',
      );
    }
    return this.#requireOpen();
  }

  #snapshot(): VaultStatus {
    const head = this.#open?.content.image.head;
    const {
      state,
      slots,
      revision,
      reason = this.#note,
    }: VaultStatus = head
      ? { state: 'unlocked', slots: slotTypes(head), revision: head.rev }
      : (this.#inspection ?? { state: 'locked', slots: [] });
    return {
      state,
      slots,
      ...(revision !== undefined && { revision }),
      ...(reason && { reason }),
      ...((this.#saver.readOnlyReason !== undefined || this.#open?.tooNewToWrite) && { readOnly: true }),
      ...(this.#unsaved && { unsaved: this.#unsaved.message }),
    };
  }

  #announce(): void {
    const status = this.#snapshot();
    for (const listener of this.#listeners) listener(status);
  }

  #become(open: Open): void {
    this.#open = open;
    this.#byType = new Map();
    this.#announce();
  }

  async #requireRoom(startFresh: boolean): Promise<void> {
    await this.#saver.requireWritable();
    if (this.#open) throw new Failure('vault.exists', 'There is a vault already. Unlock it instead.');
    const { bytes, mark } = await this.#saver.load();
    if ((bytes ?? mark) === undefined) {
      this.#saver.expect(undefined);
      return;
    }
    if (startFresh) {
      await this.#saver.setAside();
      return;
    }
    if (bytes) throw new Failure('vault.exists', 'There is a vault already. Unlock it instead.');
    throw missingFile();
  }

  async #encode(keys: VaultKeys, { image }: Content): Promise<Unsaved> {
    const head = { ...image.head, writer: this.#options.writer };
    const encoded = await encodeEnvelope({ ...image, head }, keys.startMac());
    const mark = { vid: head.vid.toString('base64url'), rev: head.rev };
    return { encoded, mark, message: 'Not saved yet.' };
  }

  async #saveUnsaved(): Promise<void> {
    const unsaved = this.#unsaved;
    if (!unsaved) return;
    try {
      await this.#saver.save(unsaved.encoded, unsaved.mark);
      this.#unsaved = undefined;
    } catch (error) {
      this.#unsaved = { ...unsaved, message: error instanceof Error ? error.message : 'Not saved.' };
      throw error;
    } finally {
      this.#announce();
    }
  }

  /** The unsaved image when the disk is as it was when that was made; else the disk, and the image is kept beside it. */
  async #source(): Promise<ParsedEnvelope> {
    await this.#saver.start();
    if (this.#unsaved) {
      const unsaved = this.#unsaved;
      if (await this.#saver.isAsExpected()) return parseEnvelope(Buffer.concat(unsaved.encoded.chunks));
      await this.#saver.keepBeside(unsaved.encoded);
      this.#unsaved = undefined;
    }
    const { bytes, mark } = await this.#saver.load();
    if (!bytes)
      throw mark === undefined ? new Failure('vault.absent', 'There is no vault yet. Create one.') : missingFile();
    const parsed = await parseEnvelope(bytes);
    this.#note = noteAbout(parsed.image.head, mark);
    this.#saver.expect(parsed.tail);
    return parsed;
  }

  async #keysFor(
    head: Head,
    { password, recoveryKey }: { password?: string; recoveryKey?: string },
  ): Promise<VaultKeys> {
    if (password !== undefined) return openByPassword(this.#options, head, password);
    if (recoveryKey !== undefined) return openByRecoveryKey(head, recoveryKey);
    try {
      return await openByKeyring(this.#options, head);
    } catch (error) {
      if (error instanceof Failure && error.code === 'vault.keyring-stale') this.#keyringIsStale = true;
      throw error;
    }
  }

  /** All or nothing for the user: when the save fails, memory keeps the old slots. */
  async #saveSlots(slots: Slot[]): Promise<void> {
    const open = this.#requireOpen();
    const content = withSlots(open.keys, open.content, slots);
    const { encoded, mark } = await this.#encode(open.keys, content);
    await this.#saver.save(encoded, mark);
    open.content = content;
    this.#unsaved = undefined;
    this.#announce();
    await this.#refreshGenerations(open, true);
  }

  async #refreshGenerations({ keys, content }: Open, strict: boolean): Promise<void> {
    await this.#saver.rewriteGenerations((bytes) => resealGeneration(keys, content.image.head, bytes, strict));
  }

  /** Work that an unlock makes possible and must not fail for: a stale keyring slot, generations that a crash left behind. */
  async #tidyAfterUnlock(): Promise<void> {
    const open = this.#open;
    if (!open || open.tooNewToWrite || this.#saver.readOnlyReason !== undefined) return;
    try {
      const { head } = open.content.image;
      if (this.#keyringIsStale && slotOf(head, 'os')) {
        const renewed = await makeOsSlot(this.#options, open.keys);
        await this.#saveSlots(head.slots.map((slot) => (slot.type === 'os' ? renewed : slot)));
        this.#keyringIsStale = false;
      } else {
        await this.#refreshGenerations(open, false);
      }
    } catch (error) {
      if (error instanceof Failure && error.code === 'vault.locked') return;
      const failure =
        error instanceof Failure ? error : new Failure('bug', 'Tidying the vault failed.', { cause: error });
      this.#note = failure.toReply();
      this.#announce();
    }
  }
}
