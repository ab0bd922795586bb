import { Failure } from '../failure.ts';
import { requireWebAddress } from '../oauth/connection/domainUrl.ts';

export const URL_FIELD = 'request.url';

function notAUrl(sentence: string): Failure {
  return new Failure('input.not-a-url', sentence, { field: URL_FIELD });
}

/** What RFC 3986 has no place for and people type all the same, such as the blanks and quotes of a SCIM filter. */
function encodeTyped(text: string): string {
  return text.replace(/[ "<>`{}|\\^]/g, (character) => encodeURIComponent(character));
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw notAUrl('This is not an address that can be read. Copy it again as a whole.');
  requireWebAddress(url, URL_FIELD);
  return url;
}

/** A relative address continues the base, path and all: an API lives below its base URL, seldom at the root of its host. */
function appendTo(baseUrl: string, relative: string): URL {
  const base = new URL(baseUrl);
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(relative) ?? [];
  const joined = path === '' ? base.pathname : `${base.pathname.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
  return parse(`${base.origin}${joined}${rest}`);
}

/**
 * The address to call. One without a scheme is relative to `baseUrl`; where there is none, it is a host and gets https.
 * Throws `input.not-a-url`.
 */
export function readRequestUrl(text: string, baseUrl: string | undefined): URL {
  const typed = text.trim();
  // The parser of URLs takes tabs and line breaks out in silence, and would call an address that nobody sees.
  const hasControl = Array.from(typed).some((character) => /\p{Cc}/u.test(character));
  if (hasControl) throw notAUrl('The address holds a line break or another control character. Take it out.');
  const address = encodeTyped(typed);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return parse(address);
  if (address.startsWith('//')) throw notAUrl('Begin the address with https://, or with one slash for a path.');
  if (baseUrl !== undefined) return appendTo(baseUrl, address);
  if (/^[/?#]/.test(address)) {
    throw notAUrl(
      'Enter the whole address, beginning with https://, or set the base URL of the API in the connection.',
    );
  }
  return parse(`https://${address}`);
}
