import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyzeText } from '../../../../main/core/diagnosis/analyze.ts';
import { anyText } from '../../../support/anyText.ts';
import type { DiagnosisCase } from '../../../support/diagnosisCases.ts';
import { diagnoseCase, firstCause, readCases } from '../../../support/diagnosisCases.ts';

const NOW = Date.parse('2025-06-10T12:00:00Z');
const cases = [...readCases('recorded'), ...readCases('documented'), ...readCases('reported')];
/** Texts that a server or a library wrote in lines, and not JSON or a token, whose letters all matter. */
const prose = cases.filter(({ input }) => input.kind === 'text' && !/^[<>{*]/m.test(input.text));
const wires = cases.filter(({ input }) => input.kind === 'http-response');

const causes = new Map<DiagnosisCase, string>();
beforeAll(async () => {
  for (const each of cases) causes.set(each, firstCause(await diagnoseCase(each)));
});

/** Cases whose first cause changes when their text is rewritten. */
async function changed(among: readonly DiagnosisCase[], rewrite: (text: string) => string): Promise<string[]> {
  const found = among.map(async (each) => {
    const [before, after] = [causes.get(each), firstCause(await diagnoseCase(each, rewrite(each.input.text)))];
    return before === after ? [] : [`${each.id} ${each.title}: ${before} became ${after}`];
  });
  return (await Promise.all(found)).flat();
}

describe('the same failure in another coat', () => {
  it.each<[string, readonly DiagnosisCase[], (text: string) => string]>([
    ['with CRLF', cases, (text) => text.replace(/\r?\n/g, '\r\n')],
    ['with a byte order mark and empty lines around it', cases, (text) => `\uFEFF\n\n${text}\n\n`],
    ['indented', prose, (text) => text.replace(/^/gm, '    ')],
    ['in a fence of Markdown', cases, (text) => `\`\`\`\n${text}\n\`\`\``],
    ['quoted in a mail', prose, (text) => text.replace(/^/gm, '> ')],
    [
      'behind the time and level of a log',
      prose,
      (text) => text.replace(/^/gm, '2025-06-10 12:00:00,123 ERROR [http-nio-8080-exec-3] '),
    ],
    ['with headers in lower case', wires, (text) => text.replace(/^[A-Za-z-]+(?=: )/gm, (name) => name.toLowerCase())],
    ['with headers in upper case', wires, (text) => text.replace(/^[A-Za-z-]+(?=: )/gm, (name) => name.toUpperCase())],
  ])('has the same first cause %s', async (_, among, rewrite) => {
    expect(await changed(among, rewrite)).toEqual([]);
  });
});

describe('any text', () => {
  const word = fc.constantFrom(
    'HTTP/1.1 401',
    'curl',
    "-H '",
    '{"error":',
    'eyJ',
    '<',
    '> GET /',
    'Bearer ',
    '\\',
    '\n',
    'error=',
  );
  const text = fc.oneof(
    anyText(),
    fc.array(fc.oneof(word, fc.string())).map((parts) => parts.join('')),
  );

  it('is answered without a failure', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (pasted) => {
        expect((await analyzeText(pasted, { now: NOW })).recognized).toBeDefined();
      }),
    );
  });

  it('is answered without a failure when a known one is cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cases), fc.double({ min: 0, max: 1, noNaN: true }), async (each, share) => {
        const { text: whole } = each.input;
        const cut = await diagnoseCase(each, whole.slice(0, Math.floor(whole.length * share)));
        expect(cut.findings).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, string]>([
    ['one letter', 'a'],
    ['quotes', '"'],
    ['backslashes', '\\'],
    ['brackets', '['],
    ['braces', '{"a":'],
    ['angle brackets', '<a '],
    ['spaces', ' '],
    ['line breaks', '\n'],
    ['curl', "curl -H 'a"],
    ['headers', 'Authorization: a\n'],
    ['status lines', 'HTTP/1.1 401 Unauthorized\n'],
    ['parameters', 'client_secret=a&'],
    ['tokens', 'eyJhbGciOi.'],
    ['the words of an expired token', 'token is invalid and the scope is not '],
    ['certificates', 'certificate name does not match the host '],
    ['refresh tokens', 'refresh token code user client '],
    ['addresses', 'https://a.example.com/token?error='],
  ])('of 1 MB of %s is answered while a person waits', async (_, part) => {
    const hostile = part.repeat(Math.ceil(1_000_000 / part.length));
    // A catastrophic expression takes minutes, and ends at the suite's bound against hanging; a busy machine takes seconds.
    expect((await analyzeText(hostile, { now: NOW })).recognized).toBeDefined();
  });
});
