import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { plant } from '../support/canary.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { noteVaultPassword } from '../support/profile.ts';
import {
  addConnection,
  answerDialogs,
  answerQuestion,
  createVault,
  lockVault,
  PASSWORD,
  unlockVault,
} from '../support/steps.ts';

const NEXT_PASSWORD = plant('password of the vault after', 'nine copper kettles under the bridge');

test('a recovery key is removed only by an answer, because it cannot be had back', async () => {
  const profile = await makeProfile();
  const { page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Vault', exact: true }).click();
  await page.getByRole('button', { name: 'Add: Recovery key' }).click();
  await page.getByRole('button', { name: 'I have put it away' }).click();
  const remove = page.getByRole('button', { name: 'Remove: Recovery key' });
  const question = page.getByRole('dialog', { name: 'Remove: Recovery key?' });

  await remove.click();
  await expect(question).toContainText('The key that you put away becomes worthless');
  await question.getByRole('button', { name: 'Keep it' }).click();
  await expect(question).toHaveCount(0);
  await expect(remove).toBeFocused();
  const isStored = async (): Promise<boolean> => {
    const status = await page.evaluate(() => window.grantsmith.vault.status());
    return status.ok && status.value.slots.includes('recovery');
  };
  expect(await isStored()).toBe(true);

  await remove.click();
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('button', { name: 'Add: Recovery key' })).toBeVisible();
  expect(await isStored()).toBe(false);
  await close();
  await profile.remove();
});

test('who forgot the password starts a new vault by an answer, and can come back to the one before', async () => {
  test.slow();
  const profile = await makeProfile();
  const { app, page, output, close } = await launch({ userData: profile.path });
  await createVault(page);
  await addConnection(page, 'Meter reads');
  await lockVault(page);
  await page.getByRole('button', { name: 'I forgot the password' }).click();
  await expect(page.getByText('None was made for this vault.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Other ways in' })).toBeFocused();

  noteVaultPassword(NEXT_PASSWORD);
  const startNew = async (answer: string): Promise<void> => {
    await answerQuestion(app, answer);
    await page.getByLabel('Password', { exact: true }).fill(NEXT_PASSWORD);
    await page.getByLabel('Password again').fill(NEXT_PASSWORD);
    await page.getByRole('button', { name: 'Create vault' }).click();
  };
  await page.getByRole('button', { name: 'Start a new vault …' }).click();
  await startNew('Keep this vault');
  await expect.poll(output).toContain('question: Set this vault aside and start an empty one?');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('heading', { name: 'Unlock your vault' })).toBeVisible();

  await page.getByRole('button', { name: 'I forgot the password' }).click();
  await page.getByRole('button', { name: 'Start a new vault …' }).click();
  await startNew('Set it aside');
  await expect(page.getByText('The vault before is set aside')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: /Meter reads/ })).toHaveCount(0);

  const folder = join(profile.path, 'vault');
  const aside = (await readdir(folder)).find((name) => name.startsWith('set-aside-')) ?? '';
  await answerDialogs(app, join(folder, aside, 'vault.json'));
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Vault', exact: true }).click();
  await page.getByRole('button', { name: 'Open a copy of a vault …' }).click();
  const copy = page.getByRole('dialog', { name: 'Open a copy of a vault' });
  await copy.getByLabel('Password of the copy').fill(PASSWORD);
  await copy.getByRole('button', { name: 'Choose the file' }).click();
  await copy.getByRole('button', { name: 'Make this the vault' }).click({ timeout: 30_000 });
  await unlockVault(page);
  await expect(page.getByRole('button', { name: /Meter reads/ })).toBeVisible();
  await close();
  await profile.remove();
});
