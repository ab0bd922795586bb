import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { createHttpBrowser } from '../support/httpBrowser.ts';
import type { HttpBrowser, Page as WebPage } from '../support/httpBrowser.ts';
import { launch, makeProfile } from '../support/launch.ts';
import type { RunningApp } from '../support/launch.ts';
import { createVault, startSandbox } from '../support/steps.ts';

const PASSWORD = /placeholder="([^"]+)"/;

/** Fills in the practice sign-in page as Jane does, whose password stands on it. */
async function signIn(browser: HttpBrowser, page: WebPage, answer: 'allow' | 'deny' = 'allow'): Promise<WebPage> {
  const password = PASSWORD.exec(page.text)?.[1] ?? '';
  return browser.submit(page, { username: 'jane.doe', password, answer });
}

/** From now on the app’s browser is this test: the addresses it would open are kept in main. */
async function takeOverBrowser({ app }: RunningApp): Promise<() => Promise<string | undefined>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'openedByTest', opened);
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  return () =>
    app.evaluate(() => {
      const opened: unknown = Reflect.get(globalThis, 'openedByTest');
      const last: unknown = Array.isArray(opened) ? opened.at(-1) : undefined;
      return typeof last === 'string' ? last : undefined;
    });
}

async function openConnection(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('navigation', { name: 'Connections' }).getByRole('button', { name }).click();
}

test.describe('signing in through a browser', () => {
  let running: RunningApp;
  let page: Page;
  let remove: () => Promise<void>;
  let opened: () => Promise<string | undefined>;

  test.beforeAll(async () => {
    const profile = await makeProfile();
    remove = profile.remove;
    running = await launch({ userData: profile.path });
    page = running.page;
    await createVault(page);
    await startSandbox(page);
    opened = await takeOverBrowser(running);
  });
  test.afterAll(async () => {
    await running.close();
    await remove();
  });

  test('authorization code: waits, comes back, and shows each check of the way', async () => {
    await openConnection(page, /browser sign-in/);
    await page.getByRole('button', { name: 'Get token' }).click();
    const waiting = page.getByRole('region', { name: 'Sign-in under way' });
    await expect(waiting.getByRole('status')).toHaveText(/Waiting for you to sign in/);
    await expect(waiting.getByRole('rowheader', { name: 'code_challenge', exact: true })).toBeVisible();
    const browser = createHttpBrowser();
    const callback = await signIn(browser, await browser.visit((await opened()) ?? ''));
    await browser.visit(callback.url);
    await expect(page.getByRole('region', { name: 'Access token' })).toBeVisible();
    await expect(waiting).toBeHidden();
    const flow = page.getByRole('region', { name: 'Sign-ins' });
    await expect(flow.getByRole('article', { name: 'Authorization code: Token issued' })).toBeVisible();
    const checks: string[] = [];
    for (const step of await flow.getByRole('list', { name: 'Steps' }).getByRole('button').all()) {
      await step.click();
      checks.push(...(await flow.getByRole('list', { name: 'Checks' }).getByRole('listitem').allInnerTexts()));
    }
    for (const name of ['PKCE', 'state', 'nonce', 'iss']) {
      expect(
        checks.find((text) => text.includes(name)),
        name,
      ).toMatch(/^Pass/);
    }
  });

  test('its token is named, refreshes itself when told to, and its session is ended in the browser', async () => {
    await openConnection(page, /browser sign-in/);
    await page.getByLabel('Name', { exact: true }).fill('Jane at the practice domain');
    await page.keyboard.press('Enter');
    const stored = page.getByRole('region', { name: 'Life of the token' });
    await stored.getByRole('switch', { name: 'Refresh by itself' }).click();
    await expect(stored.getByRole('switch', { name: 'Refresh by itself' })).toBeChecked();
    await stored.getByRole('button', { name: 'End session' }).click();
    // The address that holds the ID token reaches the browser by way of a page that works once.
    await expect.poll(opened).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}$/);
    const signOut = await createHttpBrowser().visit((await opened()) ?? '');
    expect(new URL(signOut.url).searchParams.has('id_token_hint')).toBe(true);
    await expect(stored.getByText('Opened in the browser.')).toBeVisible();
  });

  test('a pasted address of another sign-in is refused at its field, and a cancel ends the waiting', async () => {
    await openConnection(page, /browser sign-in/);
    await page.getByRole('button', { name: 'Get token' }).click();
    const waiting = page.getByRole('region', { name: 'Sign-in under way' });
    const field = waiting.getByRole('textbox');
    await field.fill('http://127.0.0.1/callback?code=x&state=forged');
    await waiting.getByRole('button', { name: 'Continue' }).click();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await waiting.getByRole('button', { name: 'Cancel' }).click();
    await expect(waiting).toBeHidden();
    await expect(page.getByRole('article', { name: 'Authorization code: Cancelled' })).toBeVisible();
  });

  test('device code: the code is typed elsewhere and the token appears by itself', async () => {
    await openConnection(page, /Practice device/);
    await page.getByRole('button', { name: 'Get token' }).click();
    const pending = page.getByRole('region', { name: 'Code for the other device' });
    await expect(pending.getByLabel('User code')).not.toBeEmpty();
    await expect(pending.getByRole('img', { name: /QR code/ })).toBeVisible();
    await pending.getByRole('button', { name: 'Open in the browser' }).click();
    const browser = createHttpBrowser();
    let shown = await browser.visit((await opened()) ?? '');
    // Each page has one form: the code, whose it is, the sign-in, the confirmation.
    for (let pages = 0; pages < 5 && shown.text.includes('<form'); pages += 1) {
      shown = shown.text.includes('name="username"') ? await signIn(browser, shown) : await browser.submit(shown);
    }
    expect(shown.text).toContain('signed in');
    await expect(page.getByRole('region', { name: 'Access token' })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole('article', { name: 'Device code: Token issued' })).toBeVisible();
  });
});
