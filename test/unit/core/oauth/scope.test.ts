import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeScope, readScope } from '../../../../main/core/oauth/exchange/scope.ts';

const AUDIENCE = 'https://abc.utilities.example.com:443';

describe('a scope', () => {
  it.each([
    ['rest', `${AUDIENCE}/rest/*`],
    ['soap', `${AUDIENCE}/soap/*`],
    ['all', `${AUDIENCE}/*`],
  ] as const)(
    'is the audience and the kind %s with one slash between, however the audience was typed',
    (kind, scope) => {
      for (const audience of [AUDIENCE, `${AUDIENCE}/`, `${AUDIENCE}/rest/*`, ` ${AUDIENCE} `]) {
        expect(composeScope({ audience, kind, offlineAccess: false }).scope).toBe(scope);
      }
    },
  );

  it('ends with offline_access when a refresh token is wanted, once', () => {
    const { scope } = composeScope({
      audience: AUDIENCE,
      kind: 'rest',
      offlineAccess: true,
      others: 'openid offline_access',
    });
    expect(scope).toBe(`${AUDIENCE}/rest/* openid offline_access`);
  });

  it('is taken apart into what composes it again', () => {
    const parts = fc.record({
      audience: fc.constantFrom(AUDIENCE, 'https://other.example.com', 'https://x.example.com:8443/path'),
      kind: fc.constantFrom('rest' as const, 'soap' as const, 'all' as const),
      offlineAccess: fc.boolean(),
      others: fc.constantFrom('', 'openid', 'openid profile'),
    });
    fc.assert(
      fc.property(parts, (given) => {
        const { scope } = composeScope(given);
        expect(readScope(scope)).toMatchObject(given);
        expect(composeScope(readScope(scope)).scope).toBe(scope);
      }),
    );
  });

  it.each([
    [`${AUDIENCE}//rest/*`, 'doubled slash'],
    [`${AUDIENCE}rest/*`, 'lacks the slash'],
    ['abc.example.com/rest/*', 'without https://'],
    [`${AUDIENCE}%2Frest/*`, 'percent-encoded'],
    [`${AUDIENCE}/rest/*,openid`, 'comma'],
    [`${AUDIENCE}/rest/* https://other.example.com/rest/*`, 'several audiences'],
    ['urn:opc:resource:consumer::all openid', 'stands alone'],
  ])('warns of %s', (scope, words) => {
    expect(readScope(scope).notes.join(' ')).toContain(words);
  });

  it('says nothing about a good one', () => expect(readScope(`${AUDIENCE}/rest/* offline_access`).notes).toEqual([]));
});
