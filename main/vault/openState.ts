import type { VaultStatus } from '#contract/vault.ts';
import { Failure } from '../core/failure.ts';
import { describeStatus } from './describeStatus.ts';
import { locked, newerFormat } from './failures.ts';
import { inspect, slotTypes, type Inspection } from './disk/inspection.ts';
import type { Outbox } from './outbox.ts';
import type { Saver } from './disk/saver.ts';
import type { Session } from './session.ts';

/** Whether the vault is open, what the user should know about it, and who is told when that changes. */
export class OpenState {
  readonly #saver: Saver;
  readonly #outbox: Outbox;
  readonly #listeners = new Set<(status: VaultStatus) => void>();
  /** Counts the calls of `lock`, so that an opening under way notices one. */
  #locks = 0;
  #session: Session | undefined;
  #inspection: Inspection | undefined;
  #note: VaultStatus['reason'];
  /** The keyring had a key for this vault that opens it no longer. */
  keyringIsStale = false;

  constructor(saver: Saver, outbox: Outbox) {
    this.#saver = saver;
    this.#outbox = outbox;
  }

  /** Present while the vault is open. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** @throws Failure `vault.locked` */
  requireSession(): Session {
    if (!this.#session) throw locked();
    return this.#session;
  }

  /** @throws Failure `vault.locked`, `vault.read-only` */
  async requireWritable(): Promise<Session> {
    this.requireSession();
    await this.#saver.requireWritable();
    const session = this.requireSession();
    if (session.isWritable) return session;
    throw newerFormat();
  }

  /** Reads the disk while locked. */
  async status(): Promise<VaultStatus> {
    if (!this.#session) {
      await this.#saver.start();
      this.#inspection = await inspect(this.#saver, this.#inspection);
    }
    return this.#known();
  }

  /** The function that is returned ends it. */
  onChange(listener: (status: VaultStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(): void {
    const status = this.#known();
    for (const listener of this.#listeners) listener(status);
  }

  /** The function that is returned tells whether the vault was locked since: whoever did so wants it shut. */
  watchForLock(): () => boolean {
    const before = this.#locks;
    return () => this.#locks !== before;
  }

  open(session: Session, note?: VaultStatus['reason']): void {
    this.#session = session;
    this.#note = note;
    this.announce();
  }

  /** Wipes the keys before it returns. */
  lock(): void {
    this.#locks += 1;
    const session = this.#session;
    if (!session) return;
    session.keys.wipe();
    this.#session = undefined;
    this.#inspection = { state: 'locked', slots: slotTypes(session.head), revision: session.head.rev };
    this.announce();
  }

  /** Locks, because the file is another from now on: what was known of the earlier one is forgotten. */
  lockAndForget(): void {
    this.#note = undefined;
    this.lock();
    this.#inspection = undefined;
  }

  /** For work that nobody waits for: its failure becomes the note of the status. */
  async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof Failure && error.code === 'vault.locked') return;
      const failure =
        error instanceof Failure ? error : new Failure('bug', 'Work in the vault failed.', { cause: error });
      this.#note = failure.toReply();
      this.announce();
    }
  }

  #known(): VaultStatus {
    return describeStatus({
      session: this.#session,
      inspection: this.#inspection,
      note: this.#note,
      keyringIsStale: this.keyringIsStale,
      saver: this.#saver,
      outbox: this.#outbox,
    });
  }
}
