import { expect, test } from '@playwright/test';
import { launch, makeProfile } from '../support/launch.ts';
import { createVault } from '../support/steps.ts';

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
