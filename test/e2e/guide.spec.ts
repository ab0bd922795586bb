import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { launchNew } from '../support/launch.ts';
import type { RunningApp } from '../support/launch.ts';
import { addConnection, catchCopies, createVault, lockVault, unlockVault } from '../support/steps.ts';

const SECRET = 'a planted secret of the guide';

test.describe('the guide', () => {
  let running: RunningApp;
  let page: Page;

  test.beforeAll(async () => {
    running = await launchNew();
    page = running.page;
    await createVault(page);
    await addConnection(page, 'TEST', SECRET);
    await page.getByRole('tab', { name: 'Guide' }).click();
  });
  test.afterAll(() => running.close());

  test('is ticked off, over a lock too, and shows what is left', async () => {
    await expect(page.getByText('2 of 12 done')).toBeVisible();
    await page.getByRole('checkbox', { name: 'Done: Activate the application' }).click();
    await expect(page.getByText('3 of 12 done')).toBeVisible();
    await expect(page.getByText('2 seen by Grantsmith, 1 ticked by you')).toBeVisible();
    await lockVault(page);
    await unlockVault(page);
    await page.getByRole('button', { name: /^TEST/ }).click();
    await page.getByRole('tab', { name: 'Guide' }).click();
    await expect(page.getByRole('checkbox', { name: 'Done: Activate the application' })).toBeChecked();
    await page.getByRole('switch', { name: 'Only what is left' }).click();
    await expect(page.getByRole('button', { name: /Activate the application/ })).toHaveCount(0);
    await page.getByRole('switch', { name: 'Only what is left' }).click();
  });

  test('opens one step at a time, by keyboard alone', async () => {
    await page.getByRole('button', { name: /Find the address/ }).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Press “Get token” in the tab Token.')).toBeVisible();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Press “Get token” in the tab Token.')).toHaveCount(0);
    await expect(page.getByRole('button', { expanded: true, name: /Enter the scope/ })).toBeFocused();
  });

  test('leads to the console of the domain of this connection, and to no other place', async () => {
    await running.app.evaluate(({ shell }) => {
      shell.openExternal = (url) => {
        Reflect.set(globalThis, 'openedByTest', url);
        return Promise.resolve();
      };
    });
    await page.getByRole('button', { name: /Activate the application/ }).click();
    await page.getByRole('button', { name: 'Open the console' }).click();
    const opened = (): Promise<unknown> => running.app.evaluate((): unknown => Reflect.get(globalThis, 'openedByTest'));
    await expect
      .poll(opened)
      .toBe('https://idcs-00112233445566778899aabbccddeeff.identity.oraclecloud.com/ui/v1/adminconsole');
  });

  test('is handed on as a list without a secret', async () => {
    const copied = await catchCopies(running.app);
    await page.getByRole('button', { name: 'Copy list for your administrator' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    const list = await copied();
    expect(list).toContain('# What “TEST” needs');
    expect(list).toContain('- [x] **7. Activate the application**');
    expect(list).toContain('- [ ] **4. Tick “Client credentials” among the allowed grant types**');
    expect(list).toContain('Login ID of the user: `client of TEST`');
    expect(list).not.toContain(SECRET);
  });

  test('has seen what a token proves, and is where a refusal leads', async () => {
    await page.keyboard.press('Control+K');
    await page.keyboard.type('Start the sandbox');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Get token' }).click();
    await page.getByRole('timer').waitFor({ timeout: 30_000 });
    await page.getByRole('tab', { name: 'Guide' }).click();
    await page.getByRole('button', { name: /Activate the application.*Seen/ }).click();
    await expect(page.getByText('A token was issued with these settings.')).toBeVisible();
    // The practice domain has no console.
    await expect(page.getByRole('button', { name: 'Open the console' })).toHaveCount(0);
    await page.getByRole('tab', { name: 'Token' }).click();
    await page.getByRole('textbox', { name: 'Scope' }).fill('urn:no:such:scope');
    await page.getByRole('button', { name: 'Get token' }).click();
    await page.getByRole('group', { name: 'Steps of the guide' }).getByRole('button').first().click();
    await expect(page.getByRole('tab', { name: 'Guide', selected: true })).toBeVisible();
    await expect(page.getByRole('button', { expanded: true })).toHaveCount(1);
  });
});
