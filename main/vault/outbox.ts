import { Failure } from '../core/failure.ts';
import type { EncodedEnvelope } from './format/envelope.ts';
import type { Saver } from './disk/saver.ts';
import type { Staged } from './session.ts';

/** The image that memory has and the disk may not have: at most one, because each holds all that came before. */
export class Outbox {
  readonly #saver: Saver;
  #unsaved: Staged | undefined;
  #message: string | undefined;

  constructor(saver: Saver) {
    this.#saver = saver;
  }

  get unsaved(): EncodedEnvelope | undefined {
    return this.#unsaved?.encoded;
  }

  /** The sentence of the last failed save. */
  get message(): string | undefined {
    return this.#message;
  }

  /** @throws Failure `vault.not-saved`, `vault.conflict`, `vault.read-only`; it is then kept for `retry` */
  async send(staged: Staged): Promise<void> {
    this.#unsaved = staged;
    await this.retry();
  }

  async retry(): Promise<void> {
    const staged = this.#unsaved;
    if (!staged) return;
    try {
      await this.#saver.save(staged.encoded, staged.mark);
      this.clear();
    } catch (error) {
      this.#message = error instanceof Failure ? error.message : 'Not saved.';
      throw error;
    }
  }

  clear(): void {
    this.#unsaved = undefined;
    this.#message = undefined;
  }

  /** Gives up saving it over the primary, and keeps it as a file that can be restored. */
  async setBeside(): Promise<void> {
    if (this.#unsaved) await this.#saver.keepBeside(this.#unsaved.encoded);
    this.clear();
  }
}
