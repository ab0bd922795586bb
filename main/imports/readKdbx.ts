import { argon2d, argon2id } from 'hash-wasm';
import kdbxweb from 'kdbxweb';
import type { KdbxEntry, KdbxGroup } from 'kdbxweb';
import { Failure } from '../core/failure.ts';
import { MAX_ENTRIES } from './table.ts';
import type { Table } from './table.ts';

const STANDARD = ['Title', 'UserName', 'Password', 'URL', 'Notes'];
/** 1 GiB, as for our own file: what a file asks for is work that we do before knowing who wrote it. */
const MAX_KDF_KIB = 1_048_576;
const MAX_KDF_PASSES = 100;

kdbxweb.CryptoEngine.setArgon2Impl(async (password, salt, memory, iterations, length, parallelism, type) => {
  if (memory > MAX_KDF_KIB || iterations > MAX_KDF_PASSES || parallelism > 16) {
    throw new Failure('vault.weak-parameters', 'This file asks for a password derivation outside the safe range.');
  }
  const derive = type === kdbxweb.CryptoEngine.Argon2TypeArgon2id ? argon2id : argon2d;
  const bytes = await derive({
    password: new Uint8Array(password),
    salt: new Uint8Array(salt),
    memorySize: memory,
    iterations,
    parallelism,
    hashLength: length,
    outputType: 'binary',
  });
  return Uint8Array.from(bytes).buffer;
});

/** The words for the page; the library's own may quote the file. */
function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = error instanceof kdbxweb.KdbxError ? error.code : undefined;
  switch (code) {
    case 'InvalidKey':
      return new Failure('vault.wrong-password', 'That does not open this KeePass file. Check it and try again.', {
        field: 'password',
      });
    case 'BadSignature':
      return new Failure('input.invalid', 'This is not a KeePass file of version 2 (.kdbx).');
    case 'InvalidVersion':
    case 'Unsupported':
    case 'NotImplemented':
      return new Failure(
        'input.unsupported',
        'This KeePass file uses a feature that cannot be read here. Export it as CSV.',
      );
    default:
      return new Failure('vault.corrupt', 'This KeePass file is damaged.', { cause: error });
  }
}

interface Found {
  entry: KdbxEntry;
  group: string;
}

function* entriesIn(group: KdbxGroup, path: string[], bin: string | undefined): Generator<Found> {
  if (group.uuid.id === bin) return;
  for (const entry of group.entries) yield { entry, group: path.join(' / ') };
  for (const inner of group.groups) yield* entriesIn(inner, [...path, inner.name ?? ''], bin);
}

function textOf(entry: KdbxEntry, name: string): string {
  const value = entry.fields.get(name);
  return typeof value === 'string' ? value : (value?.getText() ?? '');
}

/** A value may be that of another entry: KeePass writes so what was duplicated “with references”. */
const REFERENCE = /\{REF:([TUPAN])@I:([0-9A-F]{32})\}/gi;
const REFERRED: Record<string, string> = { T: 'Title', U: 'UserName', P: 'Password', A: 'URL', N: 'Notes' };

const hexOf = ({ uuid }: KdbxEntry): string => Buffer.from(uuid.id, 'base64').toString('hex');

/** One step: what an entry refers to is taken as it stands there. A reference to nothing stays as it was written. */
function resolve(text: string, byId: ReadonlyMap<string, KdbxEntry>): string {
  return text.replace(REFERENCE, (written, field: string, id: string) => {
    const entry = byId.get(id.toLowerCase());
    return entry ? textOf(entry, REFERRED[field.toUpperCase()] ?? '') : written;
  });
}

export interface KdbxKeys {
  password?: string | undefined;
  keyFile?: Uint8Array | undefined;
}

/** Bytes of their own, since the library reads whole buffers. */
const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/**
 * The entries of a KeePass file (KDBX 3.1 and 4), without the recycle bin, older versions and attachments.
 * Throws `vault.wrong-password`, `vault.corrupt`, `vault.weak-parameters`, `input.invalid`, `input.unsupported`, `input.too-large`.
 */
export async function readKdbx(bytes: Uint8Array, { password, keyFile }: KdbxKeys): Promise<Table> {
  try {
    const secret = password === undefined ? null : kdbxweb.ProtectedValue.fromString(password);
    const credentials = new kdbxweb.Credentials(secret, keyFile && bufferOf(keyFile));
    return tableOf(await kdbxweb.Kdbx.load(bufferOf(bytes), credentials));
  } catch (error) {
    throw toFailure(error);
  }
}

function tableOf(file: InstanceType<typeof kdbxweb.Kdbx>): Table {
  const bin = file.meta.recycleBinEnabled === true ? file.meta.recycleBinUuid?.id : undefined;
  const found = file.groups.flatMap((group) => [...entriesIn(group, [], bin)]);
  if (found.length > MAX_ENTRIES) {
    throw new Failure('input.too-large', 'This file has more than 10,000 entries. Split it first.');
  }
  const secret = new Set(['Password']);
  const names = new Set(STANDARD);
  for (const { entry } of found) {
    for (const [name, value] of entry.fields) {
      names.add(name);
      if (typeof value !== 'string' || /\{REF:P@/i.test(value)) secret.add(name);
    }
  }
  const columns = [...names].map((name) => ({ name, secret: secret.has(name) }));
  const byId = new Map(found.map(({ entry }) => [hexOf(entry), entry]));
  const rows = found.map(({ entry }) => columns.map(({ name }) => resolve(textOf(entry, name), byId)));
  return { format: 'kdbx', columns, rows, groups: found.map(({ group }) => group) };
}
