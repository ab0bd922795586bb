import { expect, test } from '@playwright/test';
import { makeCanary } from '../support/canary.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { addConnection, createVault, passMinutes, PASSWORD } from '../support/steps.ts';

const SECRET = makeCanary('secret shown after a proof');

test('after five minutes a secret is shown only to who enters the password again', async () => {
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await addConnection(page, 'Meter reads', SECRET);
  await passMinutes(app, 6);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Show for 30 s' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Show that the vault is yours' });
  await expect(dialog).toContainText('The vault has been open for a while.');
  await dialog.getByLabel('Password', { exact: true }).fill('not the password');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog.getByText(/^That does not open this vault/)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(SECRET)).toHaveCount(0);
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText(SECRET)).toBeVisible({ timeout: 20_000 });
  await expect(dialog).toHaveCount(0);
  await close();
  await profile.remove();
});

test('after five minutes a way in is added only by who enters the password again', async () => {
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await passMinutes(app, 6);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Vault' }).click();
  await page.getByRole('button', { name: 'Add: Recovery key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Show that the vault is yours' });
  await expect(page.getByLabel('Recovery key', { exact: true })).toHaveCount(0);
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByLabel('Recovery key', { exact: true })).toBeVisible({ timeout: 20_000 });
  await close();
  await profile.remove();
});
