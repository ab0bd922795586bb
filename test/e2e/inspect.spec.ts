import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { launchNew } from '../support/launch.ts';
import type { RunningApp } from '../support/launch.ts';
import { createVault } from '../support/steps.ts';
import { tokenOf } from '../support/tokenText.ts';

const HOSTILE = `{
  "__proto__": { "admin": true },
  "sub": "<img src=x onerror=alert(1)><script>alert(2)</script>",
  "name": "admin\\u202egpj.exe",
  "iss": "javascript:alert(3)",
  "nested": ${'{"a":'.repeat(90)}1${'}'.repeat(90)}
}`;

/** Types into a box by way of the page's own paste, as a person does. */
async function paste(page: Page, box: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: box }).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

test.describe('the inspector', () => {
  let running: RunningApp;
  let page: Page;

  test.beforeAll(async () => {
    running = await launchNew();
    page = running.page;
    await createVault(page);
    await page.getByRole('button', { name: 'Inspect a token' }).click();
  });
  test.afterAll(() => running.close());

  test('shows what a token says as text, whatever it says', async () => {
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await paste(page, 'Token', `Authorization: Bearer ${tokenOf(HOSTILE)}`);
    const payload = page.getByRole('table', { name: 'Payload members' });
    await expect(payload.getByRole('row', { name: /__proto__/ })).toContainText('"admin": true');
    await expect(payload.getByRole('row', { name: /^sub/ })).toContainText('<img src=x onerror=alert(1)><script>');
    await expect(payload.getByRole('row', { name: /^name/ })).toContainText('admin\\u202egpj.exe');
    await expect(payload.getByRole('row', { name: /^nested/ })).toContainText('Show all');
    await expect(page.getByText(/Decoded, not verified/).first()).toBeVisible();
    await expect(payload.locator('img, script, a')).toHaveCount(0);
    expect(dialogs).toEqual([]);
  });

  test('keeps the token alone when asked to', async () => {
    const token = tokenOf({ sub: 'jo' });
    await paste(page, 'Token', `"access_token": "${token}",`);
    await page.getByRole('button', { name: 'Format' }).click();
    await expect(page.getByRole('textbox', { name: 'Token' })).toHaveText(token);
  });

  test('says plainly what is no token', async () => {
    await paste(page, 'Token', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIi');
    await expect(page.getByRole('heading', { name: /^Malformed/ })).toBeVisible();
    await paste(page, 'Token', 'AgAgNjQ1ZjYzMmI3ZjA0NDk2Yjg2YmE4ZDU4ZWVkMWI0NjQIABCk9Jd0');
    await expect(page.getByRole('heading', { name: 'Opaque token' })).toBeVisible();
    await expect(page.getByText(/It looks like a refresh token/)).toBeVisible();
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(page.getByText('Paste a token to read it')).toBeVisible();
  });

  test('lists the claims in which two tokens differ', async () => {
    await paste(page, 'Token', tokenOf({ sub: 'jo', scope: 'read write', iss: 'same' }));
    await page.getByRole('button', { name: 'Compare' }).click();
    await paste(page, 'Second token', tokenOf({ sub: 'al', scope: 'read', iss: 'same' }));
    const table = page.getByRole('table', { name: 'Claims of both tokens' });
    await expect(page.getByRole('heading', { name: '2 claims differ' })).toBeVisible();
    await expect(table.getByRole('row', { name: /^scope/ })).toContainText('Only here: write');
    await expect(table.getByRole('row', { name: /^iss/ })).toHaveCount(0);
    await page.getByRole('switch', { name: /that are the same/ }).click();
    await expect(table.getByRole('row', { name: /^iss/ })).toBeVisible();
    await page.getByRole('button', { name: 'Stop comparing' }).click();
  });

  test('a mebibyte in one line is read, and one character more is refused', async () => {
    await paste(page, 'Token', 'a'.repeat(1_048_576));
    await expect(page.getByRole('heading', { name: 'Opaque token' })).toBeVisible();
    await page.keyboard.type('a');
    await expect(page.getByText('A token of more than 1 MiB is not read.', { exact: false })).toBeVisible();
  });
});
