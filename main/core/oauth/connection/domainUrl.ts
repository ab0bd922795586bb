import type { DomainReading } from '#contract/connection.ts';
import { Failure } from '../../failure.ts';
import { isLoopbackHost } from './loopback.ts';
import { hostInUnicode } from './punycode.ts';

/** Paths below the domain URL that an identity domain serves. */
export const DOMAIN_PATHS = {
  token: '/oauth2/v1/token',
  authorization: '/oauth2/v1/authorize',
  deviceAuthorization: '/oauth2/v1/device',
  introspection: '/oauth2/v1/introspect',
  revocation: '/oauth2/v1/revoke',
  userinfo: '/oauth2/v1/userinfo',
  endSession: '/oauth2/v1/userlogout',
  jwks: '/admin/v1/SigningCert/jwk',
  console: '/ui/v1/adminconsole',
} as const;

/** The issuer that every identity domain names unless an administrator set another, and the audience that it takes in assertions. */
export const ORACLE_ISSUER = 'https://identity.oraclecloud.com/';

const FIELD = 'connection.domainUrl';
/** What surrounds an address that was copied out of a sentence, a mail or a shell line. */
const WRAPPERS = new Set(' \t\r\n\u00a0\u200b\ufeff"\'`<>(),;“”‘’');
const ORACLE_DOMAIN = /(^|\.)identity\.([a-z0-9-]+\.)*(oraclecloud|oraclegovcloud|oraclecloud\w*)\.[a-z.]+$/;

/**
 * Understands any address of an identity domain that a person may have at hand: sign-in page, console, token endpoint, metadata or
 * the bare host. Throws `input.not-a-url`.
 */
export function readDomainUrl(text: string): DomainReading {
  const url = parseAddress(text, FIELD);
  const given = kindOfPage(url);
  const ownEndpoint = given === 'token-endpoint' && !isOldGeneration(url) && !isOracleDomain(url.hostname);
  return {
    domainUrl: url.origin,
    host: url.host,
    given,
    tokenEndpoint: ownEndpoint ? `${url.origin}${url.pathname}` : `${url.origin}${DOMAIN_PATHS.token}`,
    consoleUrl: `${url.origin}${DOMAIN_PATHS.console}`,
    notes: notesOn(url, given),
  };
}

/**
 * An https URL, or http on this machine; `input.not-a-url` with a sentence for each other thing. `field` is the path that the failure
 * names. `plainHttp` is for addresses that no secret of the client goes to.
 */
export function parseAddress(text: string, field: string, options: { plainHttp?: boolean } = {}): URL {
  const trimmed = unwrap(text);
  if (trimmed === '') throw notAUrl('Enter an address, for instance https://idcs-….identity.oraclecloud.com.', field);
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  const url = tryUrl(hasScheme ? trimmed : `https://${trimmed.replace(/^\/+/, '')}`);
  if (!url || /\s/.test(trimmed))
    throw notAUrl('This is not an address that can be read. Copy it again as a whole.', field);
  requireWebAddress(url, field);
  if (!hasScheme && !url.hostname.includes('.') && !isLoopbackHost(url.hostname)) {
    throw notAUrl('This is not a full host name. It should look like idcs-….identity.oraclecloud.com.', field);
  }
  if (url.protocol === 'http:' && options.plainHttp !== true && !isLoopbackHost(url.hostname)) {
    throw notAUrl('Secrets are sent over https only. Plain http works for this machine (localhost) alone.', field);
  }
  return url;
}

/** Throws `input.not-a-url` for another scheme than https and http, and for credentials before an @. */
export function requireWebAddress(url: URL, field: string): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw notAUrl(`An address here begins with https://, not with ${url.protocol}//.`, field);
  }
  if (url.username !== '' || url.password !== '') {
    throw notAUrl('The address holds a user name or password before an @. Take that part out.', field);
  }
}

function unwrap(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && WRAPPERS.has(text.charAt(start))) start += 1;
  while (end > start && WRAPPERS.has(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function notAUrl(sentence: string, field: string): Failure {
  return new Failure('input.not-a-url', sentence, { field });
}

function tryUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function kindOfPage(url: URL): DomainReading['given'] {
  const path = url.pathname.replace(/\/+$/, '').toLowerCase();
  if (path === '') return isConsoleHost(url.hostname) ? 'console' : 'domain';
  if (path.includes('/.well-known/')) return 'metadata';
  if (path.startsWith('/ui/v1/signin') || path.endsWith('/signin')) return 'sign-in';
  if (path.startsWith('/ui/v1') || isConsoleHost(url.hostname)) return 'console';
  if (path.endsWith('/token') || path.endsWith('/oauth/tokens')) return 'token-endpoint';
  return 'other-page';
}

function notesOn(url: URL, given: DomainReading['given']): string[] {
  const rest = url.pathname === '/' ? url.search : `${url.pathname}${url.search}`;
  const unicode = hostInUnicode(url.hostname);
  const notes: string[] = [];
  if (given !== 'domain' && given !== 'token-endpoint' && rest !== '') notes.push(leftOff(given));
  if (given === 'domain' && url.search + url.hash !== '') notes.push('What follows the host was left off.');
  if (isOldGeneration(url)) {
    notes.push(
      'This is an address of the generation before identity domains (/oauth/tokens). An identity domain answers at /oauth2/v1/token.',
    );
  }
  if (isConsoleHost(url.hostname)) {
    notes.push(
      'This is the host of the Oracle Cloud console. Tokens come from the Domain URL that the domain’s overview page shows.',
    );
  }
  if (unicode !== url.hostname) {
    notes.push(
      `This host name has letters beyond a to z: ${unicode}, on the wire ${url.hostname}. Make sure that it is the right one.`,
    );
  }
  if (!isOracleDomain(url.hostname) && !isConsoleHost(url.hostname) && !isLoopbackHost(url.hostname)) {
    notes.push(
      'This is not a host name of an Oracle identity domain. That is fine for another OAuth 2.0 server or a vanity address.',
    );
    if (given === 'metadata' || given === 'other-page') {
      notes.push('A server of another make needs its token endpoint, under Endpoints.');
    }
  }
  return notes;
}

function leftOff(given: DomainReading['given']): string {
  if (given === 'sign-in') return 'This is the sign-in page. Only its host is needed.';
  if (given === 'console') return 'This is a page of the console. Only its host is needed.';
  if (given === 'metadata') return 'This is a metadata document. Only its host is needed.';
  return 'What follows the host was left off.';
}

function isOldGeneration(url: URL): boolean {
  return /\/oauth\/tokens\/*$/i.test(url.pathname);
}

/** Whether the host is one that Oracle gives to identity domains; vanity addresses are not among them. */
export function isOracleDomain(hostname: string): boolean {
  return ORACLE_DOMAIN.test(hostname);
}

function isConsoleHost(hostname: string): boolean {
  return hostname.startsWith('console.') || hostname === 'cloud.oracle.com' || hostname.endsWith('.cloud.oracle.com');
}
