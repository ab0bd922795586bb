import { createHash } from 'node:crypto';
import { Failure } from '../../core/failure.ts';
import { fromBase64url } from './bytes.ts';
import { corrupt, notAVault, tampered, tooNew } from '../failures.ts';
import { FORMAT_VERSION, readHead, writeHead, type Head, type Magic } from './head.ts';
import type { SealSum, VaultKeys } from './keys.ts';
import { createPace, type Pace } from '../pace.ts';
import type { Sealed } from '../records.ts';

/** Room for 2,000 connections with their tokens ten times over, and an end to what a crafted file can make us read. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
export const MAX_RECORDS = 50_000;

/** An entry as it stands in the file; `text` is written back untouched, so that a save costs only what it changes. */
export interface SealedRecord {
  type: string;
  rev: number;
  text: string;
}

/** Everything in a vault file, still sealed. */
export interface VaultImage {
  head: Head;
  overview: Sealed;
  records: ReadonlyMap<string, SealedRecord>;
}

export interface EncodedEnvelope {
  chunks: Buffer[];
  length: number;
  /** The last bytes of the file: they differ whenever anything differs. */
  tail: string;
}

export interface ParsedEnvelope {
  image: VaultImage;
  sum: Buffer;
  mac: Buffer;
  tail: string;
}

/** `,"sum":"` 43 `","mac":"` 43 `"}`: its length never varies, in any version of the format. */
export const TAIL_LENGTH = 105;
const TAIL = /^,"sum":"([\w-]{43})","mac":"([\w-]{43})"\}$/;
const VERSIONS = /^\{"head":\{"magic":"[A-Z]+","v":(\d{1,9}),"min":(\d{1,9}),/;
const BODY = ',"body":{"overview":';
const OVERVIEW = /\{"n":"([\w-]{22})","d":"([\w-]+)"\},"records":\{/y;
const RECORD_OPENS =
  /"([A-Za-z0-9][\w-]{0,63})":\{"t":"([A-Za-z][\w.-]{0,63})","rev":(0|[1-9]\d{0,14}),"n":"[\w-]{22}","d":"/y;
const MAX_HEAD = 64 * 1024;
const CHUNK = 512 * 1024;

export const ENTRY_ID = /^[A-Za-z0-9][\w-]{0,63}$/;
export const ENTRY_TYPE = /^[A-Za-z][\w.-]{0,63}$/;

export function recordText(type: string, rev: number, { n, d }: Sealed): string {
  return `{"t":"${type}","rev":${rev},"n":"${n}","d":"${d}"}`;
}

/** The sealed part of a record's text. */
export function sealedOf({ text }: SealedRecord): Sealed {
  const start = text.indexOf('"n":"') + 5;
  return { n: text.slice(start, start + 22), d: text.slice(start + 29, -2) };
}

function* partsOf({ head, overview, records }: VaultImage): Generator<string> {
  yield `{"head":${writeHead(head)}${BODY}{"n":"${overview.n}","d":"${overview.d}"},"records":{`;
  let separator = '';
  for (const [id, record] of records) {
    yield `${separator}"${id}":${record.text}`;
    separator = ',';
  }
  yield '}}';
}

/** @throws Failure `input.too-large` when the vault would not be opened again */
export async function encodeEnvelope(
  image: VaultImage,
  mac: SealSum,
  pace: Pace = createPace(),
): Promise<EncodedEnvelope> {
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  let length = 0;
  let held: string[] = [];
  let heldLength = 0;
  const flush = (): void => {
    const chunk = Buffer.from(held.join(''), 'latin1');
    hash.update(chunk);
    chunks.push(chunk);
    length += chunk.length;
    held = [];
    heldLength = 0;
  };
  for (const part of partsOf(image)) {
    held.push(part);
    heldLength += part.length;
    if (heldLength >= CHUNK) flush();
    const turn = pace();
    if (turn) await turn;
  }
  flush();
  if (length + TAIL_LENGTH > MAX_FILE_BYTES || image.records.size > MAX_RECORDS) {
    throw new Failure(
      'input.too-large',
      'The vault is full. Remove entries or export them to a capsule, then try again.',
    );
  }
  const sum = hash.digest();
  const tail = `,"sum":"${sum.toString('base64url')}","mac":"${mac(sum).toString('base64url')}"}`;
  chunks.push(Buffer.from(tail, 'latin1'));
  return { chunks, length: length + tail.length, tail };
}

async function checkSum(bytes: Buffer, pace: Pace): Promise<{ sum: Buffer; mac: Buffer; tail: string }> {
  const tail = bytes.toString('latin1', Math.max(bytes.length - TAIL_LENGTH, 0));
  const [, sumText, macText] = TAIL.exec(tail) ?? [];
  if (sumText === undefined || macText === undefined) throw corrupt('its end is missing');
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length - TAIL_LENGTH; at += CHUNK) {
    hash.update(bytes.subarray(at, Math.min(at + CHUNK, bytes.length - TAIL_LENGTH)));
    const turn = pace();
    if (turn) await turn;
  }
  const sum = hash.digest();
  if (sum.toString('base64url') !== sumText) throw corrupt('its checksum does not match');
  const mac = fromBase64url(macText);
  if (!mac) throw tampered('its seal is not in canonical form');
  return { sum, mac, tail };
}

function checkSignature(bytes: Buffer, magic: Magic): void {
  const signature = `{"head":{"magic":"${magic}","v":`;
  const found = bytes.toString('latin1', 0, signature.length);
  if (found === signature) return;
  // A cut that left only part of the signature, or blocks that a power cut left empty, were a vault once.
  if (signature.startsWith(found) || /^\0+$/.test(found)) throw corrupt('almost nothing of it is left');
  throw notAVault();
}

async function parseRecords(text: string, start: number, pace: Pace): Promise<Map<string, SealedRecord>> {
  const records = new Map<string, SealedRecord>();
  let at = start;
  const strange = (): Failure => tampered('an entry has an unknown shape');
  while (text.charCodeAt(at) !== 0x7d) {
    if (records.size > 0 && text[at++] !== ',') throw strange();
    RECORD_OPENS.lastIndex = at;
    const [opening = '', id = '', type = '', rev = ''] = RECORD_OPENS.exec(text) ?? [];
    const sealedFrom = at + opening.length;
    const sealedTo = text.indexOf('"', sealedFrom);
    if (opening === '' || sealedTo <= sealedFrom || text[sealedTo + 1] !== '}') throw strange();
    if (records.has(id) || records.size >= MAX_RECORDS) throw tampered('it holds an entry twice, or too many');
    const textFrom = at + id.length + 3;
    records.set(id, { type, rev: Number(rev), text: text.slice(textFrom, sealedTo + 2) });
    at = sealedTo + 2;
    const turn = pace();
    if (turn) await turn;
  }
  if (at !== text.length - TAIL_LENGTH - 2 || text.slice(at, at + 2) !== '}}') throw strange();
  return records;
}

/**
 * Reads a vault file as far as it can be read without a key. Proves that it is whole (`sum`) and well formed; that it is
 * genuine is proved by `requireGenuine` once a slot gave the key.
 * @throws Failure `vault.not-a-vault`, `vault.corrupt`, `vault.too-new`, `vault.tampered`, `vault.weak-parameters`
 */
export async function parseEnvelope(
  bytes: Buffer,
  magic: Magic = 'OAVAULT',
  pace: Pace = createPace(),
): Promise<ParsedEnvelope> {
  if (bytes.length > MAX_FILE_BYTES) throw notAVault();
  checkSignature(bytes, magic);
  const { sum, mac, tail } = await checkSum(bytes, pace);
  const text = bytes.toString('latin1');
  const [, version, least] = VERSIONS.exec(text) ?? [];
  if (version === undefined || least === undefined) throw tampered('its version is unreadable');
  if (Number(least) > FORMAT_VERSION) throw tooNew(Number(version));
  const bodyAt = text.slice(0, MAX_HEAD).indexOf(BODY);
  if (bodyAt < 0) throw tampered('it has no body');
  const head = readHead(text.slice('{"head":'.length, bodyAt));
  if (head.v < head.min || head.min < 1) throw tampered('its version is impossible');
  OVERVIEW.lastIndex = bodyAt + BODY.length;
  const [overview = '', n, d] = OVERVIEW.exec(text) ?? [];
  if (n === undefined || d === undefined) throw tampered('its list of entries has an unknown shape');
  const records = await parseRecords(text, bodyAt + BODY.length + overview.length, pace);
  return { image: { head, overview: { n, d }, records }, sum, mac, tail };
}

/** @throws Failure `vault.tampered` unless every byte is as the holder of the key wrote it */
export function requireGenuine({ sum, mac }: ParsedEnvelope, keys: VaultKeys): void {
  if (!keys.macMatches(sum, mac)) throw tampered('its seal does not match');
}
