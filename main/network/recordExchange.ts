import type { Exchange, Header, RecordedBody, Timings, TlsFacts } from '#contract/exchange.ts';
import type { ErrorReply } from '#contract/result.ts';
import type { Failure } from '../core/failure.ts';
import { headerOf } from '../core/http.ts';
import type { HttpRequest } from '../core/http.ts';
import { createRedactor } from '../core/redact/redactor.ts';
import type { Redactor } from '../core/redact/redactor.ts';
import { MASKS } from '../core/redact/treatment.ts';
import type { Treatment } from '../core/redact/treatment.ts';
import { textOfBody } from '../core/request/bodyText.ts';
import type { RawReply } from './exchange.ts';

/** What was seen of one exchange, with its secrets still in it. */
export interface Observed {
  id: string;
  startedAt: number;
  request: HttpRequest;
  sentHeaders: readonly Header[];
  timings: Timings;
  tls?: TlsFacts | undefined;
  proxy?: string | undefined;
  clockSkewSeconds?: number | undefined;
  response?: RawReply;
  failure?: Failure;
}

/** A known value that the cut went through is no longer recognised, so what may be its beginning is dropped with it. */
function withoutTornEnd(text: string): string {
  return text.replace(/[^\s"'&,;<>]{1,4096}$/, '');
}

function recordBody(bytes: Uint8Array, contentType: string, redactor: Redactor, maxBytes: number): RecordedBody {
  const isCut = bytes.length > maxBytes;
  const text = textOfBody(isCut ? bytes.subarray(0, maxBytes) : bytes, contentType);
  return {
    bytes: bytes.length,
    truncated: isCut,
    contentType,
    ...(text !== undefined && text !== '' && { text: redactor.body(isCut ? withoutTornEnd(text) : text, contentType) }),
  };
}

function recordResponse(response: RawReply, redactor: Redactor, maxBytes: number) {
  const contentType = headerOf(response.headers, 'content-type') ?? '';
  const body = recordBody(response.body, contentType, redactor, maxBytes);
  const bytes = response.sunkBytes ?? body.bytes;
  return {
    status: response.status,
    statusText: redactor.text(response.statusText),
    httpVersion: response.httpVersion,
    headers: redactor.headers(response.headers),
    body: { ...body, bytes, truncated: body.truncated || response.truncated || response.sunkBytes !== undefined },
  };
}

/** A failure quotes what the server or the system said. */
function recordFailure(failure: Failure, redactor: Redactor): ErrorReply {
  const { details, ...reply } = failure.toReply();
  const safe = Object.entries(details ?? {}).map(([name, value]): [string, string | number | boolean] => [
    name,
    typeof value === 'string' ? redactor.text(value) : value,
  ]);
  return { ...reply, message: redactor.text(reply.message), ...(details && { details: Object.fromEntries(safe) }) };
}

/** The recorded form of an exchange. Nothing secret passes this point: viewers, logs and case files only ever see the result. */
export function recordExchange(
  observed: Observed,
  secrets: readonly string[],
  maxBodyBytes: number,
  treatment: Treatment = MASKS,
): Exchange {
  const { request, response, failure, tls, proxy, clockSkewSeconds } = observed;
  const redactor = createRedactor(secrets, treatment);
  const contentType = headerOf(observed.sentHeaders, 'content-type') ?? '';
  return {
    id: observed.id,
    purpose: request.purpose,
    ...(request.connectionId !== undefined && { connectionId: request.connectionId }),
    startedAt: observed.startedAt,
    request: {
      method: request.method,
      url: redactor.url(request.url),
      headers: redactor.headers(observed.sentHeaders),
      ...(request.body !== undefined && {
        body: recordBody(new TextEncoder().encode(request.body), contentType, redactor, maxBodyBytes),
      }),
    },
    ...(response && { response: recordResponse(response, redactor, maxBodyBytes) }),
    ...(failure && { failure: recordFailure(failure, redactor) }),
    timings: observed.timings,
    ...(tls && { tls }),
    ...(proxy !== undefined && { proxy }),
    ...(clockSkewSeconds !== undefined && { clockSkewSeconds }),
  };
}
