import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { leaksInText, plant, plantedSecrets } from '../support/canary.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { answerDialogs, catchCopies, createVault, startSandbox } from '../support/steps.ts';

const WRONG = plant('a wrong client secret', 'Wr0ng-s3cret-of-the-check-up');

test('the check-up of a connection finds nothing wrong, and then that its secret is', async () => {
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await startSandbox(page);
  await page
    .getByRole('navigation', { name: 'Connections' })
    .getByText(/REST \(client credentials/i)
    .click();
  await page.getByRole('tab', { name: 'Diagnose' }).click();
  const box = page.getByRole('region', { name: 'Check-up', exact: true });
  const result = page.getByRole('region', { name: 'Result of the check-up' });
  await box.getByRole('checkbox', { name: 'Call the API, too' }).check();
  await box.getByRole('textbox', { name: 'Path below the API base URL' }).fill('/rest/apis/common/users');
  await box.getByRole('button', { name: 'Run the check-up' }).click();
  await expect(result.getByText('Nothing is wrong with what was checked')).toBeVisible();
  const token = result.getByRole('article', { name: 'Token request' });
  await expect(token).toHaveAttribute('data-level', 'good');
  await expect(result.getByRole('article', { name: 'The API' })).toHaveAttribute('data-level', 'good');
  await token.getByRole('button').first().click();
  await expect(token.getByText('no: the token of a check-up is dropped')).toBeVisible();

  await page.evaluate(async (secret) => {
    const connections = await window.grantsmith.connections.list();
    const found = (connections.ok ? connections.value : []).find(({ name }) => name.includes('REST'));
    const { domainUrl = '', clientId = '', scope = '', apiBaseUrl = '' } = found ?? {};
    await window.grantsmith.connections.save({
      connection: {
        name: 'With a wrong secret',
        domainUrl,
        clientId,
        clientAuth: { method: 'client_secret_basic', secret },
        grant: { type: 'client_credentials' },
        scope,
        api: { baseUrl: apiBaseUrl },
        proxy: { mode: 'none' },
      },
    });
  }, WRONG);
  await page.getByRole('navigation', { name: 'Connections' }).getByText('With a wrong secret').click();
  await page.keyboard.press('Control+K');
  await page.keyboard.type('Run the check-up');
  await page.keyboard.press('Enter');
  await expect(result.getByRole('status')).toContainText('The client ID or client secret is wrong');
  await expect(result.getByRole('status')).toContainText('At the step Token request');
  await expect(token.getByText('refused, 401 invalid_client').first()).toBeVisible();
  await expect(result.getByRole('article', { name: 'The token itself' })).toContainText('there is no token to look at');
  const copied = await catchCopies(app);
  await result.getByRole('button', { name: 'Copy as text' }).click();
  await expect.poll(copied).toContain('The client ID or client secret is wrong');
  expect(await copied()).not.toContain(WRONG);

  // The same as a file for somebody else.
  await result.getByRole('button', { name: 'Case file …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Case file' });
  await expect(dialog.getByRole('checkbox', { name: 'The check-up' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Preview' }).click();
  const read = dialog.getByRole('region', { name: 'Check-up', exact: true });
  const step = read.getByRole('article', { name: 'Token request' }).first();
  await expect(step).toHaveAttribute('data-level', 'bad');
  await expect(read.getByText('refused, 401 invalid_client').first()).toBeVisible();
  const folder = await mkdtemp(join(tmpdir(), 'grantsmith-check-up-'));
  const file = join(folder, 'checked.case.html');
  await answerDialogs(app, file);
  await dialog.getByRole('button', { name: 'Save …' }).click();
  await expect(dialog).toBeHidden();
  expect(leaksInText('case file', await readFile(file, 'utf8'), plantedSecrets())).toEqual([]);
  await page.keyboard.press('Control+K');
  await page.keyboard.type('Open a case file');
  await page.keyboard.press('Enter');
  const opened = page.getByRole('region', { name: 'Case file' });
  await expect(opened.getByRole('region', { name: 'Check-up', exact: true })).toContainText('Token request');
  await rm(folder, { recursive: true });
  await page.getByRole('navigation', { name: 'Connections' }).getByText('With a wrong secret').click();
  await page.getByRole('tab', { name: 'Diagnose' }).click();

  // A failure that is pasted takes the place of the result, and the box leads back to it.
  await page.getByRole('textbox', { name: 'What failed' }).fill('{"error":"invalid_scope"}');
  await expect(page.getByRole('region', { name: 'Diagnosis' })).toBeVisible();
  await box.getByRole('button', { name: /Show the last/ }).click();
  await expect(result).toBeVisible();

  await close();
  await profile.remove();
});
