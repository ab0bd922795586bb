import { describe, expect, it } from 'vitest';
import { readCase } from '../../../../main/core/caseFile/readCase.ts';
import { createCaseBench, finding, jwtOf, recorded } from '../../../support/caseBench.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function whole() {
  const { make } = await createCaseBench({
    exchanges: [recorded(), recorded({ id: 'e2', failure: { code: 'network.dns', message: 'No such host' } })],
    accessToken: jwtOf({ aud: ['a', 'b'], deep: { er: [1, null, true] } }),
  });
  return make({
    note: 'n',
    findings: [finding()],
    exchangeIds: ['e1', 'e2'],
    connectionId: 'c',
    tokenId: 't',
    pasted: 'p',
  });
}

const withJson = (json: string): Uint8Array =>
  bytes(`<script type="application/json" id="grantsmith-case" data-sha256="${'0'.repeat(64)}">${json}</script>`);

describe('a case file that comes from somebody', () => {
  it('opens as it was saved', async () => {
    const { html, document, sha256 } = await whole();
    expect(await readCase(bytes(html))).toEqual({ document, sha256, isIntact: true });
  });

  it('says when it was changed after it was made', async () => {
    const { html, document } = await whole();
    const json = html.slice(html.indexOf('data-sha256='));
    const changed = html.replace(json, json.replace('"note":"n"', '"note":"m"'));
    expect(await readCase(bytes(changed))).toMatchObject({ document: { ...document, note: 'm' }, isIntact: false });
  });

  it('is refused wherever it was cut before the end of its JSON', async () => {
    const { html } = await whole();
    const end = html.indexOf('</script>');
    for (let at = 0; at < end; at += 97) {
      await expect(readCase(bytes(html.slice(0, at)))).rejects.toMatchObject({ code: 'input.unreadable-file' });
    }
  });

  it.each([
    ['nothing', bytes('')],
    ['another page', bytes('<html><body>Hello</body></html>')],
    ['no text', new Uint8Array([0xff, 0xfe, 0x00, 0x80])],
    ['no JSON', withJson('{"format":')],
    ['JSON of another kind', withJson('[1,2,3]')],
    ['a pit', withJson('['.repeat(5_000_000))],
    [
      'a deep object',
      withJson(`{"format":"grantsmith-case","version":1,"note":${'{"a":'.repeat(100)}1${'}'.repeat(101)}`),
    ],
    ['a case without its parts', withJson('{"format":"grantsmith-case","version":1}')],
    ['a part of another type', withJson('{"format":"grantsmith-case","version":1,"title":{"__proto__":{"x":1}}}')],
  ])('is refused when it is %s', async (_, file) => {
    await expect(readCase(file)).rejects.toMatchObject({ code: 'input.unreadable-file' });
  });

  it('of a later version asks for a later Grantsmith', async () => {
    await expect(readCase(withJson('{"format":"grantsmith-case","version":2}'))).rejects.toMatchObject({
      code: 'input.unsupported',
    });
  });
});
