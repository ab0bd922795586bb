import type { Exchange, Header } from '#contract/exchange.ts';
import { quoted, wordOf } from '../shell.ts';

/** Headers that curl writes itself. */
const OWN_HEADERS = new Set(['host', 'content-length', 'connection', 'accept-encoding']);

/** A recorded request as a curl command for a POSIX shell; its secrets are masked as they were recorded. */
export function exchangeCurlOf({ request }: Exchange): string {
  const { method, url, headers, body } = request;
  return [
    'curl -i',
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(method === (body === undefined ? 'GET' : 'POST') ? [] : [`--request ${wordOf(method)}`]),
    wordOf(url),
    ...headers.filter(([name]) => !OWN_HEADERS.has(name.toLowerCase())).map(headerOption),
    ...(body?.text === undefined ? [] : [`--data-raw ${quoted(body.text)}`]),
  ].join(' ');
}

/** A header without a value ends in a semicolon for curl; with a colon it would be left out. */
function headerOption([name, value]: Header): string {
  return `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`;
}
