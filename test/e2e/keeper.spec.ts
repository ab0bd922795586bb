import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { makeCanary, plant } from '../support/canary.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { answerDialogs, createVault, fillConnection } from '../support/steps.ts';

const CAPSULE_PASSWORD = plant('password of a capsule', 'seven quiet lanterns over the harbour');
/** A capsule's key is made of 128 MiB, which takes its time on a busy machine. */
const SLOW = { timeout: 30_000 };
const SECRET = makeCanary('secret of the keeper');

async function addConnection(page: Page, name: string, expiry = ''): Promise<void> {
  await fillConnection(page, name, SECRET);
  await page.getByLabel('Secret expires on (optional)', { exact: true }).fill(expiry);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.getByPlaceholder('Type a command or a connection').fill(name);
  await page.keyboard.press('Enter');
}

test('a capsule leaves one profile and is opened in another, with a choice where it meets one of theirs', async () => {
  test.slow();
  const folder = await mkdtemp(join(tmpdir(), 'grantsmith-capsule-'));
  const capsule = join(folder, 'connections.oavault');
  const [sender, receiver] = [await makeProfile(), await makeProfile()];

  await test.step('export all, limited to a day and to hosts', async () => {
    const { app, page, close } = await launch({ userData: sender.path });
    await createVault(page);
    await addConnection(page, 'Meter reads');
    await answerDialogs(app, capsule);
    await command(page, 'Export a capsule');
    const dialog = page.getByRole('dialog', { name: 'Export a capsule' });
    await dialog.getByLabel('Password of the capsule').fill('letmein');
    await dialog.getByLabel('Password again').fill('letmein');
    await dialog.getByRole('button', { name: 'Save 1 connection' }).click();
    await expect(dialog.getByLabel('Password of the capsule')).toHaveAccessibleDescription(
      /password|longer|characters/i,
    );
    await dialog.getByLabel('Password of the capsule').fill(CAPSULE_PASSWORD);
    await dialog.getByLabel('Password again').fill(CAPSULE_PASSWORD);
    await dialog.getByLabel('Opens until (optional)', { exact: true }).fill('2090-01-31');
    await dialog.getByRole('button', { name: 'Fill in the hosts of these connections' }).click();
    await dialog.getByRole('button', { name: 'Save 1 connection' }).click();
    await expect(dialog.getByText('connections.oavault')).toBeVisible(SLOW);
    await close();
    expect((await readFile(capsule)).includes(SECRET)).toBe(false);
  });

  await test.step('import it elsewhere', async () => {
    const { app, page, close } = await launch({ userData: receiver.path });
    await createVault(page);
    await answerDialogs(app, capsule);
    await page.getByRole('button', { name: 'Import a capsule' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import a capsule' });
    await dialog.getByLabel('Password of the capsule').fill('not the password of it');
    await dialog.getByRole('button', { name: 'Choose the file' }).click();
    await expect(dialog.getByRole('button', { name: 'Choose another file' })).toBeVisible(SLOW);
    await dialog.getByLabel('Password of the capsule').fill(CAPSULE_PASSWORD);
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect(dialog.getByText('It is not in your vault yet.')).toBeVisible(SLOW);
    await dialog.getByRole('button', { name: 'Import 1 connection' }).click();
    await expect(dialog.getByText('The capsule is imported: 1 added.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: /Meter reads/ }).click();
    await expect(
      page.getByText(/^May only be used until 31 Jan 2090, .* and with idcs-\S+\.identity\.oraclecloud\.com/),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Edit' }).click();
    await expect(page.getByLabel('May only be used until')).toBeDisabled();
    await expect(page.getByLabel('May only be used with')).toHaveValue(/\.identity\.oraclecloud\.com$/m);
    await page.getByRole('button', { name: 'Cancel' }).click();

    await command(page, 'Import a capsule');
    await dialog.getByLabel('Password of the capsule').fill(CAPSULE_PASSWORD);
    await dialog.getByRole('button', { name: 'Choose the file' }).click();
    await expect(dialog.getByText('1 of 1 meets one of yours.')).toBeVisible(SLOW);
    await expect(dialog.getByRole('button', { name: 'Import 0 connections' })).toBeDisabled();
    await dialog.getByRole('combobox', { name: 'What to do with Meter reads' }).click();
    await page.getByRole('option', { name: 'Keep both' }).click();
    await dialog.getByRole('button', { name: 'Import 1 connection' }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('navigation', { name: 'Connections' }).getByText(/Meter reads/)).toHaveCount(2);
    await close();
  });
  await Promise.all([sender.remove(), receiver.remove(), rm(folder, { recursive: true })]);
});

test('a CSV file becomes connections by a mapping, and what does not fit is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grantsmith-csv-'));
  const file = join(folder, 'passwords.csv');
  await writeFile(
    file,
    `title,url,username,password\nBilling,https://idp.example.com,client-9,${SECRET}\nBroken,,,x\n`,
  );
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await answerDialogs(app, file);
  await page.getByRole('button', { name: 'Import from KeePass or CSV' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import from KeePass or CSV' });
  await dialog.getByRole('button', { name: 'Choose the file' }).click();
  await expect(dialog.getByText('has 2 entries')).toBeVisible();
  expect(await page.content()).not.toContain(SECRET);
  const map = async (target: string, column: RegExp): Promise<void> => {
    await dialog.getByRole('combobox', { name: `Column for: ${target}`, exact: true }).click();
    await page.getByRole('option', { name: column }).click();
  };
  await map('Identity domain', /^url/);
  await map('Client ID', /^username/);
  await map('Client secret', /^password/);
  await map('User name', /^No column/);
  await map('Password of the user', /^No column/);
  await expect(dialog.getByText('None of these is in your vault yet.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Import 1 entry' }).click();
  await expect(dialog.getByText('1 connection was added.')).toBeVisible();
  await expect(dialog.getByText('Broken')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: /Billing/ })).toBeVisible();
  await close();
  await Promise.all([profile.remove(), rm(folder, { recursive: true })]);
});

test('a CSV file that is imported again adds nothing, and replaces or doubles only what it is told to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grantsmith-csv-'));
  const file = join(folder, 'clients.csv');
  const write = (secret: string): Promise<void> =>
    writeFile(file, `name,url,client id,client secret\nBilling,https://idp.example.com,client-9,${secret}\n`);
  await write(SECRET);
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await answerDialogs(app, file);
  const dialog = page.getByRole('dialog', { name: 'Import from KeePass or CSV' });
  const choice = dialog.getByRole('combobox', { name: 'What to do with Billing' });
  const billings = page.getByRole('navigation', { name: 'Connections' }).getByText(/^Billing/);
  const open = async (): Promise<void> => {
    await command(page, 'Import from KeePass or CSV');
    await dialog.getByRole('button', { name: 'Choose the file' }).click();
  };
  const finish = async (button: string, words: string): Promise<void> => {
    await dialog.getByRole('button', { name: button }).click();
    await expect(dialog.getByText(words)).toBeVisible();
    await dialog.getByRole('button', { name: 'Done' }).click();
  };
  await open();
  await finish('Import 1 entry', '1 connection was added.');

  await open();
  await expect(dialog.getByText('1 of 1 meets one of yours.')).toBeVisible();
  await expect(dialog.getByText('The same as your “Billing”.')).toBeVisible();
  await expect(choice).toHaveValue('Keep mine');
  await expect(dialog.getByRole('button', { name: 'Import 0 entries' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await write(makeCanary('secret of the keeper that is new'));
  await open();
  await expect(dialog.getByText(/^Differs from your “Billing”/)).toBeVisible();
  await choice.click();
  await page.getByRole('option', { name: 'Replace mine' }).click();
  await expect(dialog.getByRole('status').filter({ hasText: '0 added, 1 replaced.' })).toBeVisible();
  // Another mapping is another question, to which the person has not answered yet.
  await dialog.getByLabel('For entries without: Environment').fill('PROD');
  await expect(choice).toHaveValue('Keep mine');
  await choice.click();
  await page.getByRole('option', { name: 'Replace mine' }).click();
  await finish('Import 1 entry', '1 of yours was replaced.');
  await expect(billings).toHaveCount(1);
  await expect(page.getByRole('navigation', { name: 'Connections' }).getByText('PROD')).toBeVisible();

  await open();
  await choice.click();
  await page.getByRole('option', { name: 'Keep both' }).click();
  await finish('Import 1 entry', '1 connection was added.');
  await expect(billings).toHaveCount(2);
  await close();
  await Promise.all([profile.remove(), rm(folder, { recursive: true })]);
});

test('a KeePass database is opened by its password and becomes connections', async () => {
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await answerDialogs(app, join(import.meta.dirname, '../support/imports/keepassxc.kdbx'));
  await page.getByRole('button', { name: 'Import from KeePass or CSV' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import from KeePass or CSV' });
  await dialog.getByRole('button', { name: 'Choose the file' }).click();
  await expect(dialog.getByText('keepassxc.kdbx')).toBeVisible();
  await dialog.getByLabel('Password of the database').fill('Zurich tower 7');
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog.getByLabel('Password of the database')).toHaveAccessibleDescription(
    /^That does not open this KeePass file/,
    SLOW,
  );
  await dialog.getByLabel('Password of the database').fill('Zürich tower 7');
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog.getByText('has 2 entries')).toBeVisible(SLOW);
  expect(await page.content()).not.toMatch(/Kp-Secret/);
  await dialog.getByRole('button', { name: 'Import 1 entry' }).click();
  await expect(dialog.getByText('1 connection was added.')).toBeVisible();
  await expect(dialog.getByText('No address')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: /Billing Ü/ })).toBeVisible();
  await close();
  await profile.remove();
});

test('a password is judged in words while it is typed', async () => {
  const profile = await makeProfile();
  const { page, close } = await launch({ userData: profile.path });
  const verdict = page.getByRole('status', { name: 'Strength of the password' });
  await page.getByLabel('Password', { exact: true }).fill('password1');
  await expect(verdict).toContainText(/Guessed at once|Weak/);
  await page.getByLabel('Password', { exact: true }).fill(CAPSULE_PASSWORD);
  await expect(verdict).toContainText(/Strong/);
  await page.getByLabel('Password', { exact: true }).fill('');
  await expect(verdict).toContainText('14 characters or more');
  await close();
  await profile.remove();
});

test('the radar shows a secret whose day is entered, the status bar warns, and the proof tests itself', async () => {
  const profile = await makeProfile();
  const { page, close } = await launch({ userData: profile.path });
  await createVault(page);
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await addConnection(page, 'Meter reads', soon);
  await addConnection(page, 'Billing', '2090-01-31');
  await page.getByRole('button', { name: 'Expiry: 1 soon' }).click();
  const board = page.getByRole('list', { name: 'What expires' });
  await expect(board.getByRole('listitem')).toHaveCount(4);
  await expect(board.getByRole('listitem').nth(1)).toContainText(/Client secret.*Meter reads.*in [23] d/);
  await expect(board.getByRole('listitem').nth(3)).toContainText(/Client secret.*Billing/);
  await page.getByRole('button', { name: 'Open Meter reads' }).click();
  await expect(page.getByLabel('Secret expires on (optional)', { exact: true })).toHaveValue(soon);

  await command(page, 'Proof and self-test');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await expect(settings.getByText('AES-256-GCM')).toBeVisible();
  await expect(settings.getByText('None. Nothing has left this app yet.')).toBeVisible();
  await settings.getByRole('button', { name: 'Run the test' }).click();
  await expect(settings.getByText('All that this machine has works as it should.')).toBeVisible({ timeout: 30_000 });
  await close();
  await profile.remove();
});
