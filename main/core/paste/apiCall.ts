import type { Header } from '#contract/exchange.ts';
import type { PastedRequest } from '../diagnosis/read/pasted.ts';
import { headerOf } from '../http.ts';
import type { PastedCall } from './material.ts';
import { isPlaceholder } from './placeholders.ts';

const MOST_HEADERS = 200;
const LONGEST_BODY = 16_777_216;
/** What the app itself says of each message. */
const OWN = /^(?::.*|host|content-length|connection|authorization|accept-encoding|transfer-encoding|keep-alive)$/i;

/** A request as the form of requests takes it, its token apart; undefined for one that has no address. */
export function callOf(
  { method = 'GET', url, headers, body }: PastedRequest,
  followRedirects = false,
): PastedCall | undefined {
  if (url === undefined || url === '' || url.length > 8192 || !/^[A-Za-z][A-Za-z0-9-]{0,39}$/.test(method))
    return undefined;
  const authorization = headerOf(headers, 'authorization')?.trim();
  const hasToken = authorization !== undefined && authorization !== '' && !isPlaceholder(authorization);
  const kept = headers
    .filter(([name, value]): boolean => !OWN.test(name) && name !== '' && name.length <= 1000 && value.length <= 65_536)
    .map(([name, value]): Header => [name, value])
    .slice(0, MOST_HEADERS);
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `https://${url}`;
  return {
    kind: 'request',
    request: {
      method: method.toUpperCase(),
      url: address,
      headers: kept,
      ...(body === '' || body.length > LONGEST_BODY ? {} : { body }),
      auth: { kind: 'connection' },
      ...(followRedirects ? { followRedirects } : {}),
    },
    ...(hasToken ? { authorization } : {}),
    notes: isPlaceholder(address)
      ? ['The address has a placeholder in it. Put the real value in before you send it.']
      : [],
  };
}

/** The part of an API's address that its calls have in common, as far as one call tells; undefined where a placeholder stands. */
export function apiUrlOf({ url }: PastedCall['request']): string | undefined {
  return isPlaceholder(url) || !URL.canParse(url) ? undefined : new URL(url).origin;
}
