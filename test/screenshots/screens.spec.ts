import { fileURLToPath } from 'node:url';
import { test } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { launch, makeProfile } from '../support/launch.ts';
import { createVault, startSandbox } from '../support/steps.ts';

const images = fileURLToPath(new URL('../../docs/images/', import.meta.url));

async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((chosen) => window.grantsmith.settings.set({ theme: chosen }), theme);
  await page.locator(`html[data-mantine-color-scheme='${theme}']`).waitFor();
}

async function setSize(app: ElectronApplication, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
}

const REFUSED_API_CALL = `HTTP/1.1 403 Forbidden
Date: Wed, 25 Nov 2026 09:30:00 GMT
WWW-Authenticate: Bearer error="insufficient_scope", scope="https://utilities.example:443/soap/*"
Content-Type: application/json

{"status": "forbidden"}`;

/** Every screen of the documents in both themes; the names of the files are what the documents link to. */
test('take the pictures of the documents', async () => {
  test.setTimeout(180_000);
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  const shoot = async (name: string): Promise<void> => {
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(page, theme);
      await page.mouse.move(0, 0);
      await page.screenshot({ path: `${images}${name}-${theme}.png`, animations: 'disabled' });
    }
  };
  await setSize(app, 1280, 800);
  await page.getByRole('heading', { name: 'Create your vault' }).waitFor();
  await shoot('create-vault');
  await createVault(page);
  await page.getByRole('heading', { name: 'What do you want to connect to?' }).waitFor();
  await shoot('start');
  await startSandbox(page);
  await page.getByRole('button', { name: 'Get token' }).click();
  await page.getByRole('timer').waitFor();
  await shoot('token');
  await page.getByRole('tab', { name: 'Inspect' }).click();
  await page.getByText('Decoded, not verified').first().waitFor();
  await shoot('inspect');
  await page.getByRole('tab', { name: 'Request' }).click();
  await page.getByRole('button', { name: 'List users (REST)' }).click();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('200 OK').first().waitFor();
  await shoot('request');
  await page.getByRole('tab', { name: 'Diagnose' }).click();
  await page.getByRole('textbox', { name: 'What failed' }).fill(REFUSED_API_CALL);
  await page.getByRole('region', { name: 'Diagnosis' }).waitFor();
  await shoot('diagnose');
  await page.getByRole('tab', { name: 'Guide' }).click();
  await page.getByText(/^\d+ of \d+ done$/).waitFor();
  await shoot('guide');
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('heading', { name: 'Edit connection' }).waitFor();
  await shoot('connection');
  await close();
  await profile.remove();
});
