import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { makeCanary } from '../support/canary.ts';
import { missingProgram } from '../support/desktop/program.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { addConnection, createVault, lockVault, passMinutes, PASSWORD, unlockVault } from '../support/steps.ts';

const SECRET = makeCanary('copied secret');

/*
 * The clipboard belongs to the whole display: every test that looks into it stands in this file, so that no two run at the same time.
 */
const clipboardOf = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ clipboard }) => clipboard.readText());

async function copySecret(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Copy', exact: true }).first().click();
}

/** What another program finds in the clipboard; undefined where there is nothing. */
const pasted = (): Promise<string | undefined> =>
  promisify(execFile)('xclip', ['-selection', 'clipboard', '-o']).then(
    ({ stdout }) => stdout,
    () => undefined,
  );

test('a copied secret leaves the clipboard after 30 s and at a lock; what somebody else put there stays', async () => {
  test.setTimeout(120_000);
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await addConnection(page, 'Meter reads', SECRET);
  await page.getByRole('button', { name: 'Copy with secrets' }).click();
  await expect(page.getByText(/^Copied\. The clipboard is cleared in 30 s/)).toBeVisible();
  expect(await clipboardOf(app)).toContain('curl -i');
  expect(await page.content()).not.toContain(SECRET);
  await expect.poll(() => clipboardOf(app), { timeout: 45_000 }).toBe('');

  await copySecret(page);
  await expect.poll(() => clipboardOf(app)).toBe(SECRET);
  await lockVault(page);
  await expect.poll(() => clipboardOf(app)).toBe('');

  await unlockVault(page);
  await page
    .getByRole('button', { name: /Meter reads/ })
    .first()
    .click();
  await copySecret(page);
  await expect.poll(() => clipboardOf(app)).toBe(SECRET);
  await app.evaluate(({ clipboard }) => clipboard.writeText('of somebody else'));
  await lockVault(page);
  expect(await clipboardOf(app)).toBe('of somebody else');
  await close();
  await profile.remove();
});

test('after five minutes a secret is copied only for who enters the password again', async () => {
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await addConnection(page, 'Meter reads', SECRET);
  await app.evaluate(({ clipboard }) => clipboard.writeText('before'));
  await passMinutes(app, 6);
  await page.getByRole('button', { name: 'Copy with secrets' }).click();
  const dialog = page.getByRole('dialog', { name: 'Show that the vault is yours' });
  await expect(dialog).toContainText('The vault has been open for a while.');
  expect(await clipboardOf(app)).toBe('before');
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByLabel('Password', { exact: true }).press('Enter');
  await expect(page.getByText(/^Copied\. The clipboard is cleared in 30 s/)).toBeVisible({ timeout: 20_000 });
  expect(await clipboardOf(app)).toContain('curl ');
  await close();
  await profile.remove();
});

test('after the app has ended another program finds no secret, and finds what it put there itself', async () => {
  const missing = missingProgram('xclip');
  test.skip(missing !== undefined, missing);
  const profile = await makeProfile();
  const first = await launch({ userData: profile.path });
  await createVault(first.page);
  await addConnection(first.page, 'Meter reads', SECRET);
  await copySecret(first.page);
  await expect(first.page.getByText('A clipboard history may keep it.')).toBeVisible();
  await first.page.getByRole('button', { name: 'Show for 30 s' }).first().click();
  await expect(first.page.getByText('This system does not keep it out of screenshots')).toBeVisible();
  await expect.poll(pasted).toBe(SECRET);
  await first.close();
  expect(await pasted()).toBeUndefined();

  const second = await launch({ userData: profile.path });
  await unlockVault(second.page);
  await second.page
    .getByRole('button', { name: /Meter reads/ })
    .first()
    .click();
  await copySecret(second.page);
  await expect.poll(pasted).toBe(SECRET);
  const other = spawn('xclip', ['-quiet', '-selection', 'clipboard', '-i'], { stdio: ['pipe', 'ignore', 'ignore'] });
  other.stdin.end('of somebody else');
  await expect.poll(pasted).toBe('of somebody else');
  await second.close();
  expect(await pasted()).toBe('of somebody else');
  other.kill();
  await profile.remove();
});
