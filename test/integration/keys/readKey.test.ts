import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createReadKey } from '../../../main/keys/readKey.ts';
import { createKeyFiles, PASSPHRASE } from '../../support/keyFiles.ts';
import type { KeyFiles } from '../../support/keyFiles.ts';
import { bundle } from '../../support/vault/bundle.ts';

let worker: string;
let files: KeyFiles;

beforeAll(async () => {
  worker = await bundle(new URL('../../../main/keys/keyWorker.ts', import.meta.url));
  files = await createKeyFiles('rsa');
});

describe('the thread that reads keys', () => {
  it('reads modern and legacy PFX files', async () => {
    const readKey = createReadKey(worker);
    for (const pfx of [files.pfx, files.legacyPfx]) {
      const reading = await readKey({ text: pfx.toString('base64'), passphrase: PASSPHRASE });
      expect(reading).toMatchObject({ matches: true, privateKey: { pem: files.pkcs8 } });
    }
  });

  it('passes failures on with their code and field', async () => {
    const wrong = createReadKey(worker)({ text: files.encryptedPkcs8, passphrase: 'wrong' });
    await expect(wrong).rejects.toMatchObject({ code: 'input.key-passphrase', field: 'passphrase' });
  });

  it('refuses what is too large before a thread is made', async () => {
    const readKey = createReadKey('/does/not/exist.js');
    await expect(readKey({ text: 'A'.repeat(7_340_033) })).rejects.toMatchObject({ code: 'input.too-large' });
  });

  it('is ended when a reading never ends, and when it dies', async () => {
    const busy = join(worker, '..', 'busy.mjs');
    await writeFile(busy, 'for (;;);');
    const dying = join(worker, '..', 'dying.mjs');
    await writeFile(dying, 'process.exit(3);');
    await expect(createReadKey(busy, 200)({ text: 'x' })).rejects.toMatchObject({ code: 'input.key-format' });
    await expect(createReadKey(dying)({ text: 'x' })).rejects.toMatchObject({ code: 'input.key-format' });
  });
});
