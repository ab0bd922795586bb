import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../main/core/failure.ts';
import { readDomainUrl } from '../../../../main/core/oauth/connection/domainUrl.ts';
import { anyText } from '../../../support/anyText.ts';

const HOST = 'idcs-00112233445566778899aabbccddeeff.identity.oraclecloud.com';
const DOMAIN = `https://${HOST}`;

describe('the address of an identity domain', () => {
  it.each([
    ['sign-in page', `${DOMAIN}/ui/v1/signin`, 'sign-in'],
    ['admin console', `${DOMAIN}/ui/v1/adminconsole`, 'console'],
    ['token endpoint', `${DOMAIN}/oauth2/v1/token`, 'token-endpoint'],
    ['metadata', `${DOMAIN}/.well-known/openid-configuration`, 'metadata'],
    ['bare host', HOST, 'domain'],
    ['host with port', `${HOST}:443`, 'domain'],
    ['domain URL with :443', `${DOMAIN}:443`, 'domain'],
    ['in quotes and blanks', `  "${DOMAIN}/"  `, 'domain'],
    ['with a query', `${DOMAIN}/ui/v1/signin?redirect=1#x`, 'sign-in'],
  ])('is understood from the %s', (_what, text, given) => {
    const reading = readDomainUrl(text);
    expect(reading).toMatchObject({
      given,
      domainUrl: DOMAIN,
      host: HOST,
      tokenEndpoint: `${DOMAIN}/oauth2/v1/token`,
      consoleUrl: `${DOMAIN}/ui/v1/adminconsole`,
    });
  });

  it('keeps the token endpoint of a server of another make', () => {
    expect(readDomainUrl('https://as.example.com/connect/token').tokenEndpoint).toBe(
      'https://as.example.com/connect/token',
    );
  });

  it('takes http on this machine alone', () => {
    expect(readDomainUrl('http://127.0.0.1:8080').domainUrl).toBe('http://127.0.0.1:8080');
    expect(() => readDomainUrl(`http://${HOST}`)).toThrow(Failure);
  });

  it.each([
    '',
    '   ',
    'not an address',
    'ftp://example.com',
    'https://',
    'https://user:pw@example.com',
    'https://exa mple.com',
  ])('refuses “%s” with a sentence at its field', (text) => {
    expect(() => readDomainUrl(text)).toThrow(
      expect.objectContaining({ code: 'input.not-a-url', field: 'connection.domainUrl' }),
    );
  });

  it('reads or refuses any text, and what it reads is https or this machine', () => {
    const address = fc
      .tuple(fc.constantFrom('https', 'http'), fc.webAuthority(), anyText(), anyText())
      .map(([scheme, host, path, query]) => `${scheme}://${host}/${encodeURI(path)}?${encodeURIComponent(query)}`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), address), (text) => {
        try {
          const url = new URL(readDomainUrl(text).domainUrl);
          expect(url.protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
    );
  });
});
