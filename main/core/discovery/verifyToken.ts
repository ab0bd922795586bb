import { compactVerify, decodeProtectedHeader, errors, importJWK, importSPKI, importX509 } from 'jose';
import type { z } from 'zod';
import type { Verification, verifyInput } from '#contract/inspection.ts';
import type { CryptoKey } from 'jose';
import { compact } from '../json.ts';
import type { OAuthPorts } from '../oauth/tokens/ports.ts';
import { tidy } from '../token/tidy.ts';
import { algorithmsOf, candidatesFor, familyOf } from './algorithms.ts';
import { readKeys } from './keySet.ts';
import type { Jwk } from './keySet.ts';
import { keysOfServer } from './serverKeys.ts';
import type { KeyCache } from './serverKeys.ts';

type Question = z.output<typeof verifyInput>;
type Verdict = Omit<Verification, 'checkedAt'>;

/** What a token's header says that matters here. */
interface Header {
  alg: string;
  kid?: string | undefined;
}

/** A token of the server that it issued just now, for one that shows its keys to its own only. */
type FromApp = Question & { bearer?: string };

/**
 * Checks a token's signature with a given key, a given key set, or the published keys of a connection's server. That it cannot be checked
 * is an answer too; the cause `token.signature` is kept for one that was checked and is wrong. Throws `input.not-found` for an unknown
 * connection, and `cancelled`.
 */
export async function verifyToken(
  ports: OAuthPorts & { keyCache: KeyCache },
  question: FromApp,
): Promise<Verification> {
  const token = tidy(question.token).text;
  const header = headerOf(token);
  const verdict =
    typeof header === 'string' ? refuse('token.malformed', header) : await judge(ports, question, token, header);
  return compact({ ...verdict, checkedAt: ports.now() });
}

function refuse(cause: string, reason: string, more: Partial<Verdict> = {}): Verdict {
  return { verified: false, cause, reason, ...more };
}

function headerOf(token: string): Header | string {
  const parts = token.split('.').length;
  if (parts === 5) return 'This token is encrypted. Only who holds its key can look inside and check it.';
  if (parts !== 3) return 'This is no signed token: it needs three parts with a dot between them.';
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    if (alg === undefined) return 'The token’s header names no algorithm.';
    return { alg, kid };
  } catch {
    return 'The token’s first part cannot be read.';
  }
}

async function judge(
  ports: OAuthPorts & { keyCache: KeyCache },
  question: FromApp,
  token: string,
  header: Header,
): Promise<Verdict> {
  const { alg } = header;
  const family = familyOf(alg);
  if (alg.toLowerCase() === 'none') {
    return refuse('token.signature', 'The token is not signed at all (alg none). Do not accept it.', {
      algorithm: alg,
    });
  }
  if (family === undefined)
    return refuse('domain.key-unknown', `The algorithm ${alg} is not known here.`, { algorithm: alg });
  if (question.key !== undefined) return withGivenKey(question.key, token, header);
  if (family === 'oct') {
    return refuse('domain.key-unknown', 'This token is sealed with a shared secret. Enter it as the key.', {
      algorithm: alg,
    });
  }
  if (question.jwks !== undefined) return withKeys(token, header, readSet(question.jwks), 'given key set');
  if (question.connectionId === undefined) {
    return refuse(
      'domain.key-unknown',
      'Choose a connection, or give the key: a signature is checked with the server’s key.',
    );
  }
  const { connectionId, bearer } = question;
  return withServerKeys(ports, { connectionId, bearer }, token, header);
}

async function withServerKeys(
  ports: OAuthPorts & { keyCache: KeyCache },
  { connectionId, bearer }: { connectionId: string; bearer: string | undefined },
  token: string,
  header: Header,
): Promise<Verdict> {
  const first = await keysOfServer(ports, connectionId, { bearer });
  if (first.facts.state !== 'public') return whyNoKeys(first.facts, header);
  const verdict = await withKeys(token, header, first.keys, first.facts.url);
  if (verdict.verified || !first.fromCache) return verdict;
  // The key may have been changed since; identity domains keep its name then, so a bad signature is a sign of it too.
  const fresh = await keysOfServer(ports, connectionId, { refetch: true, bearer });
  if (fresh.facts.state !== 'public') return whyNoKeys(fresh.facts, header);
  return withKeys(token, header, fresh.keys, fresh.facts.url);
}

function whyNoKeys(facts: Awaited<ReturnType<typeof keysOfServer>>['facts'], { alg }: Header): Verdict {
  const more = { algorithm: alg, keySource: facts.url };
  if (facts.state === 'private') {
    const reason = `The server does not show its signing key to everybody (${facts.status ?? 401}). Switch on the access to the signing certificate in the domain’s settings, or ask for a token first.`;
    return refuse('domain.signing-key-private', reason, more);
  }
  if (facts.state === 'absent') return refuse('domain.key-unknown', 'The server has no key set at this address.', more);
  return refuse('domain.unreachable-metadata', facts.problem?.message ?? 'The key set cannot be read.', more);
}

function readSet(text: string): Jwk[] {
  try {
    const value: unknown = JSON.parse(text);
    const keys = readKeys(value);
    return keys.length > 0 ? keys : readKeys({ keys: [value] });
  } catch {
    // Text that is no JSON holds no key; the verdict says so.
    return [];
  }
}

async function withKeys(token: string, header: Header, keys: readonly Jwk[], keySource: string): Promise<Verdict> {
  const about = { algorithm: header.alg, keySource };
  if (keys.length === 0) return refuse('domain.key-unknown', 'There is no key in this key set.', about);
  const candidates = candidatesFor(keys, header);
  if (candidates.length === 0) {
    const named = header.kid === undefined ? '' : ` with the ID ${header.kid}`;
    return refuse('domain.key-unknown', `The key set holds no key${named} that fits ${header.alg}.`, about);
  }
  const misses: Verdict[] = [];
  for (const candidate of candidates) {
    // What the key says of its use was weighed above; the importer would refuse the key for it.
    const { key_ops: _operations, use: _use, alg: _alg, kid: _kid, x5t: _x5t, ...bare } = candidate;
    const verdict = await check(token, () => importJWK(bare, header.alg), { ...about, keyId: candidate.kid });
    if (verdict.verified) return verdict;
    misses.push(verdict);
  }
  // A key that cannot be used may be the one that signed.
  return (
    misses.find(({ cause }) => cause !== 'token.signature') ?? misses[0] ?? refuse('domain.key-unknown', '', about)
  );
}

async function withGivenKey(text: string, token: string, header: Header): Promise<Verdict> {
  const about = { algorithm: header.alg, keySource: 'given key' };
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return withKeys(token, { alg: header.alg }, readSet(trimmed), 'given key');
  if (familyOf(header.alg) === 'oct') {
    if (trimmed.startsWith('-----BEGIN')) {
      return refuse(
        'token.signature',
        'A public key is no shared secret. A token sealed with one as such is forged.',
        about,
      );
    }
    return check(token, () => Promise.resolve(new TextEncoder().encode(text)), about);
  }
  if (trimmed.includes('BEGIN CERTIFICATE-----')) return check(token, () => importX509(trimmed, header.alg), about);
  if (trimmed.includes('BEGIN PUBLIC KEY-----')) return check(token, () => importSPKI(trimmed, header.alg), about);
  return refuse(
    'domain.key-unknown',
    'This is no public key: it begins with BEGIN PUBLIC KEY or BEGIN CERTIFICATE.',
    about,
  );
}

async function check(
  token: string,
  load: () => Promise<CryptoKey | Uint8Array>,
  about: { algorithm: string; keySource: string; keyId?: string | undefined },
): Promise<Verdict> {
  let key;
  try {
    key = await load();
  } catch {
    return refuse(
      'domain.key-unknown',
      `This key cannot be used with ${about.algorithm}, or is damaged.`,
      compact(about),
    );
  }
  try {
    await compactVerify(token, key, { algorithms: algorithmsOf(about.algorithm) });
    return { verified: true, ...compact(about) };
  } catch (error) {
    if (error instanceof TypeError) {
      const sentence = `The key is of the wrong kind or too short for ${about.algorithm}.`;
      return refuse('domain.key-unknown', sentence, compact(about));
    }
    return refuse('token.signature', sentenceOf(error), compact(about));
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return 'The signature does not fit the key: the token was changed, cut, or signed by another server.';
  }
  if (error instanceof errors.JWSInvalid) return 'The token is damaged: its signature cannot be read.';
  if (error instanceof errors.JOSEError) return 'The token’s header asks for something that is not supported here.';
  throw error;
}
