import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { launch, makeProfile } from '../support/launch.ts';
import { mountSmallDisk } from '../support/smallDisk.ts';
import {
  addConnection,
  answerDialogs,
  answerQuestion,
  createVault,
  fillConnection,
  lockVault,
  PASSWORD,
  unlockVault,
} from '../support/steps.ts';

const connection = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Connections' }).getByText(name, { exact: true });

/** The rest of a save that fails; the form of one that works gives way to its connection. */
async function trySave(page: Page, name: string): Promise<void> {
  await fillConnection(page, name);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
}

test('a full disk is told, tried again, gone round by a copy, and holds up quitting', async () => {
  const disk = await mountSmallDisk();
  test.skip(disk === undefined, 'this user may not mount a disk');
  if (!disk) return;
  const profile = await makeProfile();
  const folder = join(disk.path, 'vault');
  await mkdir(folder);
  await symlink(folder, join(profile.path, 'vault'));
  const { app, page, output, close } = await launch({ userData: profile.path });
  await createVault(page);
  await addConnection(page, 'Meter reads');
  await disk.fill(0);
  const before = await readFile(join(folder, 'vault.json'));
  const notice = page.getByRole('alert', { name: 'Not saved', exact: true });

  await trySave(page, 'Billing');
  await expect(notice).toContainText('the disk is full');
  // It is there to work with, once, and the disk has what it had.
  await expect(page.getByRole('heading', { name: 'Billing', level: 1 })).toBeVisible();
  await expect(connection(page, 'Billing')).toHaveCount(1);
  expect(await readFile(join(folder, 'vault.json'))).toEqual(before);
  await notice.getByRole('button', { name: 'Save again' }).click();
  await expect(notice.getByRole('button', { name: 'Save again' })).toBeEnabled();
  await expect(notice).toContainText('the disk is full');

  await answerDialogs(app, join(profile.path, 'elsewhere.json'));
  await notice.getByRole('button', { name: 'Export elsewhere' }).click();
  await expect(notice.getByRole('status')).toHaveText('A copy with the last change is in elsewhere.json.');

  await answerQuestion(app, 'Stay');
  await app.evaluate(({ app: running }) => running.quit());
  await expect.poll(output).toMatch(/question: Your last change is not on the disk\. .*the disk is full.*Quitting now/);
  await expect(notice).toBeVisible();

  await disk.empty();
  await notice.getByRole('button', { name: 'Save again' }).click();
  await expect(notice).toHaveCount(0);
  await close();
  const again = await launch({ userData: profile.path });
  await unlockVault(again.page);
  await expect(connection(again.page, 'Billing')).toHaveCount(1);
  await again.close();

  await test.step('the copy opens in another profile, where there is no vault yet', async () => {
    const other = await makeProfile();
    const there = await launch({ userData: other.path });
    await answerDialogs(there.app, join(profile.path, 'elsewhere.json'));
    await there.page.getByRole('button', { name: 'Open a copy of a vault …' }).click();
    const dialog = there.page.getByRole('dialog', { name: 'Open a copy of a vault' });
    await dialog.getByLabel('Password of the copy').fill('not the password');
    await dialog.getByRole('button', { name: 'Choose the file' }).click();
    await expect(dialog.getByText(/^That does not open this copy/)).toBeVisible({ timeout: 20_000 });
    await dialog.getByLabel('Password of the copy').fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect(dialog.getByText('elsewhere.json')).toBeVisible({ timeout: 20_000 });
    await dialog.getByRole('button', { name: 'Make this the vault' }).click();
    await unlockVault(there.page);
    await expect(connection(there.page, 'Billing')).toHaveCount(1);
    await there.close();
    await other.remove();
  });
  await profile.remove();
  await disk.remove();
});

test('a folder that cannot be written to opens for reading, and says why', async () => {
  const disk = await mountSmallDisk();
  test.skip(disk === undefined, 'this user may not mount a disk');
  if (!disk) return;
  const profile = await makeProfile();
  await symlink(disk.path, join(profile.path, 'vault'));
  const first = await launch({ userData: profile.path });
  await createVault(first.page);
  await addConnection(first.page, 'Meter reads');
  await first.close();
  await disk.setReadOnly(true);

  const { page, close } = await launch({ userData: profile.path });
  await unlockVault(page);
  const notice = page.getByRole('status', { name: 'Read-only' });
  await expect(notice).toContainText('the disk is read-only');
  await trySave(page, 'Billing');
  await expect(page.getByRole('alert', { name: 'The connection was not saved' })).toContainText(
    'the disk is read-only',
  );
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await disk.setReadOnly(false);
  await lockVault(page);
  await unlockVault(page);
  await expect(notice).toHaveCount(0);
  await addConnection(page, 'Billing');
  await close();
  await profile.remove();
  await disk.remove();
});

test('a second Grantsmith on the same vault reads, and may write once the first is closed', async () => {
  const [first, second] = [await makeProfile(), await makeProfile()];
  const here = await launch({ userData: first.path });
  await createVault(here.page);
  await addConnection(here.page, 'Meter reads');
  await symlink(join(first.path, 'vault'), join(second.path, 'vault'));

  const there = await launch({ userData: second.path });
  await unlockVault(there.page);
  const notice = there.page.getByRole('status', { name: 'Read-only' });
  await expect(notice).toContainText(`another Grantsmith (process ${here.app.process().pid} on `);
  await expect(connection(there.page, 'Meter reads')).toHaveCount(1);
  await trySave(there.page, 'Billing');
  await expect(there.page.getByRole('alert', { name: 'The connection was not saved' })).toContainText('reading only');
  await addConnection(here.page, 'Outages');
  await here.close();

  await lockVault(there.page);
  await unlockVault(there.page);
  await expect(notice).toHaveCount(0);
  await expect(connection(there.page, 'Outages')).toHaveCount(1);
  await addConnection(there.page, 'Billing');
  await there.close();
  await Promise.all([first.remove(), second.remove()]);
});

test('an older file in the place of the vault is noticed at the start, and while the vault is open', async () => {
  const profile = await makeProfile();
  const folder = join(profile.path, 'vault');
  const path = join(folder, 'vault.json');
  const first = await launch({ userData: profile.path });
  await createVault(first.page);
  await addConnection(first.page, 'Meter reads');
  const older = await readFile(path);
  await addConnection(first.page, 'Billing');
  const newer = join(profile.path, 'newer.json');
  await writeFile(newer, await readFile(path));
  await first.close();
  await writeFile(path, older);

  const { app, page, close } = await launch({ userData: profile.path });
  await expect(page.getByText(/^This file holds an older state \(2\) than the last one seen here \(3\)/)).toBeVisible();
  await unlockVault(page);
  const notice = page.getByRole('status', { name: 'About this vault’s file' });
  await expect(notice).toContainText('an older state (2)');

  await test.step('the newer file, which the person has elsewhere, is put back', async () => {
    await answerDialogs(app, newer);
    await notice.getByRole('button', { name: 'Look at the earlier states' }).click();
    await page.getByRole('button', { name: 'Open a copy of a vault …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Open a copy of a vault' });
    await dialog.getByLabel('Password of the copy').fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Choose the file' }).click();
    await expect(dialog.getByText('1 entry that the vault does not have now would come back.')).toBeVisible({
      timeout: 20_000,
    });
    await dialog.getByRole('button', { name: 'Make this the vault' }).click();
    await unlockVault(page);
    await expect(notice).toHaveCount(0);
    await expect(connection(page, 'Billing')).toHaveCount(1);
  });

  await test.step('a file that is swapped while the vault is open is not overwritten, and the change is kept beside it', async () => {
    await writeFile(path, older);
    await trySave(page, 'Outages');
    await expect(page.getByRole('alert', { name: 'Not saved', exact: true })).toContainText(
      'changed by another program',
    );
    expect(await readFile(path)).toEqual(older);
    await lockVault(page);
    await unlockVault(page);
    await expect(connection(page, 'Outages')).toHaveCount(0);
    expect((await readdir(folder)).filter((name) => name.startsWith('vault.conflict-'))).toHaveLength(1);
    await notice.getByRole('button', { name: 'Look at the earlier states' }).click();
    await page.getByRole('button', { name: 'Go back to this' }).first().click();
    await unlockVault(page);
    await expect(connection(page, 'Outages')).toHaveCount(1);
  });
  await close();
  await profile.remove();
});

test('a notice that was put away stays so at the next start, until the same happens anew', async () => {
  test.slow();
  const profile = await makeProfile();
  const path = join(profile.path, 'vault', 'vault.json');
  const start = (): ReturnType<typeof launch> => launch({ userData: profile.path });
  const first = await start();
  await createVault(first.page);
  await addConnection(first.page, 'Meter reads');
  const older = await readFile(path);
  await addConnection(first.page, 'Billing');
  await first.close();
  await writeFile(path, older);
  const noticeOn = (page: Page): Locator => page.getByRole('status', { name: 'About this vault’s file' });

  const second = await start();
  await unlockVault(second.page);
  await noticeOn(second.page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(noticeOn(second.page)).toHaveCount(0);
  await second.close();

  const third = await start();
  await expect(third.page.getByText(/^This file holds an older state \(2\)/)).toBeVisible();
  await unlockVault(third.page);
  await expect(connection(third.page, 'Meter reads')).toBeVisible();
  await expect(noticeOn(third.page)).toHaveCount(0);
  await addConnection(third.page, 'Outages');
  await third.close();
  await writeFile(path, older);

  const fourth = await start();
  await unlockVault(fourth.page);
  await expect(noticeOn(fourth.page)).toContainText('an older state (2) than the last one seen here (3)');
  await fourth.close();
  await profile.remove();
});
