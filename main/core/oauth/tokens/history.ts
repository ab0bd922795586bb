import { z } from 'zod';
import type { Exchange } from '#contract/exchange.ts';
import { errorReply } from '../../errorReply.ts';
import { Failure } from '../../failure.ts';
import { toJson } from '../../json.ts';
import type { JsonValue, Records, Transaction } from '../../records.ts';

const TYPE = 'history';
const KEPT = 20;

const headers = z.array(z.tuple([z.string(), z.string()]));
const body = z.object({
  text: z.string().exactOptional(),
  bytes: z.number(),
  truncated: z.boolean(),
  contentType: z.string(),
});
const tls = z.object({
  protocol: z.string(),
  cipher: z.string(),
  subject: z.string(),
  issuer: z.string(),
  subjectAlternativeNames: z.array(z.string()),
  validFrom: z.string(),
  validTo: z.string(),
  fingerprint256: z.string(),
  clientCertificate: z.boolean(),
});
const timing = z.number();

/** An exchange as it was recorded, read back from the vault or a file. */
export const exchangeSchema = z.object({
  id: z.string(),
  purpose: z.enum([
    'authorization',
    'token',
    'refresh',
    'introspect',
    'revoke',
    'userinfo',
    'discovery',
    'keys',
    'device',
    'api',
  ]),
  connectionId: z.string().exactOptional(),
  startedAt: z.number(),
  request: z.object({ method: z.string(), url: z.string(), headers, body: body.exactOptional() }),
  response: z
    .object({ status: z.number(), statusText: z.string(), httpVersion: z.string(), headers, body })
    .exactOptional(),
  failure: errorReply.exactOptional(),
  timings: z.object({
    dns: timing,
    connect: timing,
    tls: timing,
    firstByte: timing,
    download: timing,
    total: timing,
  }),
  tls: tls.exactOptional(),
  proxy: z.string().exactOptional(),
  clockSkewSeconds: z.number().exactOptional(),
}) satisfies z.ZodType<Exchange>;

export function historyId(connectionId: string): string {
  return `${TYPE}-${connectionId}`;
}

/** The last recorded exchanges with the token endpoint of a connection, newest first. One that cannot be read is left out. */
export function readHistory(records: Records, connectionId: string): Exchange[] {
  return storedItems(records, connectionId)
    .map((item) => exchangeSchema.safeParse(item))
    .flatMap((item) => (item.success ? [item.data] : []));
}

function storedItems(records: Records, connectionId: string): JsonValue[] {
  const id = historyId(connectionId);
  if (!records.entries(TYPE).some((entry) => entry.id === id)) return [];
  const stored = records.read(id);
  return Array.isArray(stored) ? stored : [];
}

/** Throws `input.not-found`. */
export function findExchange(records: Records, connectionId: string, exchangeId: string): Exchange {
  const exchange = readHistory(records, connectionId).find(({ id }) => id === exchangeId);
  if (exchange) return exchange;
  throw new Failure('input.not-found', 'This exchange is no longer in the history.', { field: 'exchangeId' });
}

/** The same among all connections. Throws `input.not-found`. */
export function findRecordedExchange(records: Records, exchangeId: string): Exchange {
  for (const entry of records.entries(TYPE)) {
    const connectionId = entry.id.slice(historyId('').length);
    const found = readHistory(records, connectionId).find(({ id }) => id === exchangeId);
    if (found) return found;
  }
  throw new Failure('input.not-found', 'This exchange is no longer in the history.', { field: 'exchangeId' });
}

/** Adds an exchange to the history of its connection, in the transaction of whatever it led to. */
export function addToHistory(
  records: Records,
  transaction: Transaction,
  connectionId: string,
  exchange: Exchange,
): void {
  // As they are stored: reading each of them anew would take longer than all the rest of a token request.
  const exchanges = [toJson(exchange), ...storedItems(records, connectionId)].slice(0, KEPT);
  transaction.put({
    id: historyId(connectionId),
    type: TYPE,
    summary: { connectionId },
    secret: exchanges,
  });
}
