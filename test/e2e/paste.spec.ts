import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { makeCanary } from '../support/canary.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { createVault, startSandbox } from '../support/steps.ts';

const SECRET = makeCanary('pasted-secret');
const DOMAIN = 'https://idcs-0a1b2c3d4e5f.identity.oraclecloud.com';

/** The command that gets a token of the practice domain, as a person would be given it. */
async function curlOfSandbox(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const connections = await window.grantsmith.connections.list();
    const all = connections.ok ? connections.value : [];
    const id = all.find(({ grantType }) => grantType === 'client_credentials')?.id ?? '';
    const result = await window.grantsmith.tokens.curl({ connectionId: id, reveal: true });
    return result.ok ? result.value.curl : result.error.message;
  });
}

const box = (page: Page) => page.getByRole('textbox', { name: 'Paste what you were given' });
const answer = (page: Page) => page.getByRole('region', { name: 'What was pasted' });

async function openBox(page: Page): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.keyboard.type('Paste anything');
  await page.keyboard.press('Enter');
  await expect(box(page)).toBeFocused();
}

/** Ctrl+V while nothing has the focus; the system's clipboard is not the test's to use. */
async function pasteOnPage(page: Page, text: string): Promise<void> {
  await page.evaluate((given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', given);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

async function dropFile(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([fileName, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content ?? ''], fileName ?? ''));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text],
  );
}

test('what a person was given becomes a connection that gets its token, and anything else goes to its place', async () => {
  const profile = await makeProfile();
  const { page, close } = await launch({ userData: profile.path });
  await createVault(page);

  await test.step('a curl command that is pasted on the page becomes a connection, and can be undone', async () => {
    await startSandbox(page);
    const curl = await curlOfSandbox(page);
    await openBox(page);
    await box(page).blur();
    await pasteOnPage(page, curl);
    await expect(answer(page).getByRole('heading', { name: 'A request for a token' })).toBeVisible();
    await expect(answer(page).getByText(/^present, \d+ characters$/)).toBeVisible();
    await answer(page).getByRole('button', { name: 'Make the connection' }).click();
    await page.getByRole('button', { name: 'Get token' }).click();
    await expect(page.getByRole('region', { name: 'Access token' })).toContainText('eyJ');
    const count = () =>
      page.evaluate(async () => {
        const list = await window.grantsmith.connections.list();
        return list.ok ? list.value.filter(({ sandbox }) => !sandbox).length : -1;
      });
    expect(await count()).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(count).toBe(0);
  });

  await test.step('what lacks something opens the form, and the pasted secret waits for it in main', async () => {
    await openBox(page);
    await box(page).fill(
      `Client Secret: ${SECRET}\nURL: ${DOMAIN}/ui/v1/adminconsole\nScope: https://api.example.com/rest/*`,
    );
    await expect(answer(page).getByText('Still needed: client ID', { exact: true })).toBeVisible();
    await answer(page).getByRole('button', { name: 'Fill in the rest' }).click();
    await expect(page.getByLabel('Identity domain')).toHaveValue(DOMAIN);
    await page.getByRole('textbox', { name: 'Client ID' }).fill('typed-client');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: /typed-client/, level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await expect(page.getByText(`Stored, ${SECRET.length} characters`)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('a dropped file is recognised, and a call goes into the request form of a connection', async () => {
    await openBox(page);
    const item = [
      { name: 'Readings', request: { method: 'GET', url: 'https://api.example.com/rest/readings?limit=5' } },
    ];
    await dropFile(page, 'meters.postman_collection.json', JSON.stringify({ info: { name: 'Meters' }, item }));
    await expect(box(page)).toHaveValue('meters.postman_collection.json');
    await expect(answer(page).getByRole('heading', { name: 'A collection of Postman' })).toBeVisible();
    await answer(page).getByRole('button', { name: 'Put it in a request' }).click();
    await expect(page.getByRole('tab', { name: 'Request' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('textbox', { name: 'Address' })).toHaveValue(
      'https://api.example.com/rest/readings?limit=5',
    );
  });

  await test.step('an error goes to the diagnosis, a token to the inspector, a key to the form', async () => {
    await openBox(page);
    await box(page).fill('{"error":"invalid_client","error_description":"Client authentication failed."}');
    await answer(page).getByRole('button', { name: 'Diagnose' }).click();
    await expect(
      page
        .getByRole('region', { name: 'Diagnosis' })
        .getByText(/client/i)
        .first(),
    ).toBeVisible();

    await openBox(page);
    await box(page).fill('eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl');
    await answer(page).getByRole('button', { name: 'Inspect' }).click();
    await expect(page.getByText('ada').first()).toBeVisible();

    await openBox(page);
    await box(page).fill('-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----');
    await answer(page).getByRole('button', { name: 'Use it in a new connection' }).click();
    await expect(page.getByText('From what you pasted')).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('what is not known says what can be pasted', async () => {
    await openBox(page);
    await box(page).fill('the quick brown fox');
    await expect(answer(page).getByText('What can be pasted')).toBeVisible();
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(answer(page)).toHaveCount(0);
  });

  await close();
  await profile.remove();
});
