import type { Entry, JsonValue, Transaction } from '../core/records.ts';
import { applyChanges, checkName, readSecret, withSlots, type Change, type Content } from './format/content.ts';
import { encodeEnvelope, type EncodedEnvelope } from './format/envelope.ts';
import { FORMAT_VERSION, type Head, type Slot } from './format/head.ts';
import type { VaultKeys } from './format/keys.ts';
import type { Mark } from './format/mark.ts';

/** The next revision, sealed and encoded, but neither in force nor on the disk. It holds no key, so it may outlive a lock. */
export interface Staged {
  content: Content;
  encoded: EncodedEnvelope;
  mark: Mark;
}

async function stage(keys: VaultKeys, content: Content, writer: string): Promise<Staged> {
  const head = { ...content.image.head, writer };
  // Taken before the first wait, so that a lock in between cannot stop what is sealed already from being saved.
  const sealSum = keys.startMac();
  const encoded = await encodeEnvelope({ ...content.image, head }, sealSum);
  return { content, encoded, mark: { vid: head.vid.toString('base64url'), rev: head.rev } };
}

/** First content of a new vault, ready to save. */
export const stageFirst = stage;

function collect(changes: Map<string, Change>): Transaction {
  return {
    put: (entry) => {
      checkName(entry);
      changes.set(entry.id, { kind: 'put', ...entry });
    },
    remove: (id) => {
      checkName({ id });
      changes.set(id, { kind: 'remove', id });
    },
  };
}

/** A vault while it is unlocked. Reading is synchronous and needs no disk. */
export class Session {
  readonly keys: VaultKeys;
  readonly #writer: string;
  #content: Content;
  #byType = new Map<string, readonly Entry[]>();

  constructor(keys: VaultKeys, content: Content, writer: string) {
    this.keys = keys;
    this.#content = content;
    this.#writer = writer;
  }

  get content(): Content {
    return this.#content;
  }

  get head(): Head {
    return this.#content.image.head;
  }

  /** False when a newer format wrote it: a save would drop what this version does not know. */
  get isWritable(): boolean {
    return this.head.v <= FORMAT_VERSION;
  }

  entries(type: string): readonly Entry[] {
    const known = this.#byType.get(type);
    if (known) return known;
    const entries = [...this.#content.entries.values()]
      .filter((entry) => entry.type === type)
      .map(({ id, summary }) => ({ id, type, summary }));
    this.#byType.set(type, entries);
    return entries;
  }

  read(id: string): JsonValue {
    return readSecret(this.keys, this.#content, id);
  }

  /** Nothing is staged when nothing was changed. */
  async stageChange<T>(change: (transaction: Transaction) => T): Promise<{ result: T; staged?: Staged }> {
    const changes = new Map<string, Change>();
    const result = change(collect(changes));
    if (changes.size === 0) return { result };
    const content = await applyChanges(this.keys, this.#content, changes.values());
    return { result, staged: await stage(this.keys, content, this.#writer) };
  }

  stageSlots(slots: Slot[], base: Content = this.#content): Promise<Staged> {
    return stage(this.keys, withSlots(this.keys, base, slots), this.#writer);
  }

  /** Puts what was staged in force. */
  adopt({ content }: Staged): void {
    this.#content = content;
    this.#byType = new Map();
  }
}
