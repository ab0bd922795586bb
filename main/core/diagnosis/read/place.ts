import type { Place } from '../observed.ts';
import type { PastedReply, PastedRequest } from './pasted.ts';

const TOKEN_PATH =
  /\/(?:token|accesstoken|access_token|oauthtoken)(?:\.oauth2|\/)?$|\/oauth\/tokens$|\/(?:introspect|introspection|revoke|revocation|device|device_authorization|deviceauthorization)\/?$/i;
const TOKEN_AREA = /\/(?:oauth2?|openid-connect|connect|as)\/(?:[\w.-]{1,40}\/){0,3}token/i;
const KEYS_PATH = /\/SigningCert\/jwk\b|\/(?:jwks?|certs|keys|discovery\/keys)(?:\.json|\.ashx|\/)?$|\/jwks\b/i;
const AUTHORIZE_PATH = /\/(?:authorize|authorization|auth)\/?$/i;
const PAGE = /\/ui\/v1\/|\/adminconsole\b|\/\/console\.|\/\/(?:www\.)?cloud\.oracle\.com|\/identity\/domains\//i;

/** What an address is for, by its path. */
export function placeOfUrl(url: string): Place {
  const path = URL.canParse(url) ? new URL(url).pathname : url.replace(/[?#].*$/s, '');
  if (path.includes('/.well-known/')) return 'metadata';
  if (KEYS_PATH.test(path)) return 'keys';
  if (PAGE.test(url)) return 'page';
  if (TOKEN_PATH.test(path) || TOKEN_AREA.test(path)) return 'token';
  return AUTHORIZE_PATH.test(path) ? 'authorize' : 'api';
}

const OAUTH_ERRORS =
  /^(?:invalid_(?:client|grant|scope|redirect_uri|target)|unauthorized_client|unsupported_(?:grant|response)_type|authorization_pending|slow_down|expired_token|access_denied|consent_required|interaction_required|login_required|mfa_required)$/;

/** Where the failure happened: by the address, else by the request, else by what only one kind of server says. */
export function placeOf(
  request: PastedRequest | undefined,
  reply: PastedReply | undefined,
  error: string | undefined,
  words: string,
): Place {
  const url = request?.url;
  // What a browser brings back from a sign-in, wherever it was sent to.
  if (/[?&#]error=/.test(url ?? '')) return 'authorize';
  if (url !== undefined && /^[a-z][a-z0-9+.-]*:\/\/|^\//i.test(url)) {
    const place = placeOfUrl(url);
    // At a page or an unknown path, a form with a grant type was still meant for the token endpoint.
    return place === 'api' && /\bgrant_type\b/.test(request?.body ?? '') ? 'token' : place;
  }
  if (error !== undefined && OAUTH_ERRORS.test(error)) return 'token';
  if (reply?.headers.some(([name]) => name.toLowerCase() === 'www-authenticate') === true) return 'api';
  const mentioned = /\bhttps?:\/\/[^\s"'<>()]{1,300}/.exec(words)?.[0];
  if (mentioned !== undefined) {
    const place = placeOfUrl(mentioned);
    if (place !== 'api') return place;
  }
  return 'unknown';
}
