import { decodeJwt } from 'jose';
import { OperationProcessingError, processGenericTokenEndpointResponse, UnsupportedOperationError } from 'oauth4webapi';
import type { AuthorizationServer, Client } from 'oauth4webapi';
import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { HttpReply } from '../../http.ts';
import { compact } from '../../json.ts';
import { readJsonObject, replyDetails } from './replyBody.ts';
import type { JsonObject } from './replyBody.ts';
import { headerOf } from '../../http.ts';

/** What the server issued. */
export interface IssuedTokens {
  kind: 'issued';
  accessToken: string;
  tokenType: string;
  /** Seconds, as the server said. */
  expiresIn?: number;
  refreshToken?: string;
  idToken?: string;
  scope?: string;
}

/** The server's no. */
export interface Refusal {
  kind: 'refused';
  status: number;
  error?: string;
  errorDescription?: string;
  /** Oracle's execution context id, which a service request needs. */
  ecid?: string;
}

/** Statuses that say enough by themselves, whatever page comes with them. */
const SPEAKING_STATUSES = new Set([404, 405, 415, 429, 502, 503, 504]);
const MAX_TEXT = 2000;
/** The type of an exchanged token that is no access token, RFC 8693 §2.2.1; the library compares in lower case. */
const NOT_APPLICABLE = { n_a: () => undefined };
/** RFC 6749 appendix A.12 and A.17: visible ASCII and space. */
const TOKEN_CHARACTERS = /^[\x20-\x7e]+$/;

/**
 * Reads a reply of the token endpoint, RFC 6749 §5. A refusal is a value; whatever is no reply of a token endpoint is thrown as a
 * `Failure` of the family `protocol`, whose details name host, phase and status.
 */
export async function readTokenReply(
  server: AuthorizationServer,
  client: Client,
  reply: HttpReply,
): Promise<IssuedTokens | Refusal> {
  if (reply.status >= 300 && reply.status < 400) throw redirected(reply);
  if (reply.status >= 400) return readRefusal(reply);
  if (reply.status !== 200) {
    throw unexpected(reply, `The server answered ${reply.status}; a token is issued with 200.`);
  }
  const body = readJsonObject(reply);
  if (typeof body['error'] === 'string' && body['access_token'] === undefined) return refusalOf(reply.status, body);
  return readIssued(server, client, reply, body);
}

/** The server's answer to a request that it did not grant; every part of it is optional but the status. */
export function readRefusal(reply: HttpReply): Refusal {
  if (reply.body.length === 0) return { kind: 'refused', status: reply.status };
  try {
    return refusalOf(reply.status, readJsonObject(reply));
  } catch (error) {
    if (error instanceof Failure && SPEAKING_STATUSES.has(reply.status))
      return { kind: 'refused', status: reply.status };
    throw error;
  }
}

export function redirected(reply: HttpReply): Failure {
  const location = headerOf(reply.headers, 'location') ?? '';
  const base = reply.exchange.request.url;
  const target = URL.canParse(location, base) ? new URL(location, base) : undefined;
  const where = target ? `${target.origin}${target.pathname}` : 'another address';
  return new Failure(
    'protocol.redirected',
    `The server sends the request on to ${where}. Secrets are not sent after a redirect: enter the right address instead.`,
    { details: { ...replyDetails(reply), location: where } },
  );
}

const oracleCause = z.array(z.object({ message: z.string().optional(), code: z.string().optional() }));

function refusalOf(status: number, body: JsonObject): Refusal {
  const cause = oracleCause.safeParse(body['cause']).data?.[0];
  return compact({
    kind: 'refused' as const,
    status,
    error: firstText(body['error'], body['errorCode'], cause?.code),
    errorDescription: firstText(
      body['error_description'],
      body['errorSummary'],
      body['detail'],
      cause?.message,
      body['message'],
    ),
    ecid: firstText(body['ecid']),
  });
}

function firstText(...candidates: unknown[]): string | undefined {
  const text = candidates.find((candidate) => typeof candidate === 'string' && candidate !== '');
  return typeof text === 'string' ? text.slice(0, MAX_TEXT) : undefined;
}

/**
 * The ID token is kept out of the library's sight: nobody signs in by it here, its issuer need not be the host that was asked (an
 * identity domain writes a constant there), and a flaw in it must not cost the access token. The inspector verifies it on demand.
 */
async function readIssued(
  server: AuthorizationServer,
  client: Client,
  reply: HttpReply,
  body: JsonObject,
): Promise<IssuedTokens> {
  const { id_token: idToken, ...rest } = body;
  if (idToken !== undefined && typeof idToken !== 'string')
    throw unexpected(reply, 'The ID token in the reply is no text.');
  const tokens = await processGenericTokenEndpointResponse(server, client, Response.json(rest), {
    recognizedTokenTypes: NOT_APPLICABLE,
  }).catch((error: unknown) => {
    if (error instanceof OperationProcessingError || error instanceof UnsupportedOperationError) {
      throw unexpected(
        reply,
        `The reply is no token reply: ${error.message.replaceAll('"response" body ', '')}.`,
        error,
      );
    }
    throw error;
  });
  if (!TOKEN_CHARACTERS.test(tokens.access_token) || !TOKEN_CHARACTERS.test(tokens.refresh_token ?? ' ')) {
    throw unexpected(reply, 'The token in the reply holds characters that no header can carry.');
  }
  return compact({
    kind: 'issued' as const,
    accessToken: tokens.access_token,
    tokenType: typeof body['token_type'] === 'string' ? body['token_type'] : tokens.token_type,
    expiresIn: tokens.expires_in,
    refreshToken: tokens.refresh_token,
    idToken,
    scope: tokens.scope,
  });
}

function unexpected(reply: HttpReply, message: string, cause?: unknown): Failure {
  return new Failure('protocol.unexpected-reply', message, { details: replyDetails(reply), cause });
}

/** The latest moment that a Date can hold. */
const LAST_MOMENT = 8_640_000_000_000_000;

/**
 * When the access token ends, in epoch milliseconds of our clock: from the lifetime that the server named, else from the token's own
 * `exp`, which is a time of the server's clock. Undefined when neither says.
 */
export function expiryOf(tokens: IssuedTokens, receivedAt: number, clockSkewSeconds: number): number | undefined {
  if (tokens.expiresIn !== undefined) return Math.min(receivedAt + tokens.expiresIn * 1000, LAST_MOMENT);
  const exp = expClaim(tokens.accessToken);
  return exp === undefined ? undefined : Math.min((exp - clockSkewSeconds) * 1000, LAST_MOMENT);
}

function expClaim(token: string): number | undefined {
  try {
    const { exp } = decodeJwt(token);
    return typeof exp === 'number' && Number.isFinite(exp) ? exp : undefined;
  } catch {
    // An access token need not be a JWT.
    return undefined;
  }
}
