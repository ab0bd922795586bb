import type { z } from 'zod';
import type { apiRequestInput } from '#contract/apiRequest.ts';
import type { Header } from '#contract/exchange.ts';
import { Failure } from '../failure.ts';
import type { RequestRoute } from '../http.ts';
import { compact } from '../json.ts';
import { readConnection } from '../oauth/connection/connections.ts';
import { readToken } from '../oauth/tokens/storedToken.ts';
import type { StoredConnection } from '../oauth/connection/storedConnection.ts';
import type { StoredToken } from '../oauth/tokens/storedToken.ts';
import { routeOf, secretsOf } from '../oauth/exchange/wire.ts';
import { requireUnlocked } from '../records.ts';
import type { Records } from '../records.ts';
import { readRequestUrl } from './address.ts';
import { guessContentType, hasHeader, readHeaders } from './headers.ts';
import { requireReach } from './reach.ts';

export type ParsedRequest = z.output<typeof apiRequestInput>;

/** Which token goes with the request: none, one that was chosen, or whatever is the connection's current one. */
export type TokenChoice =
  { kind: 'none' } | { kind: 'chosen'; token: StoredToken } | { kind: 'current'; connection: StoredConnection };

/** A request that can be sent but for its token. */
export interface PreparedRequest {
  method: string;
  url: URL;
  headers: Header[];
  body?: string;
  connection?: StoredConnection;
  choice: TokenChoice;
  route: RequestRoute;
  /** What must not appear in the record, beside the token. */
  secrets: string[];
}

/** Throws `input.*` with the field, and `vault.locked`. Nothing has been sent then. */
export function prepareRequest(records: Records, request: ParsedRequest): PreparedRequest {
  const choice = chooseToken(records, request);
  const owner = choice.kind === 'none' ? undefined : ownerOf(records, choice);
  const connection = request.connectionId === undefined ? owner : readConnection(records, request.connectionId);
  const url = readRequestUrl(request.url, connection?.api.baseUrl);
  if (owner) requireReach(url, owner);
  const method = readMethod(request.method);
  const body = readBody(method, request.body);
  const headers = readHeaders(request.headers ?? []);
  if (owner && hasHeader(headers, 'authorization')) {
    throw new Failure(
      'input.invalid',
      'The token is put into Authorization already. Take your own Authorization header out, or send without a token.',
      { field: 'request.headers' },
    );
  }
  if (body !== undefined && !hasHeader(headers, 'content-type')) headers.push(['Content-Type', guessContentType(body)]);
  return compact({
    method,
    url,
    headers,
    body,
    connection,
    choice,
    route: connection ? routeOf(connection) : { proxy: { mode: 'system' as const } },
    secrets: connection ? secretsOf(connection) : [],
  });
}

function chooseToken(records: Records, { auth, connectionId }: ParsedRequest): TokenChoice {
  switch (auth.kind) {
    case 'none':
      requireUnlocked(records);
      return { kind: 'none' };
    case 'token':
      return { kind: 'chosen', token: readToken(records, auth.tokenId) };
    case 'connection':
      if (connectionId === undefined) {
        throw new Failure('input.missing', 'Choose the connection whose token is to be sent.', {
          field: 'request.connectionId',
        });
      }
      return { kind: 'current', connection: readConnection(records, connectionId) };
  }
}

function ownerOf(records: Records, choice: Exclude<TokenChoice, { kind: 'none' }>): StoredConnection {
  return choice.kind === 'current' ? choice.connection : readConnection(records, choice.token.connectionId);
}

/** Methods are told apart by case, and no server means another one by `get`. */
function readMethod(typed: string): string {
  const method = typed.toUpperCase();
  if (method !== 'CONNECT') return method;
  throw new Failure('input.invalid', 'CONNECT is for proxies and asks nothing of an API.', { field: 'request.method' });
}

function readBody(method: string, body: string | undefined): string | undefined {
  if (body === undefined || body === '') return undefined;
  if (method !== 'HEAD' && method !== 'TRACE') return body;
  throw new Failure('input.invalid', `A ${method} request has no body. Empty it, or choose another method.`, {
    field: 'request.body',
  });
}
