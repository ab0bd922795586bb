import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../../main/core/failure.ts';
import { listConnections, readConnection } from '../../../main/core/oauth/connection/connections.ts';
import { createReadImport } from '../../../main/imports/readFile.ts';
import type { ReadImport } from '../../../main/imports/readFile.ts';
import { createImportHandlers } from '../../../main/ipc/imports.ts';
import { newId } from '../../../main/vault/newId.ts';
import { createScriptedDialogs } from '../../support/dialogs.ts';
import { readKey } from '../../support/readKey.ts';
import { bundle } from '../../support/vault/bundle.ts';
import { makeFolder, makeVault } from '../../support/vault/fakes.ts';

const PASSWORD = 'Zürich tower 7';
const SECRETS = /Kp-Secret/;

let readImport: ReadImport;
beforeAll(async () => {
  readImport = createReadImport(await bundle(new URL('../../../main/imports/importWorker.ts', import.meta.url)));
});

const fixture = (name: string): string => fileURLToPath(new URL(`../../support/imports/${name}`, import.meta.url));

async function makeCalls() {
  const { vault } = await makeVault();
  await vault.create({ password: 'correct horse', useOsKeyring: false });
  const files = createScriptedDialogs();
  const { handlers, onLocked } = createImportHandlers({
    records: vault,
    files,
    readImport,
    readKey,
    newId,
    now: () => 1_000,
    emit: () => undefined,
  });
  return { vault, files, handlers, onLocked };
}

describe('a KeePass file of the real KeePassXC', () => {
  it('shows its fields and the names of its entries, and no value', async () => {
    const { files, handlers } = await makeCalls();
    files.choose(fixture('keepassxc.kdbx'));
    const opened = await handlers['imports.open'](undefined);
    expect(opened).toMatchObject({ kind: 'password-needed', fileName: 'keepassxc.kdbx' });
    const { importId } = opened;
    await expect(handlers['imports.unlock']({ importId, password: 'Zurich tower 7' })).rejects.toMatchObject({
      code: 'vault.wrong-password',
    });
    const preview = await handlers['imports.unlock']({ importId, password: PASSWORD });
    expect(preview).toMatchObject({
      kind: 'entries',
      format: 'kdbx',
      columns: [
        { name: 'Title', filled: 2, secret: false, suggestion: 'name' },
        { name: 'UserName', secret: false, suggestion: 'clientId' },
        { name: 'Password', filled: 2, secret: true, suggestion: 'clientSecret' },
        { name: 'URL', filled: 1, secret: false, suggestion: 'domainUrl' },
        { name: 'Notes', suggestion: 'notes' },
        { name: 'API token', filled: 1, secret: true },
        { name: 'Scope', suggestion: 'scope' },
      ],
    });
    expect(preview.kind === 'entries' && preview.entries.map(({ title }) => title).sort()).toEqual([
      'Billing Ü',
      'No address',
    ]);
    expect(JSON.stringify(preview)).not.toMatch(/Kp-Secret|billing-client|line one/);
    expect(JSON.stringify(preview)).toContain('Utilities / PROD');
  });

  it('becomes connections by the mapping, and says what was left out and why', async () => {
    const { vault, files, handlers } = await makeCalls();
    files.choose(fixture('keepassxc.kdbx'));
    const { importId } = await handlers['imports.open'](undefined);
    await handlers['imports.unlock']({ importId, password: PASSWORD });
    const mapping = { name: 0, clientId: 1, clientSecret: 2, domainUrl: 3, notes: 4, scope: 6 };
    const outlook = await handlers['imports.preview']({ importId, mapping });
    expect(outlook).toMatchObject({ met: [], skipped: [{ title: 'No address' }] });
    const result = await handlers['imports.apply']({ importId, mapping });
    expect(result.added).toBe(1);
    expect(result.skipped).toMatchObject([
      { title: 'No address', reason: 'Its address is missing or cannot be read.' },
    ]);
    expect(JSON.stringify(result)).not.toMatch(SECRETS);
    const [made] = listConnections(vault);
    expect(readConnection(vault, made?.id ?? '')).toMatchObject({
      name: 'Billing Ü',
      domainUrl: 'https://idcs-1.identity.oraclecloud.com',
      clientId: 'billing-client',
      clientAuth: { method: 'client_secret_basic', secret: 'Kp-Secret-ä-1' },
      scope: 'urn:opc:idm:__myscopes__',
      notes: 'line one\nline two',
    });
    await expect(handlers['imports.apply']({ importId, mapping })).rejects.toMatchObject({ code: 'input.not-found' });
  });

  it('is told apart from what it brought before, and shows nothing until its password is given', async () => {
    const { vault, files, handlers } = await makeCalls();
    files.choose(fixture('keepassxc.kdbx'));
    const mapping = { name: 0, clientId: 1, clientSecret: 2, domainUrl: 3, notes: 4, scope: 6 };
    const open = async (): Promise<string> => {
      const { importId } = await handlers['imports.open'](undefined);
      await expect(handlers['imports.preview']({ importId, mapping })).rejects.toMatchObject({
        code: 'input.missing',
        field: 'password',
      });
      await handlers['imports.unlock']({ importId, password: PASSWORD });
      return importId;
    };
    await handlers['imports.apply']({ importId: await open(), mapping });
    const importId = await open();
    const outlook = await handlers['imports.preview']({ importId, mapping });
    expect(outlook.met).toMatchObject([{ conflict: { name: 'Billing Ü', identical: true } }]);
    expect(JSON.stringify(outlook)).not.toMatch(/Kp-Secret|billing-client|line one/);
    expect(await handlers['imports.apply']({ importId, mapping })).toMatchObject({ added: 0, leftOut: 1 });
    expect(listConnections(vault)).toHaveLength(1);
  });

  it('gives up what its custom fields, references and notes say, and nothing of what was thrown away', async () => {
    const { vault, files, handlers } = await makeCalls();
    files.choose(fixture('full.kdbx'));
    const { importId } = await handlers['imports.open'](undefined);
    const preview = await handlers['imports.unlock']({ importId, password: PASSWORD });
    if (preview.kind !== 'entries') throw new Error('It is still shut.');
    const columns = preview.columns.filter(({ filled }) => filled > 0);
    expect(columns.map(({ name, secret, suggestion }) => [name, secret, suggestion])).toEqual([
      ['Title', false, 'name'],
      ['UserName', false, undefined],
      ['Password', true, undefined],
      ['URL', false, 'domainUrl'],
      ['Notes', false, 'notes'],
      ['Client ID', false, 'clientId'],
      ['Client Secret', true, 'clientSecret'],
      ['Scope', false, 'scope'],
      ['otp', true, undefined],
      ['Token URL', false, 'tokenEndpoint'],
    ]);
    expect(preview.entries.map(({ title, group }) => `${group}: ${title}`)).toEqual([
      ': PRÖD 日本',
      'Clones: TEST',
      'Clones: Entry 3',
    ]);
    expect(JSON.stringify(preview)).not.toMatch(/Kp-Secret|KPSECRET|otpauth|see wiki/);
    const mapping = Object.fromEntries(columns.map(({ index, suggestion }) => [suggestion ?? '', index]));
    delete mapping[''];
    expect(await handlers['imports.apply']({ importId, mapping })).toMatchObject({
      added: 2,
      skipped: [{ title: 'Entry 3', reason: 'It has no client ID, or one of more than 512 characters.' }],
    });
    const made = listConnections(vault).map(({ id }) => readConnection(vault, id));
    expect(made).toMatchObject([
      {
        name: 'PRÖD 日本',
        domainUrl: 'https://idcs-1.identity.oraclecloud.com',
        endpoints: { token: 'https://idcs-1.identity.oraclecloud.com/oauth2/v1/token' },
        clientId: 'c1',
        clientAuth: { secret: 'Kp-Secret-ä-1' },
      },
      { name: 'TEST', clientId: 'ada', clientAuth: { secret: 'Kp-Secret-console' } },
    ]);
  });

  it('opens with a key file, and when the command line created it', async () => {
    const { files, handlers } = await makeCalls();
    files.choose(fixture('withKey.kdbx'));
    const { importId } = await handlers['imports.open'](undefined);
    await expect(handlers['imports.unlock']({ importId, password: PASSWORD })).rejects.toMatchObject({
      code: 'vault.wrong-password',
    });
    files.choose(fixture('withKey.key'));
    const withKey = await handlers['imports.unlock']({ importId, password: PASSWORD, keyFile: true });
    expect(withKey).toMatchObject({ kind: 'entries' });
    files.choose(fixture('created.kdbx'));
    const created = await handlers['imports.open'](undefined);
    const preview = await handlers['imports.unlock']({ importId: created.importId, password: PASSWORD });
    expect(preview).toMatchObject({ entries: [{ title: 'Fresh' }] });
  });

  it('is refused with a word for each kind of damage', async () => {
    const { files, handlers } = await makeCalls();
    const folder = await makeFolder();
    const whole = await readFile(fixture('created.kdbx'));
    const codeOf = async (bytes: Uint8Array): Promise<string> => {
      const path = join(folder, 'damaged.kdbx');
      await writeFile(path, bytes);
      files.choose(path);
      const { importId } = await handlers['imports.open'](undefined);
      try {
        await handlers['imports.unlock']({ importId, password: PASSWORD });
        return 'opened';
      } catch (error) {
        return error instanceof Failure ? error.code : 'untyped';
      }
    };
    expect(await codeOf(whole)).toBe('opened');
    const flipped = Uint8Array.from(whole);
    flipped[whole.length - 20] = (flipped[whole.length - 20] ?? 0) ^ 1;
    for (const bytes of [whole.subarray(0, 20), whole.subarray(0, whole.length - 100), flipped]) {
      expect(await codeOf(bytes)).toMatch(/^(vault\.corrupt|vault\.wrong-password|input\.\w+)$/);
    }
  });

  it('is dropped when the vault locks', async () => {
    const { vault, files, handlers, onLocked } = await makeCalls();
    files.choose(fixture('created.kdbx'));
    const { importId } = await handlers['imports.open'](undefined);
    vault.lock();
    onLocked();
    await expect(handlers['imports.unlock']({ importId, password: PASSWORD })).rejects.toMatchObject({
      code: 'input.not-found',
    });
    expect(() => listConnections(vault)).toThrow();
  });
});

describe('a CSV file', () => {
  it('goes the same way', async () => {
    const { vault, files, handlers } = await makeCalls();
    const path = join(await makeFolder(), 'logins.csv');
    await writeFile(path, 'name,url,username,password\n"A, B",idcs-9.identity.oraclecloud.com,c,"Kp-Secret ""9"""\n');
    files.choose(path);
    const preview = await handlers['imports.open'](undefined);
    expect(preview).toMatchObject({ kind: 'entries', format: 'csv', entries: [{ title: 'A, B' }] });
    expect(JSON.stringify(preview)).not.toMatch(SECRETS);
    const mapping = { name: 0, domainUrl: 1, clientId: 2, clientSecret: 3 };
    expect(await handlers['imports.apply']({ importId: preview.importId, mapping })).toEqual({
      added: 1,
      replaced: 0,
      leftOut: 0,
      skipped: [],
    });
    expect(readConnection(vault, listConnections(vault)[0]?.id ?? '').clientAuth.secret).toBe('Kp-Secret "9"');
  });
});
