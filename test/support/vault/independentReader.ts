import { createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import { z } from 'zod';

// Written from docs/vault-format.md alone: it shares no code with main/, so that the page and the program check each other.

// The order of the keys is part of what a slot's wrap is bound to.
const kdf = z.strictObject({
  alg: z.string(),
  ver: z.number(),
  m: z.number(),
  t: z.number(),
  p: z.number(),
  salt: z.string(),
});
const way = z.looseObject({
  id: z.string(),
  type: z.string(),
  kdf: kdf.optional(),
  check: z.string(),
  wrap: z.string(),
});
const file = z.object({
  head: z.looseObject({ vid: z.string(), rev: z.number(), slots: z.array(way) }),
  body: z.object({
    overview: z.object({ n: z.string(), d: z.string() }),
    records: z.record(z.string(), z.object({ t: z.string(), rev: z.number(), n: z.string(), d: z.string() })),
  }),
  sum: z.string(),
  mac: z.string(),
});
const overview = z.object({ entries: z.record(z.string(), z.unknown()), terms: z.unknown().optional() });

const from64 = (text: string): Buffer => Buffer.from(text, 'base64url');
const hkdf = (key: Buffer, salt: Buffer, info: string, length = 32): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length));

function openGcm(key: Buffer, text: string, aad: unknown): Buffer {
  const sealed = from64(text);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(JSON.stringify(aad))).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

function requireEqual(what: string, found: Buffer, expected: string): void {
  if (found.toString('base64url') !== expected) throw new Error(`${what} is wrong`);
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const base32 = (bytes: Buffer): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
};

/** The 20 bytes of a recovery key as it is shown. */
export function recoveryBytes(text: string): Buffer {
  const typed = text.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  const bits = Array.from(typed.slice(0, 32), (letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join(
    '',
  );
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
  const sum = createHash('sha256').update('OAVAULT recovery').update(bytes).digest();
  if (typed !== base32(bytes) + base32(sum).slice(0, 4)) throw new Error('recovery key is wrong');
  return bytes;
}

async function stretched(password: string, { m, t, p, salt }: z.output<typeof kdf>): Promise<Buffer> {
  const cost = { memorySize: m, iterations: t, parallelism: p, hashLength: 32 };
  return Buffer.from(
    await argon2id({ password: password.normalize('NFKC'), salt: from64(salt), ...cost, outputType: 'binary' }),
  );
}

/** What opens a file: `keyringSecret` is K of the page. */
export interface WayIn {
  password?: string;
  recoveryKey?: string;
  keyringSecret?: Buffer;
}

export interface ReadVault {
  revision: number;
  entries: Record<string, { type: string; summary: unknown; secret: unknown }>;
  terms: unknown;
  /** The values of the worked example, by the words of the page. */
  steps: Record<string, string>;
}

/** The whole content of a vault or capsule. */
export async function readIndependently(bytes: Buffer, given: WayIn): Promise<ReadVault> {
  const { head, body, sum, mac } = file.parse(JSON.parse(bytes.toString('latin1')));
  const digest = createHash('sha256').update(bytes.subarray(0, -105)).digest();
  requireEqual('sum', digest, sum);

  const { password, recoveryKey, keyringSecret = Buffer.alloc(0) } = given;
  const alone = keyringSecret.length === 0 ? 'password' : 'both';
  const type = recoveryKey !== undefined ? 'recovery' : password === undefined ? 'os' : alone;
  const vid = from64(head.vid);
  const { check, wrap, ...slot } = way.parse(head.slots.find((each) => each.type === type));
  const typed = password === undefined || !slot.kdf ? Buffer.alloc(0) : await stretched(password, slot.kdf);
  const secret = recoveryKey === undefined ? Buffer.concat([typed, keyringSecret]) : recoveryBytes(recoveryKey);
  const kek = hkdf(secret, vid, `slot/${type}/${slot.id}`);
  requireEqual('check', hkdf(kek, vid, 'check', 16), check);
  const bound = ['slot', 1, head.vid, slot];
  const dataKey = openGcm(kek, wrap, bound);
  const macKey = hkdf(dataKey, vid, 'file-mac');
  requireEqual('mac', createHmac('sha256', macKey).update(digest).digest(), mac);

  const keyOf = (purpose: string, n: string): Buffer => hkdf(dataKey, Buffer.concat([vid, from64(n)]), purpose);
  const open = (purpose: string, { n, d }: { n: string; d: string }, aad: unknown): string => {
    const padded = openGcm(keyOf(purpose, n), d, aad);
    return padded.subarray(0, padded.lastIndexOf(0x80)).toString('utf8');
  };
  const listed = open('overview', body.overview, ['overview', 1, head.vid, head.rev]);
  const { entries, terms } = overview.parse(JSON.parse(listed));
  const records = Object.entries(body.records).map(([id, record]) => {
    const content: unknown = JSON.parse(open(`rec/${id}`, record, ['rec', 1, head.vid, id, record.t, record.rev]));
    return [id, { type: record.t, summary: entries[id], secret: content }] as const;
  });
  const steps = {
    'password, NFKC, UTF-8 (hex)': Buffer.from((password ?? '').normalize('NFKC')).toString('hex'),
    S: secret.toString('base64url'),
    kek: kek.toString('base64url'),
    'associated data of the wrap': JSON.stringify(bound),
    D: dataKey.toString('base64url'),
    macKey: macKey.toString('base64url'),
    'key of the overview': keyOf('overview', body.overview.n).toString('base64url'),
    'overview, without padding': listed,
  };
  return { revision: head.rev, entries: Object.fromEntries(records), terms, steps };
}
