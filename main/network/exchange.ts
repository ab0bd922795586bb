import type { Header } from '#contract/exchange.ts';
import { Failure } from '../core/failure.ts';
import type { HttpReply, HttpRequest } from '../core/http.ts';
import type { Caps } from './caps.ts';
import type { ConnectionPool, PooledConnection, ReplyWatch } from './connectionPool.ts';
import type { Deadline } from './deadline.ts';
import { loadHttpClient } from './httpClient.ts';
import { openConnection } from './openConnection.ts';
import type { ConnectionPlan, ConnectionTrace } from './openConnection.ts';
import { readBody } from './readBody.ts';

/** One request on its way; filled as it goes, so that a failed one tells how far it came. */
export interface Journey {
  request: HttpRequest;
  url: URL;
  sentHeaders: Header[];
  caps: Caps;
  deadline: Deadline;
  trace: ConnectionTrace;
  watch?: ReplyWatch;
  connection?: PooledConnection;
}

/** A reply that is not recorded yet. */
export type RawReply = Omit<HttpReply, 'exchange'>;

/** Methods that a lost connection does not keep from being sent again (RFC 9110 §9.2.2); POST and PATCH are not among them. */
const REPEATABLE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** With `responseHeaders: 'raw'` the client gives names and values in turn, in the order and case of the server. */
function readHeaders(raw: unknown): Header[] {
  const flat = Array.isArray(raw) ? raw.map(String) : [];
  const headers: Header[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) headers.push([flat[at] ?? '', flat[at + 1] ?? '']);
  return headers;
}

async function talk(journey: Journey, connection: PooledConnection): Promise<RawReply> {
  const { request, url, caps, deadline } = journey;
  journey.connection = connection;
  const watch = connection.watch();
  journey.watch = watch;
  deadline.enter('firstByte', request.firstByteTimeoutMs ?? caps.firstByteMs);
  const answer = await connection.client.request({
    method: request.method,
    path: url.pathname + url.search,
    headers: journey.sentHeaders.flat(),
    body: request.body ?? null,
    signal: deadline.signal,
    responseHeaders: 'raw',
  });
  deadline.enter('download', caps.idleMs);
  const headers = readHeaders(answer.headers);
  const { statusCode: status, statusText } = answer;
  const { bytes: body, ...read } = await readBody(answer.body, headers, {
    host: url.host,
    maxBytes: request.maxBodyBytes,
    truncate: request.truncateBody === true,
    sink: request.sinkFor?.(status, headers),
    caps,
    deadline,
  });
  return { status, statusText, httpVersion: watch.httpVersion, headers, body, ...read };
}

async function talkOn(journey: Journey, connection: PooledConnection, pool: ConnectionPool): Promise<RawReply> {
  try {
    const reply = await talk(journey, connection);
    if (reply.truncated) connection.destroy();
    else pool.giveBack(connection);
    return reply;
  } catch (error) {
    connection.destroy();
    const ended = journey.deadline.failure();
    throw ended ?? (error instanceof Failure ? error : (connection.socketError() ?? error));
  }
}

async function openAndTalk(
  journey: Journey,
  plan: ConnectionPlan,
  key: string,
  pool: ConnectionPool,
): Promise<RawReply> {
  const { caps, deadline, trace } = journey;
  const { Client: HttpClient } = await loadHttpClient();
  const socket = await openConnection({ plan, caps, deadline, trace });
  return talkOn(journey, pool.adopt({ key, socket, trace: { ...trace }, HttpClient }), pool);
}

/**
 * Sends over a connection that is still open, else over a new one. Servers end idle connections at their own time, so a repeatable
 * request that finds its connection just gone is sent once more. A request that must not be sent twice gets a new connection.
 */
export async function exchange(
  journey: Journey,
  plan: ConnectionPlan,
  key: string,
  pool: ConnectionPool,
): Promise<RawReply> {
  const { request, deadline, trace } = journey;
  const open = REPEATABLE.has(request.method) ? pool.take(key) : undefined;
  if (!open) return openAndTalk(journey, plan, key, pool);
  if (open.trace.tlsFacts) trace.tlsFacts = open.trace.tlsFacts;
  try {
    return await talkOn(journey, open, pool);
  } catch (error) {
    const wasGone = journey.watch?.firstByteAt === 0 && !deadline.failure();
    if (!wasGone) throw error;
    return openAndTalk(journey, plan, key, pool);
  }
}
