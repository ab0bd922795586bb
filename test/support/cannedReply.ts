import type { Header } from '#contract/exchange.ts';
import type { HttpReply, HttpRequest, SendHttp } from '../../main/core/http.ts';
import { exchangeOf } from './sendHttp.ts';

export interface Canned {
  status?: number;
  headers?: Header[];
  body?: string | Uint8Array;
  /** Server clock minus ours. */
  clockSkewSeconds?: number;
}

/** A reply as the transport would give it. */
export function cannedReply(request: HttpRequest, canned: Canned): HttpReply {
  const { status = 200, headers = [['Content-Type', 'application/json']], body = '' } = canned;
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const parts = { status, statusText: '', httpVersion: '1.1', headers };
  const exchange = exchangeOf(request, parts, bytes);
  const skew = canned.clockSkewSeconds === undefined ? {} : { clockSkewSeconds: canned.clockSkewSeconds };
  return { ...parts, body: bytes, truncated: false, exchange: { ...exchange, ...skew } };
}

/** A transport that answers each request with what the function makes of it. */
export function answerWith(
  answer: (request: HttpRequest) => Canned | Promise<Canned>,
): SendHttp & { requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const send: SendHttp = async (request) => {
    requests.push(request);
    return cannedReply(request, await answer(request));
  };
  return Object.assign(send, { requests });
}

export function formOf(request: HttpRequest | undefined): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(request?.body ?? ''));
}

/** A token reply as an identity domain gives it. */
export function issued(members: object = {}): Canned {
  return {
    body: JSON.stringify({ access_token: 'opaque-access', token_type: 'Bearer', expires_in: 3600, ...members }),
  };
}

export function refused(status: number, error: string, description?: string): Canned {
  return {
    status,
    body: JSON.stringify({
      error,
      ...(description === undefined ? {} : { error_description: description }),
      ecid: 'ecid-1',
    }),
  };
}
