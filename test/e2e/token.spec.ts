import { createServer } from 'node:http';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { makeCanary } from '../support/canary.ts';
import { launch, makeProfile } from '../support/launch.ts';
import type { RunningApp } from '../support/launch.ts';
import { createVault, startSandbox } from '../support/steps.ts';

async function openApp(): Promise<RunningApp & { end: () => Promise<void> }> {
  const profile = await makeProfile();
  const running = await launch({ userData: profile.path });
  await createVault(running.page);
  const end = async (): Promise<void> => {
    await running.close();
    await profile.remove();
  };
  return { ...running, end };
}

const accessToken = (page: Page) => page.getByRole('region', { name: 'Access token' });

test('a token by keyboard, its renewal and what the server says of it, all gone from the page when it locks', async () => {
  const { page, end } = await openApp();
  await startSandbox(page);
  await page.getByRole('button', { name: /Practice user/ }).click();
  await page.keyboard.press('Control+Enter');
  await expect(accessToken(page)).toContainText('eyJ');
  const first = await accessToken(page).innerText();
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(page.getByText('once', { exact: true })).toBeVisible();
  expect(await accessToken(page).innerText()).not.toBe(first);

  await page.getByRole('button', { name: 'Introspect' }).click();
  await expect(page.getByText('Active: the server accepts this token.')).toBeVisible();
  await page.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText(/^Accepted with 200/)).toBeVisible();

  await page.keyboard.press('Control+Shift+L');
  await expect(page.getByRole('heading', { name: 'Unlock your vault' })).toBeVisible();
  expect(await page.content()).not.toContain('eyJ');
  await end();
});

const WRONG_PASSWORD = makeCanary('password of a user');

test('a refusal shows the server’s words, the cause and the exchange without the password, and leaves the stored token', async () => {
  const { page, end } = await openApp();
  await startSandbox(page);
  await page.getByRole('button', { name: /Practice user/ }).click();
  await page.getByRole('button', { name: 'Get token' }).click();
  await expect(accessToken(page)).toBeVisible();
  await page.getByRole('button', { name: 'Use another once' }).click();
  await page.getByRole('textbox', { name: 'Password' }).fill(WRONG_PASSWORD);
  await page.getByRole('button', { name: 'Get token' }).click();

  await expect(page.getByRole('alert', { name: 'Refusal' })).toContainText('invalid_grant');
  await expect(page.getByRole('textbox', { name: 'Password' })).toHaveValue('');
  await expect(page.getByRole('region', { name: 'Diagnosis' })).toContainText('The user name or password is wrong');
  await page
    .getByRole('article', { name: 'Token request' })
    .first()
    .getByRole('button', { name: /Token request/ })
    .click();
  await expect(page.getByRole('region', { name: 'Response' })).toContainText('HTTP/1.1 400');
  expect(await page.content()).not.toContain(WRONG_PASSWORD);

  await page.getByRole('region', { name: 'Stored tokens' }).getByRole('button').first().click();
  await expect(accessToken(page)).toContainText('eyJ');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('No token yet')).toBeVisible();
  await end();
});

test('a request that is not answered is cancelled', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { page, end } = await openApp();
  await page.evaluate(
    (domainUrl) =>
      window.grantsmith.connections.save({
        connection: {
          name: 'Silent',
          domainUrl,
          clientId: 'client',
          clientAuth: { method: 'client_secret_post', secret: 'planted-client-secret' },
          grant: { type: 'client_credentials' },
          scope: '',
          proxy: { mode: 'none' },
        },
      }),
    `http://127.0.0.1:${port}`,
  );
  await page.getByRole('button', { name: /Silent/ }).click();
  await page.getByRole('button', { name: 'Get token' }).click();
  await expect(page.getByText('Waiting for 1 s')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Get token' })).toBeEnabled();
  await expect(page.getByText('No token yet')).toBeVisible();
  await end();
  silent.closeAllConnections();
  silent.close();
});
