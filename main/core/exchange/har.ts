import type { Exchange, Header, RecordedBody } from '#contract/exchange.ts';

interface Creator {
  name: string;
  version: string;
}

/**
 * Recorded exchanges as an HTTP archive, HAR 1.2, oldest first, as browsers and the tools of support read it. It holds what was recorded,
 * so no secret either. An exchange that failed has the status 0 and its reason in `_error`, as browsers write it.
 */
export function harOf(exchanges: readonly Exchange[], creator: Creator): string {
  const entries = [...exchanges].sort((a, b) => a.startedAt - b.startedAt).map(entryOf);
  return JSON.stringify({ log: { version: '1.2', creator, pages: [], entries } }, null, 2);
}

function entryOf(exchange: Exchange) {
  const { id, purpose, startedAt, request, response, failure, timings, tls, proxy } = exchange;
  const { dns, connect, tls: ssl, firstByte: wait, download: receive, total: time } = timings;
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: httpVersion(response?.httpVersion),
      cookies: [],
      headers: pairs(request.headers),
      queryString: queryOf(request.url),
      ...(request.body === undefined ? {} : { postData: postDataOf(request.body) }),
      headersSize: -1,
      bodySize: request.body?.bytes ?? 0,
    },
    response: {
      status: response?.status ?? 0,
      statusText: response?.statusText ?? '',
      httpVersion: httpVersion(response?.httpVersion),
      cookies: [],
      headers: pairs(response?.headers ?? []),
      content: {
        size: response?.body.bytes ?? 0,
        mimeType: response?.body.contentType ?? 'x-unknown',
        ...(response?.body.text === undefined ? {} : { text: response.body.text }),
        ...(response?.body.truncated === true ? { comment: 'The body was longer; this is its beginning.' } : {}),
      },
      redirectURL: response?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '',
      headersSize: -1,
      bodySize: response?.body.bytes ?? -1,
      ...(failure === undefined ? {} : { _error: failure.message }),
    },
    cache: {},
    // In an archive the time of the TLS handshake is part of `connect`.
    timings: { blocked: -1, dns, connect: connect + ssl, ssl, send: 0, wait, receive },
    _id: id,
    _purpose: purpose,
    ...(tls === undefined ? {} : { _securityDetails: tls }),
    ...(proxy === undefined ? {} : { _proxy: proxy }),
  };
}

function httpVersion(version: string | undefined): string {
  return version === undefined ? 'unknown' : `HTTP/${version}`;
}

function pairs(headers: readonly Header[]): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function queryOf(url: string): { name: string; value: string }[] {
  return URL.canParse(url) ? pairs([...new URL(url).searchParams]) : [];
}

function postDataOf({ contentType, text = '' }: RecordedBody) {
  const isForm = /x-www-form-urlencoded/i.test(contentType);
  return { mimeType: contentType, text, ...(isForm ? { params: pairs([...new URLSearchParams(text)]) } : {}) };
}
