import { readdir } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { leaksInText, makeCanary } from '../support/canary.ts';
import { reportGate } from '../support/gates.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { createVault, unlockVault } from '../support/steps.ts';

/** Counts what a person has to do: each press of a button, a tab or a row. */
function countingClicks(page: Page) {
  const clicks: string[] = [];
  return {
    clicks,
    press: async (role: 'button' | 'tab' | 'menuitem', name: string | RegExp) => {
      await page.getByRole(role, { name }).first().click();
      clicks.push(String(name));
    },
  };
}

/** Everything that the page may ask main for, as text: what a script in the page could get hold of. */
async function askEverything(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { grantsmith } = window;
    const replies: unknown[] = [
      await grantsmith.vault.status(),
      await grantsmith.connections.list(),
      await grantsmith.tokens.list({}),
      await grantsmith.requests.list(),
      await grantsmith.requests.history({}),
      await grantsmith.app.networkLog(),
    ];
    const connections = await grantsmith.connections.list();
    for (const { id } of connections.ok ? connections.value : []) {
      replies.push(await grantsmith.connections.get({ id }));
      replies.push(await grantsmith.tokens.history({ connectionId: id }));
      replies.push(await grantsmith.tokens.curl({ connectionId: id, reveal: false }));
    }
    return JSON.stringify(replies);
  });
}

test('a newcomer without a tenant reaches an API’s answer in eight clicks and two minutes', async () => {
  const profile = await makeProfile();
  const { page, close } = await launch({ userData: profile.path });
  const startedAt = Date.now();
  await createVault(page);
  const { clicks, press } = countingClicks(page);
  clicks.push('Create vault');
  await press('button', 'Start the sandbox');
  await press('button', 'Get token');
  await page.getByRole('timer').waitFor();
  await press('tab', 'Request');
  await press('button', 'List users (REST)');
  await press('button', 'Send');
  await expect(page.getByText('200 OK').first()).toBeVisible();
  await expect(page.getByText('U00001').first()).toBeVisible();
  expect(clicks.length).toBeLessThanOrEqual(8);
  expect(Date.now() - startedAt).toBeLessThan(120_000);
  await close();
  await profile.remove();
});

test('from nothing to an API’s answer and back after a restart, and no secret is left anywhere', async () => {
  test.setTimeout(120_000);
  const profile = await makeProfile();
  const password = makeCanary('vault-password');
  const secrets = {
    'vault password': password,
    'client secret': makeCanary('client-secret'),
    'user password': makeCanary('user-password'),
  };
  const first = await launch({ userData: profile.path });
  const { page } = first;
  await test.step('a vault, the sandbox, a token by the password grant', async () => {
    await createVault(page, password);
    await page.getByRole('button', { name: 'Start the sandbox' }).click();
    await page.getByRole('button', { name: /^Practice user/ }).click();
    await page.getByRole('button', { name: 'Get token' }).click();
    await expect(page.getByRole('timer')).toBeVisible();
  });

  await test.step('the token, taken apart, with its countdown', async () => {
    await page.getByRole('tab', { name: 'Inspect' }).click();
    await expect(page.getByText('Decoded, not verified').first()).toBeVisible();
    await expect(page.getByText('https://identity.oraclecloud.com/').first()).toBeVisible();
    await expect(page.getByText('tenant_iss', { exact: true }).first()).toBeVisible();
  });

  await test.step('an API answers to it', async () => {
    await page.getByRole('tab', { name: 'Request' }).click();
    await page.getByRole('button', { name: 'List users (REST)' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(page.getByText('200 OK').first()).toBeVisible();
  });

  await test.step('the token is refreshed, and the new refresh token takes the place of the old', async () => {
    await page.getByRole('tab', { name: 'Token', exact: true }).click();
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await expect(page.getByText('once', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await expect(page.getByText('2 times', { exact: true })).toBeVisible();
  });

  await test.step('a connection with a wrong secret and password is refused in the server’s words', async () => {
    const domain = await page.evaluate(async () => {
      const status = await window.grantsmith.sandbox.status();
      return status.ok && status.value.state === 'running' ? status.value.domainUrl : '';
    });
    await page.getByRole('button', { name: 'New connection' }).click();
    await page.getByLabel('Identity domain').fill(`${domain}/ui/v1/signin`);
    await page.getByLabel('Name', { exact: true }).fill('Planted');
    await page.getByRole('textbox', { name: 'Client ID' }).fill('nobody');
    await page.getByRole('textbox', { name: 'Client secret' }).fill(secrets['client secret']);
    await page.getByRole('combobox', { name: 'Grant', exact: true }).click();
    await page.getByRole('option', { name: 'Resource owner password' }).click();
    await page.getByRole('textbox', { name: 'User name' }).fill('ada');
    await page.getByRole('textbox', { name: 'Password' }).fill(secrets['user password']);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Get token' }).click();
    await expect(page.getByText('invalid_client').first()).toBeVisible();
    expect(leaksInText('the page', await page.content(), secrets)).toEqual([]);
    expect(leaksInText('replies of the bridge', await askEverything(page), secrets)).toEqual([]);
  });

  await test.step('locked, nothing of it is on the page', async () => {
    await page.keyboard.press('Control+Shift+L');
    await expect(page.getByRole('heading', { name: 'Unlock your vault' })).toBeVisible();
    const content = await page.content();
    for (const word of ['Planted', 'Practice', 'eyJ', 'nobody']) expect(content).not.toContain(word);
    await first.close();
  });

  await test.step('started again, all of it is there', async () => {
    const second = await launch({ userData: profile.path });
    await unlockVault(second.page, password);
    await second.page.getByRole('button', { name: /^Practice user/ }).click();
    await expect(second.page.getByRole('timer')).toBeVisible();
    await second.page.getByRole('button', { name: /^Planted/ }).click();
    await second.page.getByRole('button', { name: 'Edit' }).click();
    await expect(second.page.getByText(/^Stored, \d+ characters/).first()).toBeVisible();
    await second.close();
  });

  await test.step('no secret of the vault stands in another file, a reply to the page, a log, an environment or a command line', async () => {
    expect(await readdir(profile.path)).toContain('vault');
    const { secrets, files } = await profile.remove();
    reportGate('canary', { secrets, files, leaks: 0 });
    expect(secrets).toBeGreaterThan(10);
    expect(files).toBeGreaterThan(20);
  });
});
