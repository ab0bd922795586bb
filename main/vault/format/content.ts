import { z } from 'zod';
import { Failure } from '../../core/failure.ts';
import type { Entry, JsonValue } from '../../core/records.ts';
import { wipe } from './bytes.ts';
import { ENTRY_ID, ENTRY_TYPE, recordText, sealedOf, type SealedRecord, type VaultImage } from './envelope.ts';
import { tampered } from '../failures.ts';
import { FORMAT_VERSION, type Head } from './head.ts';
import type { VaultKeys } from './keys.ts';
import type { CapsuleTerms } from '../model.ts';
import { createPace, type Pace } from '../pace.ts';
import { jsonText, openText, sealText } from '../records.ts';

/** An entry with the JSON text of its summary, so that a save does not serialize what did not change. */
interface KeptEntry extends Entry {
  summary: JsonValue;
  text: string;
}

/** An open vault: the sealed image and the decrypted overview. Replaced as a whole by every change, never altered. */
export interface Content {
  image: VaultImage;
  entries: ReadonlyMap<string, KeptEntry>;
  terms: CapsuleTerms | undefined;
}

export type Change =
  { kind: 'put'; id: string; type: string; summary: JsonValue; secret: JsonValue } | { kind: 'remove'; id: string };

const MAX_SECRET_BYTES = 4 * 1024 * 1024;

const isJson = (value: unknown): value is JsonValue => value !== undefined;
const overviewShape = z.strictObject({
  entries: z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null),
  terms: z.strictObject({ expiresAt: z.number().optional(), allowedHosts: z.array(z.string()).optional() }).optional(),
});

function parseJson(plain: Buffer): JsonValue {
  try {
    const value: unknown = JSON.parse(plain.toString('utf8'));
    if (isJson(value)) return value;
  } catch (error) {
    throw tampered('what it holds is not JSON', error);
  } finally {
    wipe(plain);
  }
  throw tampered('what it holds is not JSON');
}

function termsOf(terms: z.infer<typeof overviewShape>['terms']): CapsuleTerms | undefined {
  if (!terms) return undefined;
  const { expiresAt, allowedHosts } = terms;
  return { ...(expiresAt !== undefined && { expiresAt }), ...(allowedHosts && { allowedHosts }) };
}

/** Decrypts the overview; the secrets stay sealed. @throws Failure `vault.tampered` */
export async function openContent(keys: VaultKeys, image: VaultImage, pace: Pace = createPace()): Promise<Content> {
  const json = parseJson(openText(keys, { kind: 'overview', rev: image.head.rev }, image.overview));
  const parsed = overviewShape.safeParse(json);
  if (!parsed.success) throw tampered('its list of entries has an unknown shape', parsed.error);
  const summaries = Object.entries(parsed.data.entries);
  const entries = new Map<string, KeptEntry>();
  for (const [id, summary] of summaries) {
    const record = image.records.get(id);
    if (!record || !isJson(summary)) throw tampered('its list names an entry that is not there');
    entries.set(id, { id, type: record.type, summary, text: jsonText(summary) });
    const turn = pace();
    if (turn) await turn;
  }
  if (entries.size !== image.records.size) throw tampered('it holds an entry that its list does not name');
  return { image, entries, terms: termsOf(parsed.data.terms) };
}

/** Decrypts one secret. @throws Failure `input.not-found`, `vault.tampered` */
export function readSecret(keys: VaultKeys, { image }: Content, id: string): JsonValue {
  const record = image.records.get(id);
  if (!record) throw new Failure('input.not-found', 'That entry is no longer in the vault.');
  return parseJson(openText(keys, { kind: 'rec', id, type: record.type, rev: record.rev }, sealedOf(record)));
}

function overviewText(entries: ReadonlyMap<string, KeptEntry>, terms: CapsuleTerms | undefined): string {
  const parts: string[] = [];
  for (const { id, text } of entries.values()) parts.push(`${JSON.stringify(id)}:${text}`);
  const limits = terms ? `,"terms":${JSON.stringify(terms)}` : '';
  return `{"entries":{${parts.join(',')}}${limits}}`;
}

type Parts = Pick<Content, 'entries' | 'terms'> & { head: Head; records: ReadonlyMap<string, SealedRecord> };

/** The overview is bound to the head's revision, so it is sealed anew with every one. */
export function sealContent(keys: VaultKeys, { head, records, entries, terms }: Parts): Content {
  const overview = sealText(keys, { kind: 'overview', rev: head.rev }, overviewText(entries, terms));
  return { image: { head, overview, records }, entries, terms };
}

export function emptyContent(keys: VaultKeys, slots: Head['slots'], writer: string): Content {
  const head: Head = { magic: 'OAVAULT', v: FORMAT_VERSION, min: 1, vid: keys.vaultId, rev: 1, writer, slots };
  return sealContent(keys, { head, records: new Map(), entries: new Map(), terms: undefined });
}

/** The same entries under another head of the next revision. */
export function withSlots(keys: VaultKeys, { image, entries, terms }: Content, slots: Head['slots']): Content {
  const head = { ...image.head, slots, rev: image.head.rev + 1 };
  return sealContent(keys, { head, records: image.records, entries, terms });
}

function sealRecord(
  keys: VaultKeys,
  rev: number,
  { id, type, secret }: Extract<Change, { kind: 'put' }>,
): SealedRecord {
  const text = jsonText(secret);
  if (text.length > MAX_SECRET_BYTES) {
    throw new Failure('input.too-large', 'This entry is larger than 4 MiB; the vault does not take it.');
  }
  return { type, rev, text: recordText(type, rev, sealText(keys, { kind: 'rec', id, type, rev }, text)) };
}

/** @throws Failure `bug` for an id or type that the format cannot hold */
export function checkName({ id, type }: { id: string; type?: string }): void {
  if (ENTRY_ID.test(id) && (type === undefined || ENTRY_TYPE.test(type))) return;
  throw new Failure('bug', 'An entry needs an id and a type of letters and digits.');
}

/** The content after these changes, one revision on. Nothing is altered, so a failure leaves all as it was. */
export async function applyChanges(
  keys: VaultKeys,
  { image, entries, terms }: Content,
  changes: Iterable<Change>,
  pace: Pace = createPace(),
): Promise<Content> {
  const head = { ...image.head, rev: image.head.rev + 1 };
  const records = new Map(image.records);
  const kept = new Map(entries);
  for (const change of changes) {
    if (change.kind === 'remove') {
      records.delete(change.id);
      kept.delete(change.id);
    } else {
      const { id, type, summary } = change;
      records.set(id, sealRecord(keys, head.rev, change));
      kept.set(id, { id, type, summary, text: jsonText(summary) });
    }
    const turn = pace();
    if (turn) await turn;
  }
  return sealContent(keys, { head, records, entries: kept, terms });
}
