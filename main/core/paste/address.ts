import { Failure } from '../failure.ts';
import { isOracleDomain, readDomainUrl } from '../oauth/connection/domainUrl.ts';
import { callOf } from './apiCall.ts';
import { connectionOf } from './connectionOf.ts';
import { recognized } from './material.ts';
import type { Recognized } from './material.ts';

const ADDRESS = /^[<("'`]{0,2}((?:https?:\/\/)?[^\s<>"'`]{4,8192})[>)"'`.,;]{0,3}$/i;
const DOMAIN =
  /(?:https:\/\/)?\bidcs-[a-z0-9]{4,60}(?:\.[a-z0-9-]{1,60}){0,3}\.identity\.[a-z0-9.-]{1,60}[a-z](?::\d{1,5})?(?:\/[^\s<>"')\]]{0,2000})?/i;

/** A text that is one address: of a domain, its pages and endpoints, of a sign-in, or of an API. */
export function recognizeAddress(text: string): Recognized | undefined {
  const given = ADDRESS.exec(text)?.[1];
  if (given === undefined) return undefined;
  const hasScheme = /^https?:\/\//i.test(given);
  const whole = hasScheme ? given : `https://${given}`;
  if (!URL.canParse(whole)) return undefined;
  const url = new URL(whole);
  if (!hasScheme && !isOracleDomain(url.hostname)) return undefined;
  const parameters = new URLSearchParams(`${url.search.slice(1)}&${url.hash.slice(1)}`);
  if (parameters.has('error') || (parameters.has('code') && parameters.has('state')))
    return recognized('failure', [{ kind: 'diagnose' }], { facts: ['the address that a sign-in came back to'] });
  if (parameters.has('response_type') && parameters.has('client_id')) return ofAuthorization(url, parameters);
  return ofPlace(whole, url);
}

/** The address of an identity domain within a few words about it. */
export function recognizeMention(text: string): Recognized | undefined {
  const [found] = DOMAIN.exec(text) ?? [];
  return found === undefined ? undefined : recognizeAddress(found.replace(/[.,;:]+$/, ''));
}

/** RFC 6749 §4.1.1. The PKCE challenge and the state are good for one sign-in alone. */
function ofAuthorization(url: URL, parameters: URLSearchParams): Recognized {
  const at = (name: string): string | undefined => parameters.get(name) ?? undefined;
  const endpoint = `${url.origin}${url.pathname}`;
  const isUsual = url.pathname === '/oauth2/v1/authorize';
  const connection = connectionOf({
    domainUrl: url.origin,
    ...(isUsual ? {} : { endpoints: { authorization: endpoint } }),
    clientId: at('client_id'),
    grantType: 'authorization_code',
    redirectUri: at('redirect_uri'),
    scope: at('scope'),
    notes: ['A sign-in address holds no secret. If the client has one, choose its client authentication in the form.'],
  });
  return recognized('authorize-url', [connection]);
}

function ofPlace(address: string, url: URL): Recognized | undefined {
  let reading;
  try {
    reading = readDomainUrl(address);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return recognized('web-address', offersOfCall(address), { notes: [error.message] });
  }
  const connection = connectionOf({ [reading.given === 'token-endpoint' ? 'tokenUrl' : 'domainUrl']: address });
  const isDomain = isOracleDomain(url.hostname) || (reading.given !== 'other-page' && reading.given !== 'domain');
  const what = {
    domain: 'its base URL',
    'sign-in': 'its sign-in page',
    console: 'its console',
    'token-endpoint': 'its token endpoint',
    metadata: 'its metadata',
    'other-page': 'a page of it',
  }[reading.given];
  if (isDomain) return recognized('domain-url', [connection], { facts: [what] });
  return recognized('web-address', [...offersOfCall(address), connection]);
}

const offersOfCall = (url: string): Recognized['offers'] => {
  const call = callOf({ method: 'GET', url, headers: [], body: '', isWhole: false });
  return call === undefined ? [] : [call];
};
