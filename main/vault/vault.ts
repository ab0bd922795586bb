import { performance } from 'node:perf_hooks';
import type { Proof } from '#contract/proof.ts';
import type { VaultGeneration, VaultStatus } from '#contract/vault.ts';
import { Failure } from '../core/failure.ts';
import type { Entry, JsonValue, Transaction, Until } from '../core/records.ts';
import { changesFor, openCapsule, sealCapsule } from './capsule.ts';
import { readCopy } from './copies.ts';
import { emptyContent, openContent } from './format/content.ts';
import { vaultFacts } from './facts.ts';
import { parseEnvelope, requireGenuine } from './format/envelope.ts';
import { anotherVault, locked, lockedMeanwhile } from './failures.ts';
import { createJobQueue } from './jobQueue.ts';
import type { Head } from './format/head.ts';
import { calibrate, CAPSULE_COST, DEFAULT_COST, type Cost } from './format/kdf.ts';
import { VaultKeys } from './format/keys.ts';
import { latestBytes, loadLatest, requireRoom } from './loading.ts';
import type { Capsule, CapsuleTerms, SlotChange, VaultCopy } from './model.ts';
import { OpenState } from './openState.ts';
import { Outbox } from './outbox.ts';
import { Saver, type SaverPorts } from './disk/saver.ts';
import { Session, stageFirst } from './session.ts';
import { changedSlots, firstSlots, slotsForPassword, type SlotPorts } from './slots/slotChange.ts';
import { saveSlots, tidyAfterUnlock, type SlotSaving } from './slots/slotSaving.ts';
import { openBy, type Credentials, type WaysInPorts } from './slots/waysIn.ts';

export interface VaultOptions extends SaverPorts, WaysInPorts {
  /** Version of the application, written into the file for support. */
  writer: string;
  /** Fixes the cost of new password slots; without it, it is calibrated to this machine. */
  cost?: Cost;
  /** The cost of a capsule's password. */
  capsuleCost?: Cost;
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
  readonly #state: OpenState;
  readonly #slotSaving: SlotSaving;
  readonly #enqueue = createJobQueue();

  constructor(options: VaultOptions) {
    const { cost, deriveKey } = options;
    this.#options = options;
    this.#ports = { ...options, cost: async () => cost ?? calibrate(deriveKey, () => performance.now()) };
    this.#saver = new Saver(options);
    this.#outbox = new Outbox(this.#saver);
    this.#state = new OpenState(this.#saver, this.#outbox);
    this.#slotSaving = { state: this.#state, saver: this.#saver, outbox: this.#outbox };
  }

  /** What is there and what can be done with it. Reads the disk while locked, and never changes the vault file. */
  status(): Promise<VaultStatus> {
    return this.#state.status();
  }

  get isUnlocked(): boolean {
    return this.#state.session !== undefined;
  }

  /** The function that is returned ends it. */
  onChange(listener: (status: VaultStatus) => void): () => void {
    return this.#state.onChange(listener);
  }

  /**
   * A new vault, unlocked, unless it was locked meanwhile. Without a password the keyring would be the only way in, so a recovery key is made and returned:
   * show it once. `startFresh` first sets the files of the vault that is here aside, whatever state they are in, unless it is open.
   * @throws Failure `vault.exists`, `vault.missing-file`, `vault.keyring-unavailable`, `vault.not-saved`, `input.*`
   */
  create(input: { password?: string; useOsKeyring: boolean; startFresh?: boolean }): Promise<{ recoveryKey?: string }> {
    const wasLocked = this.#state.watchForLock();
    return this.#enqueue(async () => {
      await requireRoom(this.#saver, { isOpen: this.isUnlocked, startFresh: input.startFresh === true });
      const keys = VaultKeys.generate();
      try {
        const { slots, ...shownOnce } = await firstSlots(this.#ports, keys, input);
        const staged = await stageFirst(keys, emptyContent(keys, slots, this.#options.writer), this.#options.writer);
        if (wasLocked()) throw lockedMeanwhile();
        await this.#outbox.setBeside();
        await this.#saver.saveFirst(staged.encoded, staged.mark, input.startFresh === true);
        // From here on there is a vault, and its recovery key is shown once: a lock that came meanwhile leaves it shut.
        if (wasLocked()) keys.wipe();
        else this.#state.open(new Session(keys, staged.content, this.#options.writer));
        return shownOnce;
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
    const wasLocked = this.#state.watchForLock();
    return this.#enqueue(async () => {
      const { session } = this.#state;
      if (session) {
        (await this.#keysFor(session.head, input)).wipe();
        return;
      }
      const { parsed, note } = await loadLatest(this.#saver, this.#outbox);
      const keys = await this.#keysFor(parsed.image.head, input);
      try {
        requireGenuine(parsed, keys);
        const content = await openContent(keys, parsed.image);
        if (wasLocked()) throw lockedMeanwhile();
        this.#state.open(new Session(keys, content, this.#options.writer), note);
      } catch (error) {
        keys.wipe();
        throw error;
      }
      const opened = { password: input.password, leastCost: this.#options.cost ?? DEFAULT_COST };
      void this.#enqueue(() => tidyAfterUnlock(this.#slotSaving, this.#ports, opened));
    });
  }

  /** Wipes the keys before it returns. A save that has begun ends with what is sealed already. */
  lock(): void {
    this.#state.lock();
  }

  /** The overview of all entries of a type; no secret is decrypted. @throws Failure `vault.locked` */
  entries(type: string): readonly Entry[] {
    return this.#state.requireSession().entries(type);
  }

  /** Decrypts the secret part of one entry. @throws Failure `vault.locked`, `input.not-found` */
  read(id: string): JsonValue {
    return this.#state.requireSession().read(id);
  }

  /**
   * Applies all that `change` collects, and resolves with its result when that is on the disk to stay; or with `in-memory`, when it is in
   * force: it is then saved all the same, and a failure of that is told by the status alone.
   * @throws Failure `vault.locked`, `vault.read-only`, `input.too-large`, or what `change` throws (memory unchanged);
   *   `vault.not-saved`, `vault.conflict` (memory has the change, the disk does not)
   */
  transact<T>(change: (transaction: Transaction) => T, until: Until = 'on-disk'): Promise<T> {
    return new Promise((resolve, reject) => {
      const inForce = until === 'in-memory' ? resolve : (): void => undefined;
      this.#enqueue(() => this.#change(change, inForce)).then(resolve, reject);
    });
  }

  async #change<T>(change: (transaction: Transaction) => T, inForce: (result: T) => void): Promise<T> {
    const session = this.#state.requireSession();
    const [{ result, staged }] = await Promise.all([session.stageChange(change), this.#state.requireWritable()]);
    if (!staged) return result;
    if (this.#state.session !== session) throw locked();
    session.adopt(staged);
    inForce(result);
    try {
      await this.#outbox.send(staged);
    } finally {
      this.#state.announce();
    }
    return result;
  }

  /** Writes what a failed save left in memory; also while locked. Does nothing when there is nothing. */
  retrySave(): Promise<void> {
    return this.#enqueue(async () => {
      try {
        await this.#outbox.retry();
      } finally {
        this.#state.announce();
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
      const session = await this.#state.requireWritable();
      await saveSlots(
        this.#slotSaving,
        session,
        await slotsForPassword(this.#ports, session.keys, session.head, input),
      );
    });
  }

  /**
   * Adds (or renews) or removes a way in. A new recovery key is returned: show it once.
   * @throws Failure `vault.last-slot` when neither a password nor a recovery key would be left,
   *   `vault.keyring-unavailable`, `vault.not-saved` (nothing changed)
   */
  setSlot(change: SlotChange): Promise<{ recoveryKey?: string }> {
    return this.#enqueue(async () => {
      const session = await this.#state.requireWritable();
      const { slots, ...shownOnce } = await changedSlots(this.#ports, session.keys, session.head, change);
      await saveSlots(this.#slotSaving, session, slots);
      return shownOnce;
    });
  }

  /** The present file and the earlier ones that are kept, newest first. Works while locked or damaged. */
  async generations(): Promise<VaultGeneration[]> {
    await this.#saver.start();
    return this.#saver.generations();
  }

  /**
   * Makes an earlier generation the vault, and locks it. The present file stays as a generation, a damaged one in quarantine.
   * @throws Failure `input.not-found`, `input.invalid` (of another vault), `vault.tampered`, `vault.read-only`, `vault.not-saved`
   */
  restore({ generation }: { generation: string }): Promise<void> {
    return this.#enqueue(async () => {
      const bytes = await this.#saver.readGeneration(generation);
      const { session } = this.#state;
      if (session) {
        const parsed = await parseEnvelope(bytes);
        if (!parsed.image.head.vid.equals(session.keys.vaultId)) throw anotherVault();
        requireGenuine(parsed, session.keys);
      }
      await this.#replaceBy(bytes);
    });
  }

  /** What a vault file from elsewhere holds, and how it differs; nothing is changed. @throws Failure as `unlock`, `vault.not-a-vault` */
  readCopy(bytes: Uint8Array, credentials: Credentials): Promise<VaultCopy> {
    // Beside the queue: a copy may ask for a derivation of minutes, and no save is to wait for that.
    return readCopy(this.#options, this.#saver, Buffer.from(bytes), credentials);
  }

  /**
   * Makes a vault file from elsewhere the vault, and locks it. The present file stays: as a generation, or under a name of its own
   * when it is damaged or another vault. Whoever calls it has read the copy with a key of it.
   * @throws Failure `vault.not-a-vault`, `vault.corrupt`, `vault.read-only`, `vault.not-saved`
   */
  adoptCopy(bytes: Uint8Array): Promise<void> {
    return this.#enqueue(() => this.#replaceBy(Buffer.from(bytes)));
  }

  async #replaceBy(bytes: Buffer): Promise<void> {
    await this.#outbox.setBeside();
    await this.#saver.restore(bytes);
    this.#state.lockAndForget();
  }

  /** An encrypted file with the chosen entries, or all, under its own password. @throws Failure `vault.locked`, `input.not-found` */
  async exportCapsule(input: { password: string; ids?: readonly string[] } & CapsuleTerms): Promise<Uint8Array> {
    const { keys, content } = this.#state.requireSession();
    const { ids, ...terms } = input;
    const { capsuleCost = CAPSULE_COST, writer } = this.#options;
    return sealCapsule(this.#options, changesFor(keys, content, ids), { ...terms, cost: capsuleCost, writer });
  }

  /** What a capsule holds; nothing is imported. @throws Failure `vault.wrong-password`, `vault.not-a-vault`, `vault.capsule-expired` ... */
  readCapsule(bytes: Uint8Array, password: string): Promise<Capsule> {
    return openCapsule(this.#options, bytes, password, this.#options.nowMs());
  }

  /** What the file on disk says of itself, without a key. Undefined when there is none or it cannot be read. */
  facts(): Promise<Proof['vault']> {
    return vaultFacts(this.#saver);
  }

  /** The vault file as memory has it, sealed, to be kept elsewhere when the disk refuses it. Works while locked. */
  copy(): Promise<Uint8Array> {
    return this.#enqueue(() => latestBytes(this.#saver, this.#outbox));
  }

  /** Ends what is queued, tries once more to save what is not, locks, and frees the folder for the next process. */
  async close(): Promise<void> {
    await this.#enqueue(() => this.#state.attempt(() => this.#outbox.retry()));
    this.lock();
    await this.#saver.close();
  }

  async #keysFor(head: Head, credentials: Credentials): Promise<VaultKeys> {
    try {
      return await openBy(this.#options, head, credentials);
    } catch (error) {
      this.#state.keyringIsStale ||= error instanceof Failure && error.code === 'vault.keyring-stale';
      throw error;
    }
  }
}
