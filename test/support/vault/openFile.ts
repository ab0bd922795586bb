import { createHash } from 'node:crypto';
import { openContent, readSecret } from '../../../main/vault/format/content.ts';
import { parseEnvelope, requireGenuine, TAIL_LENGTH } from '../../../main/vault/format/envelope.ts';
import type { Magic } from '../../../main/vault/format/head.ts';
import type { JsonValue } from '../../../main/core/records.ts';
import type { DeriveKey } from '../../../main/vault/ports.ts';
import { openByKeyring, openByPassword, type WaysInPorts } from '../../../main/vault/slots/waysIn.ts';
import { Failure } from '../../../main/core/failure.ts';
import { cheapDeriveKey, createFakeKeyring } from './options.ts';

/** The same derivation asked for twice is done once, so that thousands of altered files can meet a real Argon2id. */
export function remembering(
  deriveKey: DeriveKey,
): DeriveKey & { knows: (...question: Parameters<DeriveKey>) => boolean } {
  const known = new Map<string, Promise<Uint8Array>>();
  const questionOf = (...[password, kdf]: Parameters<DeriveKey>): string =>
    JSON.stringify([Buffer.from(password).toString('hex'), kdf]);
  const derive: DeriveKey = async (password, kdf) => {
    const question = questionOf(password, kdf);
    const answer = known.get(question) ?? deriveKey(password, kdf);
    known.set(question, answer);
    return Uint8Array.from(await answer);
  };
  return Object.assign(derive, { knows: (...question: Parameters<DeriveKey>) => known.has(questionOf(...question)) });
}

export function portsWith(deriveKey: DeriveKey = cheapDeriveKey): WaysInPorts {
  return { deriveKey, keyring: createFakeKeyring(), appName: 'Grantsmith', keyringTimeoutMs: 5_000 };
}

export interface Attempt {
  password?: string;
  magic?: Magic;
  ports?: WaysInPorts;
}

/** All secrets of a file by every step that an unlock takes. */
export async function openEverything(
  bytes: Buffer,
  { password, magic, ports = portsWith() }: Attempt,
): Promise<JsonValue[]> {
  const parsed = await parseEnvelope(bytes, magic);
  const { head } = parsed.image;
  const keys = password === undefined ? await openByKeyring(ports, head) : await openByPassword(ports, head, password);
  requireGenuine(parsed, keys);
  const content = await openContent(keys, parsed.image);
  return [...content.entries.keys()].map((id) => readSecret(keys, content, id));
}

/** What became of an attempt: a code, or one of the two words that must never be seen. */
export async function outcomeOf(bytes: Buffer, attempt: Attempt): Promise<string> {
  try {
    await openEverything(bytes, attempt);
    return 'accepted';
  } catch (error) {
    return error instanceof Failure ? error.code : `untyped: ${String(error)}`;
  }
}

/** The checksum made right again, as one who holds no key can do. */
export function withSum(text: string): Buffer {
  const body = text.slice(0, -TAIL_LENGTH);
  const sum = createHash('sha256').update(body, 'latin1').digest('base64url');
  return Buffer.from(`${body},"sum":"${sum}"${text.slice(-TAIL_LENGTH + 52)}`, 'latin1');
}
