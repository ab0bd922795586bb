import { expect, test } from '@playwright/test';
import { startKeyringSession } from '../support/keyringSession.ts';
import { launch, makeProfile } from '../support/launch.ts';

test('a real keyring opens the vault without a password, and the recovery key where there is none', async () => {
  const profile = await makeProfile();
  const session = await startKeyringSession();
  let recoveryKey = '';

  await test.step('create the vault with the keyring', async () => {
    const { page, close } = await launch({ userData: profile.path, args: session.args, env: session.env });
    await page.getByRole('radio', { name: /computer’s keyring/ }).check();
    await page.getByRole('button', { name: 'Create vault' }).click();
    recoveryKey = (await page.getByLabel('Recovery key', { exact: true }).textContent()) ?? '';
    expect(recoveryKey.replaceAll(/[^0-9A-Z]/gi, '').length).toBeGreaterThan(30);
    const open = page.getByRole('button', { name: 'Open the vault' });
    await expect(open).toBeDisabled();
    await page.getByLabel('I have put the key away').check();
    await open.click();
    await expect(page.getByRole('heading', { name: 'What do you want to connect to?' })).toBeVisible();
    await close();
  });

  await test.step('start again: one press, nothing typed', async () => {
    const { page, close } = await launch({ userData: profile.path, args: session.args, env: session.env });
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByRole('heading', { name: 'What do you want to connect to?' })).toBeVisible();
    await close();
  });
  await session.close();

  await test.step('without that keyring the recovery key opens it, and nothing was lost', async () => {
    const { page, close } = await launch({ userData: profile.path, args: ['--password-store=basic'] });
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByRole('alert')).toContainText('keyring');
    await page.getByRole('button', { name: 'Use the recovery key' }).click();
    await page.getByLabel('Recovery key').fill(recoveryKey.toLowerCase());
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByRole('heading', { name: 'What do you want to connect to?' })).toBeVisible();
    await close();
  });
  await profile.remove();
});
