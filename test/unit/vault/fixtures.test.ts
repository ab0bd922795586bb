import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toJson } from '../../../main/core/json.ts';
import { readCapsuleConnections } from '../../../main/core/oauth/connection/capsuleImport.ts';
import { summarizeConnection } from '../../../main/core/oauth/connection/connection.ts';
import { limitsSchema, storedConnectionSchema } from '../../../main/core/oauth/connection/storedConnection.ts';
import type { Vault } from '../../../main/vault/vault.ts';
import { makeVault } from '../../support/vault/fakes.ts';
import { createFakeKeyring } from '../../support/vault/options.ts';
import { ENTRIES, PASSWORD, readFixture, recoveryKeyOf, TERMS, writeFixtures } from '../../support/vault/fixtures.ts';
import { realDeriveKey } from '../../support/vault/realDeriveKey.ts';
import { readIndependently, recoveryBytes } from '../../support/vault/independentReader.ts';

const slotsIn = z.object({
  head: z.object({ slots: z.array(z.object({ type: z.string(), blob: z.string().optional() })) }),
});

async function vaultOn(name: string): Promise<Vault> {
  const { vault, folder } = await makeVault({ deriveKey: realDeriveKey });
  await writeFile(join(folder, 'vault.json'), await readFixture(name));
  return vault;
}

function contentOf(vault: Vault): unknown[] {
  const types = ['connection', 'token', 'savedRequest'];
  return types.flatMap((type) => vault.entries(type)).map((entry) => ({ ...entry, secret: vault.read(entry.id) }));
}

describe('files of format 1', () => {
  it.runIf(process.env['WRITE_FIXTURES'] === '1')('are written once', writeFixtures);

  it.each([
    ['v1-empty.vault', { password: PASSWORD }, []],
    ['v1-password.vault', { password: PASSWORD }, ENTRIES],
    ['v1-os-recovery.vault', {}, ENTRIES],
    ['v1-every-slot.vault', { password: PASSWORD }, ENTRIES],
    ['v1-every-slot.vault', {}, ENTRIES],
  ])('%s opens with %j', async (name, credentials, entries) => {
    const vault = await vaultOn(name);
    await vault.unlock(credentials);
    expect(contentOf(vault)).toEqual(entries);
  });

  it.each(['v1-os-recovery.vault', 'v1-every-slot.vault'])('%s opens with its recovery key', async (name) => {
    const vault = await vaultOn(name);
    await vault.unlock({ recoveryKey: await recoveryKeyOf(name) });
    expect(contentOf(vault)).toEqual(ENTRIES);
  });

  it('is a capsule that opens with its terms', async () => {
    const { vault } = await makeVault({ deriveKey: realDeriveKey, nowMs: () => TERMS.expiresAt - 1 });
    const bytes = await readFixture('v1-capsule.oavault');
    expect(await vault.readCapsule(bytes, PASSWORD)).toEqual({ entries: ENTRIES, ...TERMS });
  });

  it.each(['v1-empty.vault', 'v1-password.vault', 'v1-every-slot.vault', 'v1-capsule.oavault'])(
    '%s is read by a program that knows only docs/vault-format.md',
    async (name) => {
      const { entries, terms } = await readIndependently(await readFixture(name), { password: PASSWORD });
      const found = Object.entries(entries).map(([id, entry]) => ({ id, ...entry }));
      expect(found).toHaveLength(name === 'v1-empty.vault' ? 0 : ENTRIES.length);
      expect(ENTRIES).toEqual(expect.arrayContaining(found));
      expect(terms).toEqual(name === 'v1-capsule.oavault' ? TERMS : undefined);
    },
  );

  it('are refused by that program with a wrong password', async () => {
    const opened = readIndependently(await readFixture('v1-password.vault'), { password: 'wrong' });
    await expect(opened).rejects.toThrow('check is wrong');
  });

  it.each(['password', 'recovery', 'os', 'both'] as const)('are read so by the way in %s, too', async (type) => {
    const bytes = await readFixture('v1-every-slot.vault');
    const blobs = slotsIn.parse(JSON.parse(bytes.toString('latin1'))).head.slots;
    const blob = Buffer.from(blobs.find((slot) => slot.type === type)?.blob ?? '', 'base64url');
    const unprotected = async () => Buffer.from(await createFakeKeyring().unprotect(blob), 'base64url');
    const { entries } = await readIndependently(bytes, {
      ...((type === 'password' || type === 'both') && { password: PASSWORD }),
      ...((type === 'os' || type === 'both') && { keyringSecret: await unprotected() }),
      ...(type === 'recovery' && { recoveryKey: await recoveryKeyOf('v1-every-slot.vault') }),
    });
    expect(Object.keys(entries)).toHaveLength(ENTRIES.length);
  });
});

describe('docs/vault-format.md', () => {
  const page = readFileSync(new URL('../../../docs/vault-format.md', import.meta.url), 'utf8');

  it('has a worked example whose every value is right', async () => {
    const bytes = await readFixture('v1-empty.vault');
    const example = /^\{"head":\{.+?^```/ms.exec(page)?.[0].replace(/\n|```/g, '');
    expect(example).toBe(bytes.toString('latin1'));
    const { steps } = await readIndependently(bytes, { password: PASSWORD });
    for (const [name, value] of Object.entries(steps)) {
      const row = page.split('\n').find((line) => line.startsWith(`| ${name} `));
      expect(row?.split(' | ')[1]?.replace(/\|$/, '').trim()).toBe(`\`${value}\``);
    }
    expect(page).toContain(PASSWORD);
    const shown = /bytes 0, 1, 2 … 19 is `([^`]+)`/.exec(page)?.[1] ?? '';
    expect([...recoveryBytes(shown)]).toEqual(Array.from({ length: 20 }, (_byte, at) => at));
  });

  it('names every part of a connection, and shows the smallest one with its summary', () => {
    const { shape } = storedConnectionSchema;
    const { clientAuth, grant, endpoints } = shape;
    const inner = [clientAuth, grant, endpoints].flatMap((part) => Object.keys(part.shape));
    for (const key of [...Object.keys(shape), ...inner, ...Object.keys(limitsSchema.shape)]) {
      expect(page).toMatch(new RegExp(`[ {]${key}(?:[?:,} ]|$)`, 'm'));
    }
    const [connection, summary] = page.split('\n').filter((line) => line.startsWith('{"id":'));
    const parsed = storedConnectionSchema.parse(JSON.parse(connection ?? ''));
    expect(parsed).toEqual(JSON.parse(connection ?? ''));
    expect(summarizeConnection(parsed)).toEqual(JSON.parse(summary ?? ''));
    const capsule = { entries: [{ id: parsed.id, type: 'connection', secret: toJson(parsed) }] };
    expect(readCapsuleConnections(capsule)).toHaveLength(1);
  });
});
