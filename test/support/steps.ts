import type { Page } from '@playwright/test';

export const PASSWORD = 'correct horse battery staple 42';

/** First start: the vault with a password. */
export async function createVault(page: Page, password = PASSWORD): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password again').fill(password);
  await page.getByRole('button', { name: 'Create vault' }).click();
  await page.getByRole('navigation', { name: 'Connections' }).waitFor({ timeout: 30_000 });
}

export async function unlockVault(page: Page, password = PASSWORD): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('navigation', { name: 'Connections' }).waitFor({ timeout: 30_000 });
}

/** From the start page: the practice domain, ending at its first connection. */
export async function startSandbox(page: Page): Promise<void> {
  await page.getByRole('button', { name: /(Start|Open) the sandbox/ }).click();
  await page.getByRole('tab', { name: 'Token' }).waitFor({ timeout: 30_000 });
}
