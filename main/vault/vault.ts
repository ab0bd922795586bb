import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Proof } from '#contract/proof.ts';
import { Failure } from '../core/failure.ts';
import type { Until } from '../core/records.ts';
import { changesFor, openCapsule, sealCapsule } from './capsule.ts';
import { readCopy } from './copies.ts';
import { emptyContent, openContent } from './content.ts';
import { describeStatus } from './describeStatus.ts';
import { vaultFacts } from './facts.ts';
import { parseEnvelope, requireGenuine } from './envelope.ts';
import { anotherVault, locked, lockedMeanwhile, newerFormat } from './failures.ts';
import type { Head, Slot } from './head.ts';
import { inspect, slotTypes, type Inspection } from './inspection.ts';
import { calibrate, CAPSULE_COST, DEFAULT_COST, type Cost } from './kdf.ts';
import { VaultKeys } from './keys.ts';
import { latestBytes, loadLatest, requireRoom } from './loading.ts';
import type * as model from './model.ts';
import { Outbox } from './outbox.ts';
import { Saver, type SaverPorts } from './saver.ts';
import { Session, stageFirst } from './session.ts';
import { changedSlots, firstSlots, renewedSlots, slotsForPassword, type SlotPorts } from './slotChange.ts';
import { refreshGenerations, saveSlots, type SlotSaving } from './slotSaving.ts';
import { openBy, type Credentials, type WaysInPorts } from './waysIn.ts';

export interface VaultOptions extends SaverPorts, WaysInPorts {
  /** Version of the application, written into the file for support. */
  writer: string;
  /** Fixes the cost of new password slots; without it, it is calibrated to this machine. */
  cost?: Cost;
  /** The cost of a capsule's password. */
  capsuleCost?: Cost;
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
  /** Counts the calls of `lock`, so that an opening under way notices one. */
  #locks = 0;
  #session: Session | undefined;
  #inspection: Inspection | undefined;
  #note: model.VaultStatus['reason'];
  #keyringIsStale = false;
  readonly #slotSaving: SlotSaving;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: VaultOptions) {
    const { cost, deriveKey } = options;
    this.#options = options;
    this.#ports = { ...options, cost: async () => cost ?? calibrate(deriveKey, () => performance.now()) };
    this.#saver = new Saver(options);
    this.#outbox = new Outbox(this.#saver);
    this.#slotSaving = { saver: this.#saver, outbox: this.#outbox, attempt: (work) => this.#attempt(work) };
  }

  /** What is there and what can be done with it. Reads the disk while locked, and never changes the vault file. */
  async status(): Promise<model.VaultStatus> {
    if (!this.#session) {
      await this.#saver.start();
      this.#inspection = await inspect(this.#saver, this.#inspection);
    }
    return this.#snapshot();
  }

  get isUnlocked(): boolean {
    return this.#session !== undefined;
  }

  /** The function that is returned ends it. */
  onChange(listener: (status: model.VaultStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * A new vault, unlocked, unless it was locked meanwhile. Without a password the keyring would be the only way in, so a recovery key is made and returned:
   * show it once. `startFresh` first sets the files of an unusable or missing vault aside.
   * @throws Failure `vault.exists`, `vault.missing-file`, `vault.keyring-unavailable`, `vault.not-saved`, `input.*`
   */
  create(input: { password?: string; useOsKeyring: boolean; startFresh?: boolean }): Promise<{ recoveryKey?: string }> {
    const locks = this.#locks;
    return this.#enqueue(async () => {
      await requireRoom(this.#saver, { isOpen: this.#session !== undefined, startFresh: input.startFresh === true });
      const keys = VaultKeys.generate();
      try {
        const { slots, recoveryKey } = await firstSlots(this.#ports, keys, input);
        const staged = await stageFirst(keys, emptyContent(keys, slots, this.#options.writer), this.#options.writer);
        if (this.#locks !== locks) throw lockedMeanwhile();
        await this.#outbox.setBeside();
        await this.#saver.saveFirst(staged.encoded, staged.mark, input.startFresh === true);
        // From here on there is a vault, and its recovery key is shown once: a lock that came meanwhile leaves it shut.
        if (this.#locks === locks) this.#begin(new Session(keys, staged.content, this.#options.writer), undefined);
        else keys.wipe();
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
    const locks = this.#locks;
    return this.#enqueue(async () => {
      if (this.#session) {
        (await this.#keysFor(this.#session.head, input)).wipe();
        return;
      }
      const { parsed, note } = await loadLatest(this.#saver, this.#outbox);
      const keys = await this.#keysFor(parsed.image.head, input);
      try {
        requireGenuine(parsed, keys);
        const content = await openContent(keys, parsed.image);
        // Whoever locked while the key was being derived wants it shut.
        if (this.#locks !== locks) throw lockedMeanwhile();
        this.#begin(new Session(keys, content, this.#options.writer), note);
      } catch (error) {
        keys.wipe();
        throw error;
      }
      void this.#enqueue(() => this.#tidyAfterUnlock(input.password));
    });
  }

  /** Wipes the keys before it returns. A save that has begun ends with what is sealed already. */
  lock(): void {
    this.#locks += 1;
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
   * Applies all that `change` collects, and resolves with its result when that is on the disk to stay; or with `in-memory`, when it is in
   * force: it is then saved all the same, and a failure of that is told by the status alone.
   * @throws Failure `vault.locked`, `vault.read-only`, `input.too-large`, or what `change` throws (memory unchanged);
   *   `vault.not-saved`, `vault.conflict` (memory has the change, the disk does not)
   */
  transact<T>(change: (transaction: model.Transaction) => T, until: Until = 'on-disk'): Promise<T> {
    return new Promise((resolve, reject) => {
      const inForce = until === 'in-memory' ? resolve : (): void => undefined;
      this.#enqueue(() => this.#change(change, inForce)).then(resolve, reject);
    });
  }

  async #change<T>(change: (transaction: model.Transaction) => T, inForce: (result: T) => void): Promise<T> {
    const session = this.#requireSession();
    const [{ result, staged }] = await Promise.all([session.stageChange(change), this.#requireWritable()]);
    if (!staged) return result;
    if (this.#session !== session) throw locked();
    session.adopt(staged);
    inForce(result);
    try {
      await this.#outbox.send(staged);
    } finally {
      this.#announce();
    }
    return result;
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
   * @throws Failure `input.not-found`, `input.invalid` (of another vault), `vault.tampered`, `vault.read-only`, `vault.not-saved`
   */
  restore({ generation }: { generation: string }): Promise<void> {
    return this.#enqueue(async () => {
      const bytes = await this.#saver.readGeneration(generation);
      const session = this.#session;
      if (session) {
        const parsed = await parseEnvelope(bytes);
        if (!parsed.image.head.vid.equals(session.keys.vaultId)) throw anotherVault();
        requireGenuine(parsed, session.keys);
      }
      await this.#replaceBy(bytes);
    });
  }

  /** What a vault file from elsewhere holds, and how it differs; nothing is changed. @throws Failure as `unlock`, `vault.not-a-vault` */
  readCopy(bytes: Uint8Array, credentials: Credentials): Promise<model.VaultCopy> {
    return this.#enqueue(() => readCopy(this.#options, this.#saver, Buffer.from(bytes), credentials));
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
    this.#note = undefined;
    this.lock();
    this.#inspection = undefined;
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
    throw newerFormat();
  }

  #snapshot(): model.VaultStatus {
    return describeStatus({
      session: this.#session,
      inspection: this.#inspection,
      note: this.#note,
      keyringIsStale: this.#keyringIsStale,
      saver: this.#saver,
      outbox: this.#outbox,
    });
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

  async #keysFor(head: Head, credentials: Credentials): Promise<VaultKeys> {
    try {
      return await openBy(this.#options, head, credentials);
    } catch (error) {
      this.#keyringIsStale ||= error instanceof Failure && error.code === 'vault.keyring-stale';
      throw error;
    }
  }

  async #saveSlots(session: Session, slots: Slot[]): Promise<void> {
    await saveSlots(this.#slotSaving, session, slots);
    this.#announce();
    // The change holds from here on; to call it failed would leave the user with a password, or a recovery key, that is gone.
    await this.#attempt(() => refreshGenerations(this.#saver, session, true));
  }

  /** Work that an unlock makes possible and must not fail for: slots to renew, generations that a crash left behind. */
  async #tidyAfterUnlock(password: string | undefined): Promise<void> {
    const session = this.#session;
    if (!session?.isWritable || this.#saver.readOnlyReason !== undefined) return;
    await this.#attempt(async () => {
      const opened = { password, keyringIsStale: this.#keyringIsStale, leastCost: this.#options.cost ?? DEFAULT_COST };
      const renewed = await renewedSlots(this.#ports, session.keys, session.head, opened);
      if (!renewed) return refreshGenerations(this.#saver, session, false);
      await this.#saveSlots(session, renewed);
      this.#keyringIsStale = false;
      this.#announce();
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
