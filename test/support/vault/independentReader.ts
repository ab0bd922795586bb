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
const slot = z.looseObject({ type: z.string() });
const passwordSlot = z.strictObject({ id: z.string(), type: z.string(), kdf, check: z.string(), wrap: z.string() });
const file = z.object({
  head: z.looseObject({ vid: z.string(), rev: z.number(), slots: z.array(slot) }),
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

export interface ReadVault {
  revision: number;
  entries: Record<string, { type: string; summary: unknown; secret: unknown }>;
  terms: unknown;
}

/** The whole content of a vault or capsule that has a password slot. */
export async function readIndependently(bytes: Buffer, password: string): Promise<ReadVault> {
  const { head, body, sum, mac } = file.parse(JSON.parse(bytes.toString('latin1')));
  const digest = createHash('sha256').update(bytes.subarray(0, -105)).digest();
  requireEqual('sum', digest, sum);

  const vid = from64(head.vid);
  const { check, wrap, ...way } = passwordSlot.parse(head.slots.find(({ type }) => type === 'password'));
  const cost = { memorySize: way.kdf.m, iterations: way.kdf.t, parallelism: way.kdf.p, hashLength: 32 };
  const salt = from64(way.kdf.salt);
  const secret = await argon2id({ password: password.normalize('NFKC'), salt, ...cost, outputType: 'binary' });
  const kek = hkdf(Buffer.from(secret), vid, `slot/password/${way.id}`);
  requireEqual('check', hkdf(kek, vid, 'check', 16), check);
  const dataKey = openGcm(kek, wrap, ['slot', 1, head.vid, way]);
  requireEqual(
    'mac',
    createHmac('sha256', hkdf(dataKey, vid, 'file-mac'))
      .update(digest)
      .digest(),
    mac,
  );

  const open = (purpose: string, { n, d }: { n: string; d: string }, aad: unknown): unknown => {
    const padded = openGcm(hkdf(dataKey, Buffer.concat([vid, from64(n)]), purpose), d, aad);
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(0x80)).toString('utf8'));
  };
  const listed = overview.parse(open('overview', body.overview, ['overview', 1, head.vid, head.rev]));
  const records = Object.entries(body.records).map(([id, record]) => {
    const content = open(`rec/${id}`, record, ['rec', 1, head.vid, id, record.t, record.rev]);
    return [id, { type: record.t, summary: listed.entries[id], secret: content }] as const;
  });
  return { revision: head.rev, entries: Object.fromEntries(records), terms: listed.terms };
}
