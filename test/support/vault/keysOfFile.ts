import { hkdfSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnvelope } from '../../../main/vault/format/envelope.ts';
import { slotOf } from '../../../main/vault/format/head.ts';
import { openByPassword } from '../../../main/vault/slots/waysIn.ts';
import { optionsFor } from './options.ts';
import { realDeriveKey } from './realDeriveKey.ts';

const hkdf = (key: Uint8Array, salt: Uint8Array, info: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, 32));

/** The keys of the vault in this folder, each of which opens it: found from the file and the password alone. */
export async function keysOfFile(folder: string, password: string): Promise<Record<string, Buffer>> {
  const { head } = (await parseEnvelope(await readFile(join(folder, 'vault.json')))).image;
  const slot = slotOf(head, 'password');
  if (!slot) throw new Error('there is no password slot');
  const derived = await realDeriveKey(new TextEncoder().encode(password), slot.kdf);
  const { dataKey } = await openByPassword(optionsFor(folder, { deriveKey: realDeriveKey }), head, password);
  return {
    'data key': dataKey,
    'seal key': hkdf(dataKey, head.vid, 'file-mac'),
    'key of the slot': hkdf(derived, head.vid, `slot/password/${slot.id.toString('base64url')}`),
    'derived from the password': Buffer.from(derived),
  };
}
