import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { launchNew } from '../support/launch.ts';
import type { RunningApp } from '../support/launch.ts';
import { createVault, startSandbox } from '../support/steps.ts';
import { startOtherDevice, startSystemBrowser } from '../support/systemBrowser.ts';
import type { SystemBrowser } from '../support/systemBrowser.ts';

/** Signs in on the practice page as Jane, whose password stands in the field. */
async function signIn(web: Page): Promise<void> {
  await web.getByLabel('User', { exact: true }).selectOption('jane.doe');
  const password = web.getByLabel('Password');
  await password.fill((await password.getAttribute('placeholder')) ?? '');
  await web.getByRole('button', { name: 'Sign in and allow' }).click();
}

async function openConnection(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('navigation', { name: 'Connections' }).getByRole('button', { name }).click();
}

test.describe('signing in through a browser', () => {
  let running: RunningApp;
  let page: Page;
  let browser: SystemBrowser;

  test.beforeAll(async () => {
    browser = await startSystemBrowser();
    running = await launchNew({ env: browser.env });
    page = running.page;
    await createVault(page);
    await startSandbox(page);
  });
  test.afterAll(async () => {
    await browser.close();
    await running.close();
  });

  const getToken = (): Promise<void> => page.getByRole('button', { name: 'Get token' }).click();

  test('authorization code: waits, comes back, and shows each check of the way', async () => {
    await openConnection(page, /browser sign-in/);
    const web = await browser.opened(getToken);
    const waiting = page.getByRole('region', { name: 'Sign-in under way' });
    await expect(waiting.getByRole('status')).toHaveText(/Waiting for you to sign in/);
    await expect(waiting.getByRole('rowheader', { name: 'code_challenge', exact: true })).toBeVisible();
    await expect(web.getByRole('heading', { name: 'Practice sign-in' })).toBeVisible();
    await signIn(web);
    await expect(web.getByRole('heading', { name: 'You can go back to Grantsmith' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Access token' })).toBeVisible();
    await expect(waiting).toBeHidden();
    const flow = page.getByRole('region', { name: 'Sign-ins' });
    await expect(flow.getByRole('article', { name: 'Authorization code: Token issued' })).toBeVisible();
    const checks: string[] = [];
    for (const step of await flow.getByRole('list', { name: 'Steps' }).getByRole('button').all()) {
      await step.click();
      checks.push(...(await flow.getByRole('list', { name: 'Checks' }).getByRole('listitem').allInnerTexts()));
    }
    for (const name of ['PKCE', 'state', 'nonce', 'iss', 'aud', 'exp', 'iat', 'signature']) {
      expect(
        checks.find((text) => text.includes(name)),
        name,
      ).toMatch(/^Pass/);
    }
  });

  test('goes on, and can be finished, after the page was loaded anew', async () => {
    const waiting = page.getByRole('region', { name: 'Sign-in under way' });
    const web = await browser.opened(getToken);
    await expect(waiting).toBeVisible();
    await page.reload();
    await openConnection(page, /browser sign-in/);
    await expect(waiting.getByRole('status')).toHaveText(/Waiting for you to sign in/);
    await signIn(web);
    await expect(waiting).toBeHidden();
    await expect(page.getByRole('region', { name: 'Access token' })).toBeVisible();

    await openConnection(page, /Practice device/);
    await getToken();
    const code = await page.getByLabel('User code').innerText();
    await page.reload();
    await openConnection(page, /Practice device/);
    await expect(page.getByLabel('User code')).toHaveText(code);
    await page
      .getByRole('region', { name: 'Code for the other device' })
      .getByRole('button', { name: 'Cancel' })
      .click();
    await expect(page.getByLabel('User code')).toBeHidden();
  });

  test('its token is named, refreshes itself when told to, and its session is ended in the browser', async () => {
    await openConnection(page, /browser sign-in/);
    await page.getByLabel('Name', { exact: true }).fill('Jane at the practice domain');
    await page.keyboard.press('Enter');
    const stored = page.getByRole('region', { name: 'Life of the token' });
    await stored.getByRole('switch', { name: 'Refresh by itself' }).click();
    await expect(stored.getByRole('switch', { name: 'Refresh by itself' })).toBeChecked();
    const web = await browser.opened(() => stored.getByRole('button', { name: 'End session' }).click());
    await expect(stored.getByText('Opened in the browser.')).toBeVisible();
    await expect(web).toHaveURL(/id_token_hint=/);
    // The address that holds the ID token reaches the browser by way of a page that works once.
    expect(await browser.lastAddress()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}$/);
    await web.getByRole('button', { name: 'Sign out' }).click();
    await expect(web.getByRole('heading', { name: 'Signed out' })).toBeVisible();
  });

  test('a sign-in that is denied in the browser is told in the app with its cause', async () => {
    await openConnection(page, /browser sign-in/);
    const web = await browser.opened(getToken);
    await web.getByRole('button', { name: 'Deny' }).click();
    await expect(web.getByRole('heading', { name: 'The sign-in did not go through' })).toBeVisible();
    const refusal = page.getByRole('alert', { name: 'Refusal' });
    await expect(refusal).toContainText('access_denied');
    await expect(page.getByRole('region', { name: 'Diagnosis' })).toContainText(
      'The sign-in was denied in the browser',
    );
    await expect(page.getByRole('article', { name: 'Authorization code: Refused' })).toBeVisible();
  });

  test('a closed page, and the address of another sign-in, leave the app waiting; a cancel ends it', async () => {
    await openConnection(page, /browser sign-in/);
    const web = await browser.opened(getToken);
    await web.close();
    const waiting = page.getByRole('region', { name: 'Sign-in under way' });
    const field = waiting.getByRole('textbox');
    await field.fill('http://127.0.0.1/callback?code=x&state=forged');
    await waiting.getByRole('button', { name: 'Continue' }).click();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(waiting.getByRole('timer')).toHaveText(/^Ends by itself in [1-5]:/);
    const again = await browser.opened(() => waiting.getByRole('button', { name: 'Open it again' }).click());
    await expect(again.getByRole('heading', { name: 'Practice sign-in' })).toBeVisible();
    await waiting.getByRole('button', { name: 'Cancel' }).click();
    await expect(waiting).toBeHidden();
    await expect(page.getByRole('article', { name: 'Authorization code: Cancelled' })).toBeVisible();
  });

  test('device code: the code is typed on another device and the token appears by itself', async () => {
    await openConnection(page, /Practice device/);
    await getToken();
    const pending = page.getByRole('region', { name: 'Code for the other device' });
    await expect(pending.getByRole('img', { name: /QR code/ })).toBeVisible();
    const here = await browser.opened(() => pending.getByRole('button', { name: 'Open in the browser' }).click());
    await expect(here.getByText('Go on only if your device shows this code')).toBeVisible();
    const device = await startOtherDevice();
    try {
      const web = await device.context.newPage();
      await web.goto((await pending.locator('.flow-address .mono').textContent()) ?? '');
      await web.getByRole('textbox').fill((await pending.getByLabel('User code').textContent()) ?? '');
      await web.getByRole('button', { name: 'Continue' }).click();
      await web.getByRole('button', { name: 'Yes, this is my device' }).click();
      await signIn(web);
      await expect(web.getByText('The device is signed in.')).toBeVisible();
    } finally {
      await device.close();
    }
    await expect(page.getByRole('region', { name: 'Access token' })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole('article', { name: 'Device code: Token issued' })).toBeVisible();
  });
});
