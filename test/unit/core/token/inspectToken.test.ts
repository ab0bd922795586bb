import { describe, expect, test } from 'vitest';
import { inspectToken } from '../../../../main/core/token/inspectToken.ts';
import { Failure } from '../../../../main/core/failure.ts';
import { base64url, createRsaPair, signRs256, tokenOf } from '../../../support/tokenText.ts';
import { CLIENT_CLAIMS_2018, CLIENT_CLAIMS_2026 } from './claimSets.ts';
import { NOW, NOW_SECONDS, claimOf, findingOf, titles } from './support.ts';

const inspect = (text: string) => inspectToken(text, { now: NOW });
const valid = { iss: 'https://issuer.example', sub: 'ann', iat: NOW_SECONDS - 60, exp: NOW_SECONDS + 2520 };

describe('tokens of identity domains', () => {
  const { privateKey } = createRsaPair();

  test.each([
    ['2018', CLIENT_CLAIMS_2018],
    ['2026', CLIENT_CLAIMS_2026],
  ])('every claim of a client token of %s has its value and a meaning, in order', (_year, claims) => {
    const inspection = inspect(signRs256(claims, privateKey));
    expect(inspection.kind).toBe('jws');
    expect(inspection.claims?.map(({ name, value }) => [name, value])).toEqual(Object.entries(claims));
    expect(inspection.claims?.filter((claim) => claim.meaning === undefined)).toEqual([]);
    expect(inspection.signatureBytes).toBe(256);
    expect(inspection.times).toEqual({
      issuedAt: claims.iat * 1000,
      expiresAt: claims.exp * 1000,
      remainingSeconds: claims.exp - NOW_SECONDS,
    });
  });

  test('notes say what the values mean', () => {
    const inspection = inspect(signRs256(CLIENT_CLAIMS_2026, privateKey));
    const note = (name: string) => claimOf(inspection, name)?.note;
    expect(note('exp')).toBe('22 Nov 2026, 11:50:00 UTC, in 50 min; 1 h after it was issued');
    expect(note('iat')).toBe('22 Nov 2026, 10:50:00 UTC, 10 min ago');
    expect(note('gtp')).toBe('client credentials');
    expect(note('tok_type')).toBe('an access token');
    expect(note('sub_type')).toContain('no user');
    expect(note('sub')).toContain('client itself');
    expect(note('iss')).toContain('tenant_iss');
    expect(note('tenant_iss')).toContain(':443');
    expect(note('aud')).toBe(
      '2 audiences, among them an Oracle Integration instance, the administrative API of a domain',
    );
    expect(note('scope')).toMatch(/^3 scopes: urn:opc:resource:consumer::all \(.+offline_access \(a refresh token\)$/);
    expect(inspection.header?.find(({ name }) => name === 'kid')?.note).toContain('every identity domain');
    expect(claimOf(inspection, 'tok_type')?.meaning).toContain('(Oracle identity domains)');
    expect(claimOf(inspection, 'exp')?.meaning).toContain('(RFC 7519 §4.1.4)');
  });

  test('the verdicts praise a valid token first and remind that nothing was verified last', () => {
    const inspection = inspect(signRs256(CLIENT_CLAIMS_2018, privateKey));
    expect(titles(inspection)).toEqual(["Valid for another 42 min by this machine's clock", 'Decoded, not verified']);
    expect(inspection.verdicts[0]).toMatchObject({ cause: 'none', level: 'good' });
  });

  test('short names mean something else in tokens of others', () => {
    const other = inspect(tokenOf({ ...valid, domain: 'x', tenant: 'y' }));
    expect(claimOf(other, 'domain')?.meaning).toBeUndefined();
    const entra = inspect(tokenOf({ ...valid, iss: 'https://sts.windows.net/1/', tid: '1' }));
    expect(claimOf(entra, 'tid')?.meaning).toContain('Microsoft Entra');
  });
});

describe('texts and values', () => {
  test.each(['José', '日本語', '🚀', '👩‍👧', 'a?b>c~d~~~ÿÿÿ', ''])('%s comes through', (name) => {
    expect(claimOf(inspect(tokenOf({ name })), 'name')).toMatchObject({ value: name });
  });

  test('header and payload stand as they are written', () => {
    const inspection = inspect(tokenOf('{ "a" : 1.0,\r\n\t"b":[ ] }', '{"alg":"RS256" }'));
    expect(inspection.payloadText).toBe('{ "a" : 1.0,\r\n\t"b":[ ] }');
    expect(inspection.headerText).toBe('{"alg":"RS256" }');
  });

  test('numbers beyond 2^53 keep their digits', () => {
    const inspection = inspect(tokenOf('{"id":9007199254740993,"deep":[12345678901234567890],"small":1}'));
    expect(claimOf(inspection, 'id')?.value).toBe('9007199254740993');
    expect(claimOf(inspection, 'id')?.note).toContain('as it is written');
    expect(claimOf(inspection, 'deep')?.value).toEqual(['12345678901234567890']);
    expect(claimOf(inspection, 'small')).toEqual({ name: 'small', value: 1 });
  });

  test('a repeated claim is listed twice and told', () => {
    const inspection = inspect(tokenOf('{"sub":"ann","sub":"bob"}'));
    expect(inspection.claims?.map(({ value }) => value)).toEqual(['ann', 'bob']);
    expect(inspection.claims?.[0]?.note).toContain('repeated');
    expect(findingOf(inspection, 'token.malformed', /twice/)).toMatchObject({ level: 'notice' });
    expect(inspection.kind).toBe('jws');
  });

  test('`__proto__` and its like are claims without effect', () => {
    const inspection = inspect(tokenOf('{"__proto__":{"x":1},"constructor":1,"toString":2,"hasOwnProperty":3}'));
    expect(inspection.claims?.map(({ name }) => name)).toEqual([
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
    ]);
    expect(inspection.claims?.every((claim) => claim.meaning === undefined)).toBe(true);
    expect('x' in {}).toBe(false);
  });

  test.each([
    ['\u202egro.live', '\\u202egro.live'],
    ['a\u0000b', 'a\\u0000b'],
    ['line\nbreak', 'line\\u000abreak'],
    ['zero\u200bwidth\u200d', 'zero\\u200bwidth\\u200d'],
    ['tag\u{e0041}', 'tag\\udb40\\udc41'],
    ['lone\ud800', 'lone\\ud800'],
  ])('invisible characters are shown: %j', (value, shown) => {
    const inspection = inspect(tokenOf({ sub: value, [`k${value}`]: { [value]: [value] } }));
    expect(claimOf(inspection, 'sub')?.value).toBe(shown);
    expect(claimOf(inspection, 'sub')?.note).toContain('invisible');
    expect(claimOf(inspection, `k${shown}`)?.value).toEqual({ [shown]: [shown] });
    expect(inspection.payloadText).not.toContain('\u202e');
  });

  test('unknown claims are shown without a meaning', () => {
    expect(claimOf(inspect(tokenOf({ acme_site: 7 })), 'acme_site')).toEqual({ name: 'acme_site', value: 7 });
  });

  test('thousands of claims are cut, and that is told', () => {
    const many = Object.fromEntries([...Array(3000).keys()].map((index) => [`c${index}`, index]));
    const inspection = inspect(tokenOf(many));
    expect(inspection.claims).toHaveLength(2000);
    expect(titles(inspection)).toContain('Only the first 2000 claims are listed');
  });
});

describe('times', () => {
  const verdict = (claims: object, cause: string) => findingOf(inspect(tokenOf({ ...valid, ...claims })), cause);

  test('expired', () => {
    const inspection = inspect(tokenOf({ ...valid, exp: NOW_SECONDS - 7200, iat: NOW_SECONDS - 10800 }));
    expect(inspection.verdicts[0]).toMatchObject({ cause: 'token.expired', level: 'bad', title: 'Expired 2 h ago' });
    expect(inspection.times?.remainingSeconds).toBe(-7200);
    expect(findingOf(inspection, 'none', /^Valid/)).toBeUndefined();
  });

  test('at the second of exp the token is expired, one before it is not', () => {
    expect(verdict({ exp: NOW_SECONDS }, 'token.expired')).toBeDefined();
    expect(verdict({ exp: NOW_SECONDS + 1 }, 'token.expired')).toBeUndefined();
  });

  test('not yet valid', () => {
    expect(verdict({ nbf: NOW_SECONDS + 120 }, 'token.not-yet-valid')).toMatchObject({ level: 'bad' });
    expect(verdict({ nbf: NOW_SECONDS }, 'token.not-yet-valid')).toBeUndefined();
  });

  test('issued in the future', () => {
    expect(verdict({ iat: NOW_SECONDS + 400 }, 'clock.skew')).toMatchObject({
      level: 'notice',
      title: 'Issued 6 min in the future',
    });
    expect(verdict({ iat: NOW_SECONDS + 2 }, 'clock.skew')).toBeUndefined();
  });

  test.each([
    ['milliseconds', (NOW_SECONDS + 60) * 1000],
    ['quoted seconds', String(NOW_SECONDS + 60)],
    ['quoted milliseconds', String((NOW_SECONDS + 60) * 1000)],
    ['a date as text', '2026-11-22T11:01:00Z'],
  ])('a time in %s is read all the same, and told', (spelling, exp) => {
    const inspection = inspect(tokenOf({ ...valid, exp }));
    expect(inspection.times?.expiresAt).toBe(NOW + 60_000);
    expect(findingOf(inspection, 'token.malformed')).toMatchObject({
      title: `\`exp\` is written in ${spelling}`,
      level: 'bad',
    });
    expect(claimOf(inspection, 'exp')?.note).toContain('in 1 min');
  });

  test.each([[true], ['soon'], [{}], ['99999999999999999999999'], [1e300]])('%j is no time', (exp) => {
    const inspection = inspect(tokenOf({ ...valid, exp }));
    expect(inspection.times?.expiresAt).toBeUndefined();
    expect(findingOf(inspection, 'token.malformed', /not a time/)).toBeDefined();
  });

  test('a long life and a missing end are told', () => {
    expect(titles(inspect(tokenOf({ ...valid, exp: NOW_SECONDS + 365 * 86_400 })))).toContain(
      'Unusually long life: 365 days',
    );
    expect(titles(inspect(tokenOf({ sub: 'ann' })))).toContain('Names no expiry');
    expect(titles(inspect(tokenOf({ ...valid, iat: NOW_SECONDS, exp: NOW_SECONDS - 1 })))).toContain(
      'Ends before it begins',
    );
  });
});

describe('kinds', () => {
  test.each([
    [{ tok_type: 'IT' }, {}],
    [{ at_hash: 'x' }, {}],
    [{ nonce: 'x' }, {}],
    [{ typ: 'Refresh' }, {}],
    [{}, { typ: 'dpop+jwt' }],
    [{}, { typ: 'application/logout+jwt' }],
    [{ iss: 'client', sub: 'client', aud: 'https://identity.oraclecloud.com/' }, {}],
  ])('%j with header %j is not an access token', (claims, header) => {
    const inspection = inspect(tokenOf({ ...valid, ...claims }, { alg: 'RS256', ...header }));
    expect(findingOf(inspection, 'input.wrong-token-kind')).toMatchObject({ level: 'notice' });
  });

  test.each([
    [{ tok_type: 'AT', nonce: 'x' }, {}],
    [{ nonce: 'x', scope: 'a' }, {}],
    [{ at_hash: 'x' }, { typ: 'at+jwt' }],
  ])('%j with header %j may be an access token', (claims, header) => {
    const inspection = inspect(tokenOf({ ...valid, ...claims }, { alg: 'RS256', ...header }));
    expect(findingOf(inspection, 'input.wrong-token-kind')).toBeUndefined();
  });

  test('an assertion for an identity domain must name its key rightly', () => {
    const assertion = { iss: 'c', sub: 'c', aud: 'https://identity.oraclecloud.com/', exp: NOW_SECONDS + 60 };
    const titleFor = (header: object) =>
      findingOf(inspect(tokenOf(assertion, header)), 'client.assertion-invalid')?.title;
    expect(titleFor({ alg: 'RS256' })).toBe('Names no key');
    expect(titleFor({ alg: 'RS256', x5t: 'ab'.repeat(32) })).toBe('The thumbprint is written in hex');
    expect(titleFor({ alg: 'RS256', x5t: base64url(new Uint8Array(20)) })).toBeUndefined();
  });

  test('a token bound to a key, a long one, and one that brings its key are told', () => {
    const bound = inspect(tokenOf({ ...valid, cnf: { jkt: 'x' } }));
    expect(titles(bound)).toContain('Bound to a key: no use as a plain bearer token');
    expect(claimOf(bound, 'cnf')?.note).toContain('DPoP');
    const long = inspect(tokenOf({ ...valid, groups: Array(700).fill('a-group-name') }));
    expect(findingOf(long, 'token.too-large')?.title).toMatch(/^Long for a header: \d+ characters$/);
    expect(findingOf(inspect(tokenOf(valid)), 'token.too-large')).toBeUndefined();
    const jku = inspect(tokenOf(valid, { alg: 'RS256', jku: 'https://evil.example', crit: ['x'] }));
    expect(titles(jku)).toEqual(expect.arrayContaining(['Brings its own key (jku)', 'Demands extensions (crit)']));
  });

  test.each([
    ['RSA-OAEP-256', 'private key'],
    ['dir', 'secret key'],
  ])('an encrypted token shows its header and who can read it: %s', (alg, who) => {
    const header = base64url(JSON.stringify({ alg, enc: 'A256GCM', cty: 'JWT' }));
    const parts = alg === 'dir' ? [header, '', 'aaaa', 'aaaa', 'aaaa'] : [header, 'aaaa', 'aaaa', 'aaaa', 'aaaa'];
    const inspection = inspect(parts.join('.'));
    expect(inspection.kind).toBe('jwe');
    expect(inspection.header?.map(({ name }) => name)).toEqual(['alg', 'enc', 'cty']);
    expect(inspection.claims).toBeUndefined();
    expect(findingOf(inspection, 'none', /^Encrypted/)?.explanation).toContain(who);
  });
});

describe('signatures', () => {
  test.each([
    [{ alg: 'none' }, ''],
    [{ alg: 'None' }, ''],
    [{ alg: 'RS256' }, ''],
    [{ alg: 'none' }, 'abcd'],
  ])('%j with signature "%s" is not signed', (header, signature) => {
    const inspection = inspect(tokenOf(valid, header, Buffer.from(signature)));
    expect(inspection.kind).toBe('jws');
    expect(inspection.verdicts[0]).toMatchObject({ cause: 'token.signature', level: 'bad' });
    expect(inspection.signatureBytes).toBe(signature.length);
  });

  test.each([
    ['RS256', 255],
    ['HS256', 31],
    ['ES256', 63],
    ['EdDSA', 65],
  ])('%s does not make %d bytes', (alg, bytes) => {
    const inspection = inspect(tokenOf(valid, { alg }, new Uint8Array(bytes)));
    expect(inspection.kind).toBe('malformed');
    expect(titles(inspection)).toContain('The signature has the wrong length');
  });
});

test('more than 1 MiB is refused', () => {
  expect(() => inspect('a'.repeat(1_048_577))).toThrow(Failure);
  expect(inspect('a'.repeat(1_048_576)).kind).toBe('opaque');
});

test('no verdict quotes the whole token', () => {
  const token = tokenOf({ ...valid, exp: 'soon' });
  for (const finding of inspect(`"Bearer ${token}" `).verdicts)
    expect(JSON.stringify(finding)).not.toContain(token.slice(40));
});
