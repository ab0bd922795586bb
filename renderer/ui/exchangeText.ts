import type { Exchange, Header, RecordedBody } from '#contract/exchange.ts';

/** Milliseconds as people read them: `0.4 ms`, `12 ms`, `1.25 s`. */
export function durationWords(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}

/** The whole exchange as plain text, in the manner of a wire log, for a message or a ticket. */
export function exchangeText({ request, response, failure }: Exchange): string {
  const sent = [`${request.method} ${request.url}`, ...headerLines(request.headers), ...bodyLines(request.body)];
  const came =
    response === undefined
      ? []
      : [
          '',
          `${httpName(response.httpVersion)} ${response.status} ${response.statusText}`.trimEnd(),
          ...headerLines(response.headers),
          ...bodyLines(response.body),
        ];
  const failed = failure === undefined ? [] : ['', `Failed: ${failure.message} (${failure.code})`];
  return [...sent, ...came, ...failed].join('\n');
}

export const httpName = (version: string): string => (/^http/i.test(version) ? version : `HTTP/${version}`);

const headerLines = (headers: readonly Header[]): string[] => headers.map(([name, value]) => `${name}: ${value}`);

function bodyLines(body: RecordedBody | undefined): string[] {
  if (body === undefined || body.bytes === 0) return [];
  return ['', body.text ?? `(${body.bytes} bytes)`, ...(body.truncated ? ['(cut off)'] : [])];
}

/** The parameters of a form body, decoded; none when the body is of another kind or not whole. */
export function formParameters({ contentType, text, truncated }: RecordedBody): [name: string, value: string][] {
  if (truncated || text === undefined || !/^application\/x-www-form-urlencoded\b/i.test(contentType)) return [];
  return [...new URLSearchParams(text)];
}

/** JSON in lines, when that changes nothing but white space; numbers that JavaScript cannot hold stay as they came. */
export function readableBody({ contentType, text }: RecordedBody): string {
  if (text === undefined || !/\bjson\b/i.test(contentType)) return text ?? '';
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text.trim() ? JSON.stringify(value, null, 2) : text;
  } catch {
    // Not JSON in spite of its label: it is shown as it came, which is what the reader has to see.
    return text;
  }
}
