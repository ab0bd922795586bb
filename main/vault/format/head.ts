import { z } from 'zod';
import type { SlotType } from '#contract/vault.ts';
import { fromBase64url } from './bytes.ts';
import { tampered } from '../failures.ts';
import { checkCost } from './kdf.ts';
import type { KdfParameters } from '../ports.ts';

/** The format that is written, described byte by byte in docs/vault-format.md. */
export const FORMAT_VERSION = 1;

export type Magic = 'OAVAULT' | 'OACAPSULE';

const binary = (length?: number) =>
  z.string().transform((text, context) => {
    const bytes = fromBase64url(text);
    if (bytes && (length === undefined ? bytes.length > 0 : bytes.length === length)) return bytes;
    context.addIssue({ code: 'custom', message: 'not canonical base64url of the right length' });
    return z.NEVER;
  });
const count = z.int().nonnegative();
const name = z.string().regex(/^[\x20-\x7e]{0,100}$/);

const kdf = z.strictObject({
  alg: z.literal('argon2id'),
  ver: z.literal(19),
  m: count,
  t: count,
  p: count,
  salt: binary(16),
});
const os = z.strictObject({ backend: name, prefix: name, app: name, api: z.enum(['sync', 'async']) });
const common = { id: binary(8), check: binary(16), wrap: binary(60) };
const slot = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('password'), kdf }),
  z.strictObject({ ...common, type: z.literal('os'), os, blob: binary() }),
  z.strictObject({ ...common, type: z.literal('recovery') }),
  z.strictObject({ ...common, type: z.literal('both'), kdf, os, blob: binary() }),
]);
const head = z.strictObject({
  magic: z.enum(['OAVAULT', 'OACAPSULE']),
  v: count,
  min: count,
  vid: binary(16),
  rev: count,
  writer: name,
  slots: z.array(slot).min(1).max(4),
});

export type OsFacts = z.infer<typeof os>;
export type Slot = z.infer<typeof slot>;
export type Head = z.infer<typeof head>;

/** A slot's fields but for `check` and `wrap`, in the order of the format. The wrap is bound to exactly this. */
export function publicPart(
  slot: Omit<Slot, 'check' | 'wrap'> & { kdf?: KdfParameters; os?: OsFacts; blob?: Buffer },
): object {
  const { id, type, kdf, os, blob } = slot;
  return {
    id: id.toString('base64url'),
    type,
    ...(kdf && {
      kdf: {
        alg: kdf.alg,
        ver: kdf.ver,
        m: kdf.m,
        t: kdf.t,
        p: kdf.p,
        salt: Buffer.from(kdf.salt).toString('base64url'),
      },
    }),
    ...(os && { os: { backend: os.backend, prefix: os.prefix, app: os.app, api: os.api } }),
    ...(blob && { blob: blob.toString('base64url') }),
  };
}

/** The one spelling of a head: the order of the keys is part of the format. */
export function writeHead({ magic, v, min, vid, rev, writer, slots }: Head): string {
  const written = slots.map((slot) => ({
    ...publicPart(slot),
    check: slot.check.toString('base64url'),
    wrap: slot.wrap.toString('base64url'),
  }));
  return JSON.stringify({ magic, v, min, vid: vid.toString('base64url'), rev, writer, slots: written });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw tampered('its head is not JSON', error);
  }
}

/** @throws Failure `vault.tampered` for a shape that no Grantsmith wrote, `vault.weak-parameters` */
export function readHead(text: string): Head {
  const parsed = head.safeParse(parseJson(text));
  if (!parsed.success) throw tampered('its head has an unknown shape', parsed.error);
  const { slots } = parsed.data;
  if (new Set(slots.map((slot) => slot.type)).size !== slots.length) throw tampered('a way in is there twice');
  for (const slot of slots) if ('kdf' in slot) checkCost(slot.kdf);
  if (writeHead(parsed.data) !== text) throw tampered('its head is not in canonical form');
  return parsed.data;
}

export function slotOf<Type extends SlotType>(head: Head, type: Type): Extract<Slot, { type: Type }> | undefined {
  return head.slots.find((slot): slot is Extract<Slot, { type: Type }> => slot.type === type);
}
