import { z } from 'zod';
import type { KeySet, PublishedKey } from '#contract/discovery.ts';
import { Failure } from '../failure.ts';
import type { HttpReply, SendHttp } from '../http.ts';
import { compact } from '../json.ts';
import { readJsonObject, replyDetails } from '../oauth/exchange/replyBody.ts';
import { foreseen } from './fetchDocument.ts';
import { requestJson } from './fetchJson.ts';
import type { Server } from './server.ts';

const keySetSchema = z.object({ keys: z.array(z.unknown()) });
const keySchema = z.looseObject({
  kty: z.string(),
  kid: z.string().optional().catch(undefined),
  alg: z.string().optional().catch(undefined),
  use: z.string().optional().catch(undefined),
  key_ops: z.array(z.string()).optional().catch(undefined),
  x5t: z.string().optional().catch(undefined),
});

/** A key as published; further members are those of its kind, RFC 7518 §6. */
export type Jwk = z.output<typeof keySchema>;

export interface FetchedKeys {
  facts: KeySet;
  keys: Jwk[];
}

/** The keys of a JWK set, RFC 7517 §5; what is no key is left out, as that section demands. */
export function readKeys(set: unknown): Jwk[] {
  const keys = keySetSchema.safeParse(set).data?.keys ?? [];
  return keys.map((key) => keySchema.safeParse(key)).flatMap((key) => (key.success ? [key.data] : []));
}

/** The key set at an address, with a bearer token for a domain that shows it to its own only. A cancel is thrown, nothing else. */
export async function fetchKeys(
  sendHttp: SendHttp,
  server: Server,
  url: string,
  options: { bearer?: string | undefined; signal?: AbortSignal | undefined } = {},
): Promise<FetchedKeys> {
  let reply;
  try {
    reply = await requestJson(sendHttp, { server, url, purpose: 'keys', ...options });
  } catch (error) {
    return { facts: { url, state: 'unreadable', problem: foreseen(error).toReply(), keys: [] }, keys: [] };
  }
  return readReply(url, reply);
}

function readReply(url: string, reply: HttpReply): FetchedKeys {
  const { status } = reply;
  if (status === 401 || status === 403) return { facts: { url, state: 'private', status, keys: [] }, keys: [] };
  if (status === 404) return { facts: { url, state: 'absent', status, keys: [] }, keys: [] };
  try {
    if (status !== 200) {
      const sentence = `The server answered ${status} instead of its keys.`;
      throw new Failure('protocol.unexpected-reply', sentence, { details: replyDetails(reply) });
    }
    const set = readJsonObject(reply);
    if (!keySetSchema.safeParse(set).success) {
      const sentence = 'The server answered with JSON that is no key set: it lacks the list “keys”.';
      throw new Failure('protocol.unexpected-reply', sentence, { details: replyDetails(reply) });
    }
    const keys = readKeys(set);
    return { facts: { url, state: 'public', status, keys: keys.map(describe) }, keys };
  } catch (error) {
    return { facts: { url, state: 'unreadable', status, problem: foreseen(error).toReply(), keys: [] }, keys: [] };
  }
}

function describe({ kid, kty, alg, use, key_ops: keyOperations, x5t }: Jwk): PublishedKey {
  return compact({ keyId: kid, keyType: kty, algorithm: alg, use, keyOperations, x5t });
}
