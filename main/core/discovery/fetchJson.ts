import type { ExchangePurpose } from '#contract/exchange.ts';
import type { HttpReply, SendHttp } from '../http.ts';
import { compact } from '../json.ts';
import type { Server } from './server.ts';

const MAX_BODY_BYTES = 1_048_576;
const TOTAL_TIMEOUT_MS = 15_000;

interface JsonRequest {
  server: Server;
  url: string;
  purpose: Extract<ExchangePurpose, 'discovery' | 'keys'>;
  /** An access token for a document that is not public. */
  bearer?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Asks for a public document of the server. Rejects with the transport's `Failure`. */
export function requestJson(sendHttp: SendHttp, request: JsonRequest): Promise<HttpReply> {
  const { server, url, purpose, bearer, signal } = request;
  return sendHttp(
    compact({
      purpose,
      connectionId: server.connectionId,
      method: 'GET',
      url,
      headers: [
        ['Accept', 'application/json'],
        ...(bearer === undefined ? [] : [['Authorization', `Bearer ${bearer}`] satisfies [string, string]]),
      ] satisfies [string, string][],
      route: server.route,
      maxBodyBytes: MAX_BODY_BYTES,
      totalTimeoutMs: TOTAL_TIMEOUT_MS,
      signal,
      secrets: bearer === undefined ? [] : [bearer],
    }),
  );
}
