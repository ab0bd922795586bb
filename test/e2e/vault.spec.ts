import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { makeCanary } from '../support/canary.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { createVault, PASSWORD, unlockVault } from '../support/steps.ts';

const SECRET = makeCanary('client secret');

/** Adds a connection through the form. */
async function addConnection(page: Page, name: string, clientId: string): Promise<void> {
  await page.getByRole('button', { name: 'New connection' }).first().click();
  await page
    .getByLabel('Identity domain')
    .fill('idcs-00112233445566778899aabbccddeeff.identity.oraclecloud.com/ui/v1/signin');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('textbox', { name: 'Client ID' }).fill(clientId);
  await page.getByRole('textbox', { name: 'Client secret' }).fill(SECRET);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

test('the vault takes a password, refuses another, and hides everything when it locks', async () => {
  const profile = await makeProfile();
  const { page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await addConnection(page, 'Meter reads', 'client-of-meters');
  await expect(page.getByText('Meter reads').first()).toBeVisible();

  await page.keyboard.press('Control+Shift+L');
  await expect(page.getByRole('heading', { name: 'Unlock your vault' })).toBeVisible();
  const content = await page.content();
  for (const word of ['Meter reads', 'client-of-meters', 'idcs-0011']) expect(content).not.toContain(word);

  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText(/^That does not open this vault/)).toBeVisible();
  await unlockVault(page);
  await expect(page.getByRole('button', { name: /Meter reads/ })).toBeVisible();
  await close();

  const again = await launch({ userData: profile.path });
  await unlockVault(again.page);
  await expect(again.page.getByRole('button', { name: /Meter reads/ })).toBeVisible();
  await again.close();
  await profile.remove();
});

test('two passwords that differ, and an empty one, are answered at the field', async () => {
  const profile = await makeProfile();
  const { page, close } = await launch({ userData: profile.path });
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Password again').fill('something else');
  await page.getByRole('button', { name: 'Create vault' }).click();
  await expect(page.getByText('The two passwords differ. Type them again.')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill('');
  await page.getByLabel('Password again').fill('');
  await page.getByRole('button', { name: 'Create vault' }).click();
  await expect(page.getByText('Enter a password.')).toBeVisible();
  await close();
  await profile.remove();
});

test('a damaged file is told, never replaced, and an earlier state is offered', async () => {
  const profile = await makeProfile();
  const first = await launch({ userData: profile.path });
  await createVault(first.page);
  await addConnection(first.page, 'Meter reads', 'client-of-meters');
  await addConnection(first.page, 'Billing', 'client-of-billing');
  await first.close();

  const folder = join(profile.path, 'vault');
  const [file] = (await readdir(folder)).filter((name) => name === 'vault.json');
  expect(file).toBe('vault.json');
  const path = join(folder, 'vault.json');
  const damaged = (await readFile(path)).subarray(0, -200);
  await writeFile(path, damaged);

  const { page, close } = await launch({ userData: profile.path });
  await expect(page.getByRole('heading', { name: 'The vault’s file is damaged' })).toBeVisible();
  expect(await readFile(path)).toEqual(damaged);
  await page.getByRole('button', { name: 'Go back to this' }).first().click();
  await unlockVault(page);
  await expect(page.getByRole('button', { name: /Meter reads/ })).toBeVisible();
  const kept = await readdir(folder);
  expect(kept.some((name) => name.startsWith('vault.corrupt'))).toBe(true);
  await close();
  await profile.remove();
});

test('changes to a connection are not thrown away by a click elsewhere, and a deletion can be undone', async () => {
  const profile = await makeProfile();
  const { page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await addConnection(page, 'Meter reads', 'client-of-meters');
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Notes').fill('ask Ada');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: /Meter reads/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: /Meter reads/ })).toBeVisible();
  await page.getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByLabel('Notes')).toHaveValue('ask Ada');
  await expect(page.getByText(`Stored, ${SECRET.length} characters`)).toBeVisible();
  await close();
  await profile.remove();
});
