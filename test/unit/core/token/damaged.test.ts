import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectToken } from '../../../../main/core/token/inspectToken.ts';
import { anyText } from '../../../support/anyText.ts';
import { base64url, tokenOf } from '../../../support/tokenText.ts';
import { NOW, NOW_SECONDS, findingOf, titles } from './support.ts';

const inspect = (text: string) => inspectToken(text, { now: NOW });
const payload = { iss: 'https://issuer.example', sub: 'ann', iat: NOW_SECONDS - 60, exp: NOW_SECONDS + 2520 };
const token = tokenOf(payload);
const [header = '', body = '', signature = ''] = token.split('.');
const opaque = 'ZGVmYXVsdA0x9ffeQ-abcdefgh';

describe('what came along is left out, and told', () => {
  test.each([
    [`Bearer ${token}`, /`Bearer`/],
    [`authorization: bearer   ${token}`, /`authorization: bearer`/],
    [`DPoP ${token}`, /DPoP/],
    [`"${token}"`, /quotes/],
    [`\u201c${token}\u201d`, /quotes/],
    [`'Authorization: Bearer ${token}'`, /quotes/],
    [`\\"${token}\\",`, /quotes/],
    [`{"access_token":"${token}","token_type":"Bearer","expires_in":3600}`, /`access_token`/],
    [`{"id_token":"${token}"}`, /`id_token`/],
    [` \n"access_token": "${token}",\n`, /./],
    [`https://app.example/cb#access_token=${token}&token_type=Bearer`, /address/],
    [`#id_token=${token}`, /address/],
    [`grant_type=x&assertion=${token}`, /address/],
    [`${token}~WyJhIl0~`, /disclosure/],
    [`${token}\n${token}`, /first of 2/],
  ])('%#: %.24s…', (text, title) => {
    const inspection = inspect(text);
    expect(inspection.token).toBe(token);
    expect(inspection.kind).toBe('jws');
    expect(titles(inspection).some((line) => title.test(line))).toBe(true);
  });

  test('line breaks inside damage the secret', () => {
    const wrapped = token.replace(/(.{76})/g, '$1\r\n');
    const inspection = inspect(wrapped);
    expect(inspection.token).toBe(token);
    expect(findingOf(inspection, 'input.secret-damaged')).toMatchObject({
      level: 'notice',
      title: 'Left out line breaks inside the token',
    });
  });

  test('white space around it is told more calmly', () => {
    expect(findingOf(inspect(` ${token}\n`), 'input.secret-damaged')?.confidence).toBeLessThan(0.6);
    expect(findingOf(inspect(token), 'input.secret-damaged')).toBeUndefined();
  });

  test('a reply names what else it holds', () => {
    const inspection = inspect(JSON.stringify({ refresh_token: 'r', access_token: token, id_token: 'i' }));
    expect(findingOf(inspection, 'token.malformed', /token reply/)?.explanation).toContain('id_token, refresh_token');
  });
});

describe('what is wrong is named', () => {
  const encoded = (text: string) => [header, base64url(text), signature].join('.');
  test.each([
    ['one part', header, 'Only the first part of a token'],
    ['the payload alone', body, 'Only the second part of a token'],
    ['two parts', `${header}.${body}`, 'The signature is missing'],
    ['four parts', `${token}.abcd`, 'Wrong number of parts'],
    ['five parts', `${token}.abcd.abcd`, 'Five parts, but not encrypted'],
    ['dots for the middle', `${header}...${signature}`, 'Shortened: the middle is missing'],
    [
      'a foreign character',
      `${header}.${body.slice(0, 9)}!${body.slice(10)}.${signature}`,
      'The payload has a character that no token has',
    ],
    ['padding', `${header}.${body}==.${signature}`, 'The payload is plain base64'],
    ['a payload cut short', encoded('{"sub":"ann","exp":17'), 'The payload is cut off'],
    ['an odd length', `${header}.${base64url('{"a":123}')}A.${signature}`, 'The payload is cut off'],
    ['no JSON', encoded('sub=ann'), 'The payload is not JSON'],
    ['a list', encoded('[1]'), 'The payload is not an object'],
    ['an empty payload', `${header}..${signature}`, 'The payload is empty'],
    [
      'invalid UTF-8',
      `${header}.${base64url(Buffer.from('7b2261223a22ff227d', 'hex'))}.${signature}`,
      'The payload is not UTF-8',
    ],
    ['the beginning cut', token.slice(7), 'The header is not JSON'],
    ['no alg', tokenOf(payload, {}), 'The header names no algorithm'],
    ['a signature cut short', token.slice(0, -20), 'The signature has the wrong length'],
  ])('%s', (_what, text, title) => {
    const inspection = inspect(text);
    expect(inspection.kind).toBe('malformed');
    expect(titles(inspection)).toContain(title);
    expect(findingOf(inspection, 'token.malformed')?.level).toBe('bad');
    expect(findingOf(inspection, 'none', /^Valid/)).toBeUndefined();
  });

  test('the place is named', () => {
    const bad = inspect(`${header}.${body.slice(0, 9)}*${body.slice(10)}.${signature}`);
    expect(findingOf(bad, 'token.malformed')?.explanation).toContain('Character 10 of the payload is *');
    const utf8 = inspect(`${header}.${base64url(Buffer.from('7b2261223a22ff227d', 'hex'))}.${signature}`);
    expect(findingOf(utf8, 'token.malformed')?.explanation).toContain('Byte 7');
    expect(utf8.payloadText).toBe('{"a":"\ufffd"}');
  });

  test('padded and plain base64 are read all the same', () => {
    const plain = Buffer.from(JSON.stringify({ name: '~~~???ÿÿÿ' })).toString('base64');
    const inspection = inspect(`${header}.${plain}.${signature}`);
    expect(plain).toMatch(/[+/]/);
    expect(inspection.claims).toMatchObject([{ name: 'name', value: '~~~???ÿÿÿ' }]);
  });

  test('a byte order mark is told', () => {
    const inspection = inspect(encoded('\ufeff{"sub":"ann"}'));
    expect(titles(inspection)).toContain('The payload begins with a byte order mark');
    expect(inspection.claims).toMatchObject([{ value: 'ann' }]);
  });
});

describe('what is no JWT', () => {
  const id = '0123456789abcdef0123456789abcdef';
  const oracle = (...prefix: number[]) =>
    Buffer.concat([Buffer.from(prefix), Buffer.from(id), Buffer.alloc(80, 9)]).toString('base64');
  test.each([
    [oracle(1, 0, 32), /refresh token or an authorization code/, 'input.wrong-token-kind'],
    [oracle(2, 0, 32), /refresh token or an authorization code/, 'input.wrong-token-kind'],
    [`AQIDBA${'Vc1'.repeat(20)}`, /refresh token or an authorization code/, 'input.wrong-token-kind'],
    [Buffer.from('<saml2:Assertion ID="1"/>').toString('base64'), /SAML assertion in base64/, 'input.wrong-token-kind'],
    [base64url('<?xml version="1.0"?><Response xmlns="x">'), /SAML assertion in base64/, 'input.wrong-token-kind'],
    ['<saml:Assertion xmlns:saml="x">\n</saml:Assertion>', /SAML assertion$/, 'input.wrong-token-kind'],
    ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', /private key in PEM/, 'input.wrong-token-kind'],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', /certificate in PEM/, 'input.wrong-token-kind'],
    ['Basic Y2xpZW50OnNlY3JldA==', /Basic credentials/, 'input.wrong-token-kind'],
    ['Authorization: Basic Y2xpZW50OnNlY3JldA==', /Basic credentials/, 'input.wrong-token-kind'],
    [opaque, /reference token/, 'none'],
    ['b1946ac92492d2347c6235b4d2611184', /32 hex digits/, 'none'],
    ['123e4567-e89b-12d3-a456-426614174000', /GUID/, 'none'],
  ])('%.30s looks like %s', (text, looksLike, cause) => {
    const inspection = inspect(text);
    expect(inspection.kind).toBe('opaque');
    expect(inspection.looksLike).toMatch(looksLike);
    expect(inspection.verdicts[0]?.cause).toBe(cause);
  });

  test.each([
    ['eyJ4NXQjG...dfsdfsFgets2ed'],
    ['AbCdEf…xyz123'],
    ['token-***-masked'],
    ['{"error":"invalid_client"}'],
    [''],
  ])('%s is malformed', (text) => {
    const { kind, verdicts } = inspect(text);
    expect(kind).toBe('malformed');
    expect(verdicts[0]).toMatchObject({ cause: 'token.malformed', level: 'bad' });
  });

  test('credentials are not repeated in a verdict', () => {
    expect(JSON.stringify(inspect('Basic Y2xpZW50OnNlY3JldA==').verdicts)).not.toContain('Y2xpZW50');
  });
});

describe('hostile texts', () => {
  const shown = (value: unknown): unknown => {
    if (
      typeof value === 'number' &&
      Number.isInteger(value) &&
      !Number.isSafeInteger(value) &&
      !String(value).includes('e')
    ) {
      return String(value);
    }
    if (Array.isArray(value)) return value.map(shown);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shown(member)]));
  };
  const word = fc.string({
    unit: fc.constantFrom('a', 'Z', '0', ' ', '_', '-', '~', '?', '>', '"', '\\', '/', 'é', 'ß', '日', '🚀'),
  });

  test('every JSON object comes through', () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        word,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer(),
        fc.bigInt({ min: 2n ** 60n, max: 2n ** 70n }).map(Number),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.oneof(word, fc.constant('__proto__')), tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(word, json), (claims) => {
        const text = JSON.stringify(claims);
        const inspection = inspect(tokenOf(text));
        expect(inspection.payloadText).toBe(text);
        const expected: unknown = JSON.parse(text);
        expect(inspection.claims?.map(({ name, value }) => [name, value])).toEqual(
          Object.entries(shown(expected) ?? {}),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('no text and no bytes make it throw', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const part = fc.oneof(
      anyText(),
      bytes.map(base64url),
      fc.json().map(base64url),
      fc.constantFrom(header, body, signature, '', '{', '"', 'Bearer '),
    );
    const text = fc.oneof(
      anyText(),
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
      bytes.map((content) => Buffer.from(content).toString('latin1')),
    );
    fc.assert(
      fc.property(text, (content) => {
        const inspection = inspect(content);
        expect(inspection.verdicts.length).toBeGreaterThan(0);
        expect(inspection.verdicts.every(({ confidence }) => confidence > 0 && confidence <= 1)).toBe(true);
        structuredClone(inspection);
      }),
      { numRuns: 1500 },
    );
  });

  test('every single change of a token shows', () => {
    const original = inspect(token);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom('', 'A', '.', '=', '!', ' ', '\u202e', 'zz'), (at, put) => {
        const changed = token.slice(0, at) + put + token.slice(at + 1);
        fc.pre(changed !== token);
        const inspection = inspect(changed);
        expect({ ...inspection, verdicts: [] }).not.toEqual({ ...original, verdicts: [] });
      }),
      { numRuns: 800 },
    );
  });

  test.each([
    ['spaces', `a${' '.repeat(1_000_000)}b`],
    ['quotes', `a${'"'.repeat(1_000_000)}b`],
    ['padding', `${header}.${'='.repeat(900_000)}a.${signature}`],
    ['angle brackets', '<'.repeat(1_000_000)],
    ['names', tokenOf(`{${Array.from({ length: 70_000 }, (_, index) => `"${index}":1`).join(',')}}`)],
    ['dots', '.'.repeat(1_000_000)],
    ['zeros', tokenOf(`{"a":1.${'0'.repeat(700_000)}1}`)],
    ['backslashes', `"${'\\'.repeat(1_000_000)}`],
    ['brackets', tokenOf(`{"a":${'['.repeat(700_000)}`)],
    ['slashes in a quoted text', tokenOf(`{"a":"${'\\\\'.repeat(300_000)}"}`)],
  ])('a million %s have an answer', (_what, text) => {
    expect(inspect(text).verdicts.length).toBeGreaterThan(0);
  });
});
