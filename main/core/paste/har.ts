import type { JsonRecord } from '../diagnosis/read/pasted.ts';
import { isRecord } from '../diagnosis/read/pasted.ts';
import { requestOf } from '../diagnosis/read/json.ts';
import { headerOf } from '../http.ts';
import { callOf } from './apiCall.ts';
import { connectionOf } from './connectionOf.ts';
import { recognized } from './material.ts';
import type { PastedCall, PastedConnection, Recognized } from './material.ts';
import { tokenRequestFacts } from './tokenRequest.ts';

const MOST_ENTRIES = 5000;
const MOST_OFFERS = 20;
const TOKEN_PATH = /\/(?:token|oauth\/tokens)\/?(?:\?|$)/i;

/** A HAR (HTTP Archive 1.2): its failures to diagnose, its token requests and the calls that carried credentials. */
export function recognizeHar(log: JsonRecord): Recognized {
  const entries = Array.isArray(log['entries']) ? log['entries'].slice(0, MOST_ENTRIES).filter(isRecord) : [];
  const connections: PastedConnection[] = [];
  const calls: PastedCall[] = [];
  let failed = 0;
  for (const { request, response } of entries) {
    const status = isRecord(response) ? Number(response['status']) : Number.NaN;
    if (status === 0 || status >= 400) failed += 1;
    if (!isRecord(request) || !isTold(request)) continue;
    addRequest(request, connections, calls);
  }
  const facts = [count(entries.length, 'request'), ...(failed === 0 ? [] : [`${failed} failed`])];
  return recognized('har', [{ kind: 'diagnose' }, ...connections, ...calls], { facts });
}

const count = (many: number, word: string): string => `${many} ${word}${many === 1 ? '' : 's'}`;

/** Before a request is read whole, which most of a long recording need not be. */
function isTold({ url, headers }: JsonRecord): boolean {
  if (typeof url !== 'string') return false;
  const names = Array.isArray(headers) ? headers.filter(isRecord).map(({ name }) => String(name).toLowerCase()) : [];
  return TOKEN_PATH.test(url) || names.includes('authorization');
}

function addRequest(given: JsonRecord, connections: PastedConnection[], calls: PastedCall[]): void {
  const request = requestOf(given);
  const facts = tokenRequestFacts(request);
  if (facts !== undefined) {
    const connection = connectionOf(facts);
    const isNew = connections.every(
      ({ input }) => input.clientId !== connection.input.clientId || input.grant.type !== connection.input.grant.type,
    );
    if (isNew && connections.length < MOST_OFFERS) connections.push(connection);
    return;
  }
  if (headerOf(request.headers, 'authorization') === undefined || calls.length >= MOST_OFFERS) return;
  const call = callOf(request);
  if (
    call !== undefined &&
    calls.every(({ request: other }) => other.url !== call.request.url || other.method !== call.request.method)
  )
    calls.push(call);
}
