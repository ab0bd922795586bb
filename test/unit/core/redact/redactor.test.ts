import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLiveSecrets } from '../../../../main/core/redact/liveSecrets.ts';
import { createRedactor } from '../../../../main/core/redact/redactor.ts';
import { withoutSecrets } from '../../../../main/core/redact/echoes.ts';
import { recordExchange } from '../../../../main/network/recordExchange.ts';
import { Failure } from '../../../../main/core/failure.ts';
import { formsOf } from '../../../support/canary.ts';

/** As people and servers make them; shorter ones are found by their name alone. */
const secrets = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 8, maxLength: 60 }),
    fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 60 }),
    fc.base64String({ minLength: 8, maxLength: 60 }),
  )
  .filter((secret) => secret.trim().length >= 8 && new Set(secret).size >= 4);

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** How a value gets into a text, by the encoders of others. */
const ENCODERS: Record<string, (secret: string) => string> = {
  raw: (secret) => secret,
  percent: (secret) => encodeURIComponent(secret),
  form: (secret) => new URLSearchParams([['', secret]]).toString().slice(1),
  json: (secret) => JSON.stringify(secret).slice(1, -1),
  'json with slashes': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  html: (secret) =>
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  base64: (secret) => base64(secret),
  base64url: (secret) => Buffer.from(secret, 'utf8').toString('base64url'),
  'base64 after an id': (secret) => base64(`client-id:${secret}`),
  'base64 between': (secret) => base64(`ab${secret}yz`),
  'percent twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'percent three times': (secret) => encodeURIComponent(encodeURIComponent(encodeURIComponent(secret))),
  'every byte in percent': (secret) => Buffer.from(secret).toString('hex').replace(/../g, '%$&'),
  'percent in both cases': (secret) =>
    encodeURIComponent(secret).replace(/%../g, (escape, at: number) => (at % 2 ? escape : escape.toLowerCase())),
  'json in json': (secret) => JSON.stringify(JSON.stringify(secret)).slice(3, -3),
  'every unit of utf-16 escaped': (secret) =>
    secret.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'html by number': (secret) => secret.replace(/[^a-z0-9 ]/giu, (char) => `&#${char.codePointAt(0)};`),
  'html by hexadecimal number': (secret) =>
    secret.replace(/[^a-z0-9 ]/giu, (char) => `&#x${char.codePointAt(0)?.toString(16).toUpperCase()};`),
  xml: (secret) =>
    secret.replace(/[&<>"']/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? '&apos;'),
  'html in json': (secret) => JSON.stringify(secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;')).slice(1, -1),
  'base64 in percent': (secret) => encodeURIComponent(base64(secret)),
  'json in base64': (secret) => base64(JSON.stringify({ note: secret })),
  hexadecimal: (secret) => Buffer.from(secret).toString('hex'),
  'hexadecimal in capitals': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  decomposed: (secret) => secret.normalize('NFD'),
  'form in base64': (secret) => base64(`id:${new URLSearchParams([['', secret]]).toString().slice(1)}`),
};

const inLines = (encoded: string, lineBreak: string): string => encoded.replace(/.{76}(?=.)/g, `$&${lineBreak}`);
const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

/** Base64 as mail writes it (RFC 2045 §6.8), and base64 that was encoded once more. */
const WRAPPINGS: Record<string, (text: string) => string> = {
  'base64 in lines': (text) => inLines(base64(text), '\n'),
  'base64 in lines of mail': (text) => inLines(base64(text), '\r\n'),
  'base64url in lines': (text) => inLines(base64url(text), '\r\n'),
  'base64 in indented lines': (text) => inLines(base64(text), '\n    '),
  'base64 of base64': (text) => base64(base64(text)),
  'base64 of base64 after an id': (text) => base64(`id:${base64(text)}`),
  'base64 after other letters': (text) => `key/${base64(base64url(text))}`,
  'base64url of base64url': (text) => base64url(`x${base64url(text)}`),
  'base64 of base64 in lines': (text) => inLines(base64(inLines(base64(text), '\r\n')), '\r\n'),
};

/** Where it stands: neither a name nor a pattern gives it away. */
const PLACES: ((text: string) => string)[] = [
  (text) => text,
  (text) => `the server said ${text} and no more`,
  (text) => `{"note":"${text}"}`,
  (text) => `a=1&x=${text}&b=2`,
  (text) => `<p>${text}</p>`,
];

/** The forms of the secret that stand in the outputs. */
function found(outputs: readonly string[], secret: string, encoded: string): string[] {
  const forms = [...formsOf(secret).filter((form) => form.length >= 8), encoded];
  return outputs.flatMap((output) => forms.filter((form) => output.includes(form)));
}

describe('a known secret', () => {
  it.each(Object.entries(ENCODERS))('in the form %s is in no output', (_name, encode) => {
    fc.assert(
      fc.property(secrets, fc.constantFrom(...PLACES), (secret, place) => {
        const encoded = encode(secret);
        const text = place(encoded);
        const redactor = createRedactor(['another secret', secret]);
        const outputs = [
          redactor.text(text),
          redactor.url(`https://a.example/x?q=${text}`),
          ...['application/json', 'application/x-www-form-urlencoded', 'text/html', 'text/plain'].map((type) =>
            redactor.body(text, type),
          ),
          ...redactor.headers([['x-note', text]]).flat(),
          JSON.stringify(redactor.json({ note: text, list: [text] })),
          withoutSecrets(text, [secret]),
        ];
        expect(found(outputs, secret, encoded)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it.each(Object.entries(WRAPPINGS))(
    'inside a longer text that was encoded as %s leaves no line of it',
    (_name, wrap) => {
      const surroundings = fc.string({ unit: 'binary-ascii', maxLength: 200 });
      fc.assert(
        fc.property(surroundings, secrets, surroundings, fc.constantFrom(...PLACES), (before, secret, after, place) => {
          const encoded = wrap(`${before}${secret}${after}`);
          const lines = encoded.split(/\r?\n/).filter((line) => line.length >= 4);
          const redactor = createRedactor([secret]);
          const texts = [place(encoded), place(JSON.stringify(encoded).slice(1, -1)), encodeURIComponent(encoded)];
          const outputs = texts.map((text) => redactor.text(text));
          expect(lines.filter((line) => outputs.some((output) => output.includes(line)))).toEqual([]);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('is in no recorded exchange, nor in the failure that it ended with', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const quoted = encodeURIComponent(secret);
        const exchange = recordExchange(
          {
            id: 'x',
            startedAt: 0,
            request: {
              purpose: 'api',
              method: 'POST',
              url: `https://a.example/${quoted}?x=${quoted}`,
              headers: [],
              body: `x=${quoted}`,
              route: { proxy: { mode: 'none' } },
              maxBodyBytes: 1,
              totalTimeoutMs: 1,
              secrets: [],
            },
            sentHeaders: [['x-a', Buffer.from(secret).toString('base64')]],
            timings: { dns: 0, connect: 0, tls: 0, firstByte: 0, download: 0, total: 0 },
            response: {
              status: 400,
              statusText: 'Bad',
              httpVersion: '1.1',
              headers: [['x-b', quoted]],
              body: Buffer.from(JSON.stringify({ echo: secret })),
              truncated: false,
            },
            failure: new Failure('protocol.not-json', `Unexpected ${secret}`, { details: { said: secret } }),
          },
          [secret],
          65_536,
        );
        expect(found([JSON.stringify(exchange)], secret, quoted)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the secrets in use', () => {
  it('are taken out of what is logged until the vault locks, the newest ones when there are many', () => {
    const live = createLiveSecrets();
    live.remember(['first-secret', 'abc']);
    expect(live.redact('a first-secret here')).not.toContain('first-secret');
    live.remember(Array.from({ length: 2_000 }, (_, index) => `secret-number-${index}`));
    expect(live.redact('secret-number-1999')).not.toContain('1999');
    expect(live.redact('a first-secret here')).toContain('first-secret');
    live.forget();
    expect(live.redact('secret-number-1999')).toContain('secret-number-1999');
    expect(live.redact('client_secret=hunter2')).not.toContain('hunter2');
  });
});

describe('what nobody told of', () => {
  it.each([
    ['Authorization: Bearer abc123.def456-ghi', 'abc123.def456-ghi'],
    ['client_secret=hunter2hunter2', 'hunter2hunter2'],
    ['{"password": "p4ssw0rd"}', 'p4ssw0rd'],
    [`eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln`, 'eyJzdWIiOiJ4In0'],
    ['-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----', 'MIIB'],
  ])('is taken out of %j by its name or its look', (text, secret) => {
    expect(createRedactor([]).text(text)).not.toContain(secret);
  });

  it('of an object is masked under its name alone', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.constantFrom('client_secret', 'accessToken', 'x-api-key', 'device_code'),
        (value, name) => {
          const output = JSON.stringify(createRedactor([]).json({ [name]: value, deep: [{ [name]: value }] }));
          expect(output).not.toContain(value);
        },
      ),
    );
  });
});
