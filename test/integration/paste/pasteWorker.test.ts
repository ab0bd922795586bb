import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRecognizePaste } from '../../../main/paste/recognizePaste.ts';
import { bundle } from '../../support/vault/bundle.ts';

let worker: string;

beforeAll(async () => {
  worker = await bundle(new URL('../../../main/paste/pasteWorker.ts', import.meta.url));
});

/** A Postman collection so long that main does not read it itself. */
function longCollection(): string {
  const item = Array.from({ length: 2_000 }, (_, index) => ({
    name: `Reading ${index}`,
    request: {
      method: 'GET',
      url: `https://api.example.com/readings/${index}`,
      header: [{ key: 'Accept', value: 'application/json' }],
    },
  }));
  const info = { name: 'Readings', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' };
  return JSON.stringify({ info, item }, undefined, 2);
}

describe('the thread that recognises what was pasted', () => {
  it('answers for long JSON as main does for short', async () => {
    const { kind, offers } = await createRecognizePaste(worker)(longCollection());
    expect(kind).toBe('postman');
    const urls = offers.map((offer) => (offer.kind === 'request' ? offer.request.url : undefined));
    expect(urls).toContain('https://api.example.com/readings/0');
  });

  it('is not asked about what takes a moment', async () => {
    const recognize = createRecognizePaste('/does/not/exist.js');
    await expect(recognize('{"error":"invalid_client"}')).resolves.toMatchObject({ offers: [{ kind: 'diagnose' }] });
  });

  it('says so when it dies', async () => {
    const dying = join(worker, '..', 'dying.mjs');
    await writeFile(dying, 'process.exit(3);');
    await expect(createRecognizePaste(dying)(longCollection())).rejects.toMatchObject({ code: 'input.unsupported' });
  });
});
