import type { Header } from '#contract/exchange.ts';
import type { JsonRecord, Pasted, PastedReply, PastedRequest } from './pasted.ts';
import { isRecord, textOf } from './pasted.ts';

/** A HAR, an exchange or a record of a reply; undefined for any other JSON. */
export function readJsonShape(value: unknown): Omit<Pasted, 'rest'> | undefined {
  if (!isRecord(value)) return undefined;
  const { log } = value;
  if (isRecord(log) && Array.isArray(log['entries'])) {
    const entry = failingEntry(log['entries'].filter(isRecord));
    return entry === undefined ? { form: 'har' } : { form: 'har', ...exchangeOf(entry) };
  }
  if (isRecord(value['request']) && (isRecord(value['response']) || isRecord(value['failure']))) {
    return { form: 'exchange', ...exchangeOf(value) };
  }
  if (statusOf(value) !== undefined && value['headers'] !== undefined && value['body'] !== undefined) {
    return { form: 'exchange', reply: replyOf(value) };
  }
  return undefined;
}

const statusOf = (reply: JsonRecord): number | undefined => {
  const status = Number(reply['status'] ?? reply['statusCode']);
  return Number.isInteger(status) && status >= 100 && status < 600 ? status : undefined;
};

/** The last entry that failed; without one the last that came back from a sign-in, or the last at all. */
function failingEntry(entries: readonly JsonRecord[]): JsonRecord | undefined {
  const status = (entry: JsonRecord): number => (isRecord(entry['response']) ? (statusOf(entry['response']) ?? 0) : 0);
  const mentionsSignIn = (entry: JsonRecord): boolean =>
    isRecord(entry['request']) && /\/authorize\b|[?&](?:error|code)=/.test(textOf(entry['request']['url']) ?? '');
  return (
    entries.findLast((entry) => status(entry) >= 400) ??
    entries.findLast((entry) => status(entry) === 0) ??
    entries.findLast(mentionsSignIn) ??
    entries.at(-1)
  );
}

function exchangeOf(entry: JsonRecord): Partial<Pasted> {
  const { request, response, failure, startedDateTime, startedAt, clockSkewSeconds } = entry;
  const sentAt = typeof startedAt === 'number' ? startedAt : Date.parse(textOf(startedDateTime) ?? '');
  const failed = isRecord(response) ? textOf(response['_error']) : undefined;
  const code = isRecord(failure) ? textOf(failure['code']) : undefined;
  return {
    ...(isRecord(request) ? { request: requestOf(request) } : {}),
    ...(isRecord(response) ? { reply: replyOf(response) } : {}),
    ...(failed === undefined ? {} : { rest: failed }),
    ...(Number.isNaN(sentAt) ? {} : { sentAt }),
    ...(typeof clockSkewSeconds === 'number' ? { clockSkewSeconds } : {}),
    ...(code === undefined ? {} : { failureCode: code }),
  };
}

/** The request of a HAR's entry, or of a recorded exchange. */
export function requestOf(request: JsonRecord): PastedRequest {
  const { postData, body } = request;
  const url = textOf(request['url']);
  return {
    method: (textOf(request['method']) ?? 'GET').toUpperCase(),
    ...(url === undefined ? {} : { url }),
    headers: headersOf(request['headers']),
    body: bodyOf(isRecord(postData) ? postData : body),
    isWhole: true,
  };
}

function replyOf(response: JsonRecord): PastedReply {
  const status = statusOf(response);
  const body = bodyOf(response['content'] ?? response['body']);
  return { ...(status === undefined ? {} : { status }), headers: headersOf(response['headers']), body };
}

/** A text, what a HAR and our own recorder wrap around one, or JSON that was not kept as text. */
function bodyOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (!isRecord(body)) return Array.isArray(body) ? JSON.stringify(body) : '';
  const text = textOf(body['text']);
  if (text !== undefined) return text;
  return Object.keys(body).some((name) => /^(?:size|bytes|mimeType|contentType)$/.test(name)) ||
    Object.keys(body).length === 0
    ? ''
    : JSON.stringify(body);
}

/** A list of pairs, a list of `{ name, value }`, or an object. */
function headersOf(headers: unknown): Header[] {
  if (isRecord(headers)) {
    return Object.entries(headers).flatMap(([name, value]): Header[] => {
      const values: unknown[] = Array.isArray(value) ? value : [value];
      return values.map((each): Header => [name, String(each)]);
    });
  }
  if (!Array.isArray(headers)) return [];
  return headers.flatMap((header): Header[] => {
    if (Array.isArray(header)) return [[String(header[0]), String(header[1])]];
    return isRecord(header) ? [[String(header['name']), String(header['value'])]] : [];
  });
}
