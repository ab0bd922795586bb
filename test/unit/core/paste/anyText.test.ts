import fc from 'fast-check';
import { expect, it } from 'vitest';
import { presentPaste } from '../../../../main/core/paste/present.ts';
import { recognize } from '../../../../main/core/paste/recognize.ts';
import { anyText } from '../../../support/anyText.ts';
import { makeCanary } from '../../../support/canary.ts';
import { TEXTS } from './texts/texts.ts';

const read = (text: string) => presentPaste(recognize(text), 'paste');
const texts = TEXTS.map(({ text }) => text);

/** A text of the table with a piece cut out, doubled or swapped with one of another. */
const damaged = fc
  .tuple(fc.constantFrom(...texts), fc.constantFrom(...texts), fc.nat(), fc.nat(), fc.string())
  .map(([text, other, from, length, odd]) => {
    const start = from % (text.length + 1);
    const end = Math.min(text.length, start + (length % 60));
    return `${text.slice(0, start)}${odd}${other.slice(start % (other.length + 1), end)}${text.slice(end)}`;
  });

it('never throws, and answers a text of any kind with something that can be cloned', () => {
  fc.assert(
    fc.property(fc.oneof(damaged, fc.string(), anyText(), fc.json()), (text) => {
      expect(structuredClone(read(text)).kind).not.toBe('');
    }),
    { numRuns: 1000 },
  );
});

/** Commands whose words are quoted as each of the shells wants it. */
const shells: ((word: string) => string)[] = [
  (word) => `'${word.replaceAll("'", "'\\''")}'`,
  (word) => `"${word.replace(/[\\"$`]/g, '\\$&')}"`,
];
/** Without what a placeholder looks like, which is left out on purpose. */
const secrets = fc
  .string({ minLength: 8, maxLength: 60 })
  .filter((text) => /^[^<>{}$%[\]:\r\n]*$/.test(text) && text === text.trim() && !/\.{3}|^[x*•#.]+$/.test(text));

it('reads the secret of a quoted command exactly, and keeps it to itself', () => {
  fc.assert(
    fc.property(secrets, fc.constantFrom(...shells), fc.boolean(), (secret, quote, isBasic) => {
      const client = isBasic
        ? `-u ${quote(`client-1:${secret}`)}`
        : `-d client_id=client-1 --data-urlencode ${quote(`client_secret=${secret}`)}`;
      const command = `curl -sS ${client} -d grant_type=client_credentials https://sso.example.com/oauth2/v1/token`;
      const [offer] = recognize(command).offers;
      expect(offer).toMatchObject({ kind: 'connection', missing: [], input: { clientAuth: { secret } } });
      expect(JSON.stringify(read(command))).not.toContain(JSON.stringify(secret).slice(1, -1));
    }),
    { numRuns: 500 },
  );
});

const namesIn = (text: string): string =>
  [...text.matchAll(/(?<![a-z])(?:password|client_secret|clientSecret|Client secret)(?=["=:])/gi)].join();

it('echoes no secret of a damaged text', () => {
  const secret = makeCanary('pasted');
  const whole = [
    `curl -u client:${secret} https://sso.example.com/token -d grant_type=client_credentials -d password=${secret}`,
    `Client ID: client-1\nClient secret: ${secret}\nPassword: ${secret}\nURL: https://sso.example.com`,
    `{"clientId":"c","clientSecret":"${secret}","password":"${secret}","tokenUrl":"https://sso.example.com/token"}`,
    `curl 'https://api.example.com/x?api_key=${secret}&access_token=${secret}' -H 'X-Api-Key: ${secret}'`,
    `curl https://api.example.com/ -H "Authorization: Bearer ${secret}" -b "session=${secret}" --proxy http://me:${secret}@proxy:80`,
  ];
  fc.assert(
    fc.property(fc.constantFrom(...whole), fc.nat(), fc.nat(12), (text, from, length) => {
      const start = from % text.length;
      const end = start + length;
      const cut = `${text.slice(0, start)}${text.slice(end)}`;
      // Without its name nobody knows that a value is one.
      fc.pre(namesIn(cut) === namesIn(text));
      const reply = JSON.stringify(read(cut));
      expect(reply).not.toContain(secret);
    }),
    { numRuns: 700 },
  );
});

const MEGABYTES = 5_000_000;
const fill = (piece: string): string => piece.repeat(Math.ceil(MEGABYTES / piece.length)).slice(0, MEGABYTES);
const hostile: [name: string, text: string][] = [
  ['quotes without an end', `curl -u a ${'“'.repeat(290_000)}`],
  ['quotes of all kinds', `curl -u a ${`"'‘“$'`.repeat(55_000)}`],
  ['many curls', 'curl -x curl '.repeat(22_000)],
  ['many curls in lines', 'curl -u "a\n'.repeat(26_000)],
  ['carets', `curl ${'^'.repeat(290_000)}`],
  ['colons', ':'.repeat(290_000)],
  ['names without values', 'client id\n'.repeat(29_000)],
  ['long names', `${'a '.repeat(145_000)}:`],
  ['spaces in a line', `client id:${' '.repeat(289_000)}x`],
  ['dots', `idcs-${'a.'.repeat(140_000)}`],
  ['angle brackets', '<'.repeat(290_000)],
  ['nested JSON', '['.repeat(100_000)],
  ['letters', fill('a')],
  ['base64', `MII${fill('A')}`.slice(0, MEGABYTES)],
  ['spaces', `x${fill(' ')}`.slice(0, MEGABYTES)],
  ['brackets', fill('{')],
  ['line breaks', fill('\r\n')],
];

// A reader that takes the square of the length needs minutes, and ends at the suite's bound against hanging, which a busy machine does not reach.
it.each(hostile)('does not hang at %s', (_name, text) => {
  expect(read(text).kind).not.toBe('');
});
