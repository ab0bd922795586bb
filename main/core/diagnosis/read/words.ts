import type { Pasted } from './pasted.ts';

/** Longer texts are read by their beginning, their end and the lines between that speak of a failure. */
const MOST_WORDS = 16_000;
const SPEAKING =
  /error|exception|fail|invalid|denied|refused|unauthor|forbidden|expired|timed? ?out|AADSTS|AUTH-\d|HTTP\/\d|curl:|caused by|certificate|SSL|TLS|token/i;
const LONGEST_LINE = 1_000;

/** The headers that say something about a failure. */
const TELLING =
  /^(?:www-authenticate|location|server|via|warning|retry-after|proxy-authenticate|x-.{1,60}|cf-.{1,40}|content-type)$/i;

/** All that was said, in one line, without the escapes of JSON, HTML and addresses. */
export function wordsOf({ reply, request, rest, form }: Pasted): string {
  const headers = (reply?.headers ?? [])
    .filter(([name]) => TELLING.test(name))
    .map(([name, value]) => `${name}: ${value}`);
  const status = reply?.status === undefined ? [] : [`HTTP status ${reply.status}`];
  const said = form === 'address' || reply === undefined ? [decodedQuery(request?.url ?? '')] : [];
  const locations = (reply?.headers ?? [])
    .filter(([name]) => /^location$/i.test(name))
    .map(([, value]) => decodedQuery(value));
  const all = [...status, ...headers, ...locations, reply?.body ?? '', rest, ...said].map(digest).join('\n');
  return plain(digest(all));
}

function digest(text: string): string {
  if (text.length <= MOST_WORDS) return text;
  const edge = MOST_WORDS / 4;
  const kept: string[] = [text.slice(0, edge)];
  let length = 0;
  for (const [line] of text.slice(edge, -edge).matchAll(/[^\n]{1,1000}/g)) {
    if (!SPEAKING.test(line)) continue;
    length += line.length + 1;
    if (length > MOST_WORDS / 2 - LONGEST_LINE) break;
    kept.push(line);
  }
  kept.push(text.slice(-edge));
  return kept.join('\n');
}

/** What only the request says, in an address that stands among words: none of it is the failure. */
const SENT =
  /(?<=[?&#])(?:redirect_uri|state|code|scope|client_id|client_secret|response_type|response_mode|nonce|grant_type|code_challenge(?:_method)?|prompt|resource|audience|login_hint|post_logout_redirect_uri)=[^&\s"'<>\\]{0,2000}&?/g;

/** Sentences of RFC 6749 that servers repeat for a whole code: they name every possible fault and so none. */
const BOILERPLATE =
  /the provided (?:authorization grant|access grant)(?: \(e\.g\.,? [^()]{0,120}\))?(?: or refresh token)? is invalid, expired,? (?:or )?revoked(?:, does not match the redirection uri used in the authorization request, or was issued to another client)?\.?|(?<=client authentication failed) \(e\.g\.,? [^()]{0,200}\)|the request is missing a required parameter, includes an (?:invalid|unsupported) parameter value[^."{}]{0,160}\.?|the authenticated client is not authorized to use this authorization grant type\.?|the client is not authorized to request (?:a token|an (?:authorization code|access token)) using this method\.?/gi;

const ENTITIES: Record<string, string> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  '#39': "'",
  '#34': '"',
  '#x27': "'",
};

const plain = (text: string): string =>
  text
    .replace(SENT, '')
    .replace(/\\u(00[2-7][0-9a-f])/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\\+[rnt](?![a-z]{2})/g, ' ')
    .replace(/\\+(["'/])/g, '$1')
    .replace(/&(quot|apos|amp|lt|gt|nbsp|#39|#34|#x27);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/[‘’`]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(BOILERPLATE, '')
    .replace(/\bcURL error:? (\d{1,2})\b/gi, 'curl: ($1)')
    .trim();

/** What an address carries back in its query and fragment, RFC 6749 §4.1.2.1. */
function decodedQuery(url: string): string {
  const query = /[?#].*$/s.exec(url)?.[0];
  if (query === undefined) return url;
  return [...new URLSearchParams(query.slice(1))]
    .filter(([name]) => !/^(?:code|state|id_token|access_token|scope|redirect_uri|client_id)$/.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
