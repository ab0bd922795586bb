import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseHtml } from '../../../../main/core/caseFile/caseHtml.ts';
import { localTime } from '../../../../main/core/caseFile/caseWords.ts';
import { requireNoSecret } from '../../../../main/core/caseFile/leaks.ts';
import { checkedUp, createCaseBench, finding, jwtOf, recorded } from '../../../support/caseBench.ts';
import { readAsStranger } from '../../../support/caseFiles.ts';
import { taggedMasks } from '../../../../main/core/redact/treatment.ts';
import { createSecretTags } from '../../../../main/network/secretTags.ts';
import { formsOf } from '../../../support/canary.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** As people and servers make them, with something that occurs nowhere by chance. */
const secrets = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 6, maxLength: 40 }),
    fc.string({ unit: 'grapheme-ascii', minLength: 6, maxLength: 40 }),
    fc.base64String({ minLength: 8, maxLength: 40 }),
  )
  .map((text) => `Zq${text}7Xv`)
  .filter((text) => !text.includes('⟦') && !text.includes('⟧'));

const ENCODERS: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  encodeURIComponent,
  (secret) => new URLSearchParams([['', secret]]).toString().slice(1),
  (secret) => JSON.stringify(secret).slice(1, -1),
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => Buffer.from(`client:${secret}`).toString('base64url'),
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
];

const standsIn = (text: string, secret: string): string[] =>
  formsOf(secret).filter((form) => form.length >= 8 && text.includes(form));

describe('a case file', () => {
  it(
    'holds no secret of the vault or of the session, wherever and in whatever form it was planted',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          secrets,
          secrets,
          fc.constantFrom(...ENCODERS),
          fc.nat({ max: 9 }),
          async (stored, live, encode, place) => {
            const planted = (at: number): string =>
              at === place || place === 9 ? `${encode(stored)} ${encode(live)}` : 'x';
            const { make } = await createCaseBench({
              connection: { clientAuth: { method: 'client_secret_post', secret: stored } },
              live: [live],
              accessToken: jwtOf({ note: planted(0), deep: { [planted(0)]: [planted(0)] } }),
              exchanges: [
                recorded({
                  request: {
                    method: 'POST',
                    url: `https://a.example.com/${encodeURIComponent(planted(1))}`,
                    headers: [['x-note', planted(2)]],
                    body: { text: planted(3), bytes: 1, truncated: false, contentType: 'text/plain' },
                  },
                  response: {
                    status: 400,
                    statusText: planted(4),
                    httpVersion: '1.1',
                    headers: [],
                    body: {
                      text: JSON.stringify({ said: planted(5) }),
                      bytes: 1,
                      truncated: false,
                      contentType: 'application/json',
                    },
                  },
                }),
              ],
            });
            const { html, document } = await make({
              note: planted(6),
              findings: [finding({ title: planted(7), evidence: [{ where: planted(7), quote: planted(7) }] })],
              exchangeIds: ['e1'],
              connectionId: 'c',
              tokenId: 't',
              pasted: planted(8),
            });
            for (const secret of [stored, live]) {
              expect(standsIn(html, secret)).toEqual([]);
              expect(standsIn(JSON.stringify(document), secret)).toEqual([]);
            }
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it('gives the same value the same label, in every place and form, and another value another one', async () => {
    const { make } = await createCaseBench({
      exchanges: [
        recorded({
          request: {
            method: 'POST',
            url: 'https://a.example.com/x?client_secret=s%C3%A9cret-one%26',
            headers: [['x-api-key', 'another-key-2']],
            body: {
              text: '{"password":"sécret-one&","other":"the-stored-secret"}',
              bytes: 1,
              truncated: false,
              contentType: 'application/json',
            },
          },
        }),
      ],
    });
    const { document } = await make({
      note: 'I typed sécret-one& and then another-key-2; the-stored-secret is in the vault.',
      exchangeIds: ['e1'],
    });
    const label = document.note?.match(/⟦[^⟧]+⟧/g) ?? [];
    expect(label).toHaveLength(3);
    expect(new Set(label).size).toBe(3);
    const [exchange] = document.exchanges;
    expect(exchange?.request.url).toBe(`https://a.example.com/x?client_secret=${label[0]}`);
    expect(exchange?.request.body?.text).toBe(`{"password":"${label[0]}","other":"${label[2]}"}`);
    expect(exchange?.request.headers).toEqual([['x-api-key', label[1]]]);
    expect(label[2]).toBe('⟦client_secret 1⟧');
    expect(document.replaced).toContainEqual({ label: label[0], kind: 'secret', count: 3 });
  });

  it('knows a recorded value again by its tag: as one of the vault, of the note, or of another request', async () => {
    const { make, calls, tags } = await createCaseBench();
    const recorder = taggedMasks(tags);
    const body = (text: string) => ({ text, bytes: 1, truncated: false, contentType: 'text/plain' });
    const text = [
      `basic=${recorder.named('credentials', recorder.known('the-stored-secret', 40))}`,
      `typed=${recorder.named('password', 'typed-in-the-note')}`,
      `first=${recorder.named('access_token', 'nobody-knows-it')}`,
      `again=${recorder.named('token', 'nobody-knows-it')}`,
      `other=${recorder.named('token', 'nor-this')}`,
      `earlier=${taggedMasks(createSecretTags()).named('token', 'nobody-knows-it')}`,
    ].join(' ');
    calls.add(recorded({ request: { method: 'POST', url: 'https://a.example.com', headers: [], body: body(text) } }));
    const { document } = await make({ exchangeIds: ['e1'], note: 'the-stored-secret, password=typed-in-the-note' });
    const [said = ''] = document.exchanges.map(({ request }) => request.body?.text);
    expect(said).toMatch(
      /^basic=⟦client_secret 1⟧ typed=⟦password 1⟧ first=⟦access_token 1⟧ again=⟦access_token 1⟧ other=⟦token 1⟧ earlier=⟦token 15 characters #\w{8}⟧$/,
    );
    expect(document.note).toBe('⟦client_secret 1⟧, password=⟦password 1⟧');
    expect(document.replaced.map(({ kind, count }) => [kind, count])).toContainEqual(['recorded', 1]);
  });

  it('tells what was masked when it was recorded from what it replaced itself', async () => {
    const body = { text: 'a=⟦secret 12 characters⟧', bytes: 1, truncated: false, contentType: 'text/plain' };
    const { make } = await createCaseBench({
      exchanges: [recorded({ request: { method: 'POST', url: 'https://a.example.com', headers: [], body } })],
    });
    const { document } = await make({ exchangeIds: ['e1'] });
    expect(document.replaced).toEqual([{ label: '⟦secret 12 characters⟧', kind: 'recorded', count: 1 }]);
  });

  it('replaces persons, unless they are kept, and no client that stands for itself', async () => {
    const claims = { sub: 'jdoe42', name: 'Jane Doe', email: 'jane.doe@example.com', aud: 'urn:x', exp: 1_800_000_000 };
    const { make } = await createCaseBench({ accessToken: jwtOf(claims) });
    const question = { tokenId: 't', note: 'Jane Doe (jdoe42) or jane.doe%40example.com or bob@example.org' };
    const { document } = await make(question);
    expect(document.note).toBe('⟦name 1⟧ (⟦user 1⟧) or ⟦e-mail 1⟧ or ⟦e-mail 2⟧');
    expect(document.token?.claims.map(({ name, value }) => [name, value])).toEqual([
      ['sub', '⟦user 1⟧'],
      ['name', '⟦name 1⟧'],
      ['email', '⟦e-mail 1⟧'],
      ['aud', 'urn:x'],
      ['exp', 1_800_000_000],
    ]);
    expect((await make({ ...question, keepPersonal: true })).document.note).toContain('jane.doe%40example.com');
    const own = await createCaseBench({ accessToken: jwtOf({ sub: 'client-of-meters' }) });
    expect((await own.make({ tokenId: 't' })).document.token?.claims[0]?.value).toBe('client-of-meters');
  });

  it('has the steps of a check-up with what they saw, and its requests among those of the case', async () => {
    const { make } = await createCaseBench({ exchanges: [recorded()] });
    const checkUp = checkedUp([], [recorded({ id: 'probe', purpose: 'token' })]);
    const { document, html } = await make({ checkUp: { ...checkUp }, exchangeIds: ['e1'] });
    expect(document.checkUp?.steps.map(({ id, verdict, exchangeIds }) => [id, verdict, exchangeIds])).toEqual([
      ['network', 'good', []],
      ['token', 'bad', ['probe']],
      ['api', 'skipped', []],
    ]);
    expect(document.exchanges.map(({ id }) => id)).toEqual(['e1', 'probe']);
    expect(document.title).toBe('The server refused the token with 401 invalid_client');
    expect(document.summary.join(' ')).toContain('Check-up of “Meter reads”');
    expect(html).toMatch(/<h2>Check-up<\/h2>[\s\S]*Token request[\s\S]*Problem, 40 ms[\s\S]*Not checked/);
  });

  it('replaces secrets and persons in what a check-up saw as everywhere else', async () => {
    const { make } = await createCaseBench();
    const checkUp = checkedUp([
      { where: 'sub', quote: 'jdoe42' },
      { where: 'scope', quote: 'the-stored-secret and jane.doe@example.com' },
      { where: 'client_secret', quote: 'hunter2hunter2' },
      { where: 'token endpoint', quote: 'https://a.example.com/token?api_key=k3y-of-the-gateway' },
    ]);
    const { document, html } = await make({ checkUp: { ...checkUp }, note: 'jdoe42 with hunter2hunter2' });
    const seen = document.checkUp?.steps[1]?.seen.map(({ where, quote }) => `${where}: ${quote}`);
    expect(seen?.slice(1)).toEqual([
      'sub: ⟦user 1⟧',
      expect.stringMatching(/^scope: ⟦client_secret \d⟧ and ⟦e-mail 1⟧$/),
      expect.stringMatching(/^client_secret: ⟦client_secret \d⟧$/),
      'token endpoint: https://a.example.com/token?api_key=⟦api_key 1⟧',
    ]);
    expect(html).not.toMatch(/the-stored-secret|hunter2|k3y-of|jdoe42|jane\.doe/);
  });

  it('takes no check-up that is none', async () => {
    const { make } = await createCaseBench();
    const told = make({ checkUp: { ...checkedUp(), steps: 'all of them' } });
    await expect(told).rejects.toMatchObject({ code: 'input.invalid', field: 'checkUp' });
  });

  it('has the claims of a token without its signature, and without what is left out', async () => {
    const token = jwtOf({ sub: 'jdoe42', scope: 'urn:x', tenant: 'acme' });
    const { make } = await createCaseBench({ accessToken: token });
    const { html, document } = await make({ tokenId: 't', omittedClaims: ['tenant', 'nowhere'] });
    expect(document.token?.omitted).toEqual(['tenant']);
    expect(html).not.toContain('acme');
    for (const part of token.split('.')) expect(html).not.toContain(part);
  });

  it('is read by a stranger in five lines: the case, the archive and their sums', async () => {
    const { make } = await createCaseBench({ exchanges: [recorded(), recorded({ id: 'e2', clockSkewSeconds: 90 })] });
    const {
      html,
      document,
      sha256: sum,
    } = await make({
      findings: [finding()],
      exchangeIds: ['e2', 'e1', 'e1'],
      connectionId: 'c',
      note: 'It worked yesterday.',
    });
    const read = readAsStranger(html);
    expect(read.case).toEqual(structuredClone(document));
    expect(read.har).toMatchObject({ log: { version: '1.2', entries: [{ response: { status: 401 } }, {}] } });
    const [, named, json = ''] = /data-sha256="(\w+)">([\s\S]*?)<\/script>/.exec(html) ?? [];
    expect([named, sha256(json)]).toEqual([sum, sum]);
    expect(document.summary.join(' ')).toMatch(
      /answered 401 Unauthorized, error invalid_client.*very likely, 92 %.*Copy the secret again/,
    );
    expect(document).toMatchObject({ clockSkewSeconds: 90, createdAt: localTime(Date.parse(document.createdAt)) });
    expect(document.connection).toContainEqual({ name: 'Client credential', value: 'stored' });
  });

  it('keeps a pasted archive to itself, and replaces what other texts give away', async () => {
    const { make } = await createCaseBench();
    const har = JSON.stringify({
      log: {
        entries: [{ request: { method: 'GET', url: 'https://a.example.com', headers: [] }, response: { status: 401 } }],
      },
    });
    expect((await make({ pasted: har })).document.pasted).toBeUndefined();
    const { document } = await make({
      pasted: `curl -d 'client_secret=hunter2hunter2' https://a.example.com\n{"name":"Authorization","value":"abcdefgh"}\nhunter2hunter2 again`,
    });
    expect(document.pasted).not.toMatch(/hunter2|abcdefgh/);
    expect(document.pasted?.match(/⟦client_secret 1⟧|⟦secret 1⟧/g)).toHaveLength(2);
  });

  it('cannot be told to open an element, end one or hide what it says', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(
            fc.constantFrom(
              '</script>',
              '<!--',
              '-->',
              '<script>',
              '<img src=x onerror=alert(1)>',
              '\u2028',
              '\u2029',
              '\u202e',
              '"',
              "'",
              '&lt;',
              '`',
              '${x}',
              ']]>',
              '\u0000',
              'a',
            ),
            { minLength: 1, maxLength: 8 },
          )
          .map((parts) => parts.join('')),
        async (hostile) => {
          const body = { text: hostile, bytes: 1, truncated: false, contentType: hostile };
          const exchange = recorded({
            request: { method: hostile, url: hostile, headers: [[hostile, hostile]], body },
            failure: { code: 'network.dns', message: hostile },
          });
          const { make } = await createCaseBench({ exchanges: [exchange], connection: { name: `n${hostile}` } });
          const { html, document } = await make({
            note: `n${hostile}`,
            findings: [finding({ title: hostile, explanation: hostile, fix: [{ text: hostile, url: hostile }] })],
            exchangeIds: ['e1'],
            connectionId: 'c',
          });
          expect(html.match(/<script|<\/script/g)).toHaveLength(4);
          expect(html).not.toMatch(/<!--|<img|[\u2028\u2029\u202e]/);
          expect(html).not.toContain('\0');
          expect(readAsStranger(html).case).toEqual(structuredClone(document));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is refused when a secret stands in it all the same, by its kind and never by its value', async () => {
    const { make } = await createCaseBench();
    const { document } = await make({ note: 'harmless' });
    const known = [{ name: 'client_secret', value: 'sécret-in-it' }];
    for (const encode of ENCODERS) {
      const { html } = await caseHtml({ ...document, note: `x ${encode('sécret-in-it')} x` }, '{}');
      let message = '';
      try {
        requireNoSecret(html, document, known);
      } catch (error) {
        message = String(error);
      }
      expect(message).toContain('would hold a secret (client secret)');
      expect(message).not.toContain('in-it');
    }
    expect(() => requireNoSecret('', { ...document, note: 'pin 12xy' }, [{ name: 'password', value: '12xy' }])).toThrow(
      expect.objectContaining({ code: 'input.secret-found', details: { kind: 'password' } }),
    );
  });

  it.each([
    ['a request that is gone', { exchangeIds: ['gone'] }, 'input.not-found'],
    ['a connection that is gone', { connectionId: 'gone' }, 'input.not-found'],
    ['a token that is gone', { tokenId: 'gone' }, 'input.not-found'],
  ])('is not made of %s', async (_, question, code) => {
    const { make } = await createCaseBench();
    await expect(make(question)).rejects.toMatchObject({ code });
  });

  it('is not made while the vault is locked', async () => {
    const { make, records } = await createCaseBench();
    records.lock();
    await expect(make({ note: 'x' })).rejects.toMatchObject({ code: 'vault.locked' });
  });
});
