import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { launch, makeProfile } from '../support/launch.ts';
import { createVault, startSandbox } from '../support/steps.ts';

/** What axe finds wrong on the screen, one line a rule with the first place; both themes. */
async function faultsOf(page: Page, screen: string): Promise<string[]> {
  const faults: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((chosen) => window.grantsmith.settings.set({ theme: chosen }), theme);
    await page.locator(`html[data-mantine-color-scheme='${theme}']`).waitFor();
    // Legacy mode stays in the page: the app opens no second window for the tool to work in.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    faults.push(
      ...violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${screen}, ${theme}: ${id} at ${nodes[0]?.html ?? 'the page'}`),
    );
  }
  return faults;
}

test('no screen has a serious fault for people who use a keyboard, a screen reader or little contrast', async () => {
  test.setTimeout(180_000);
  const profile = await makeProfile();
  const { page, close } = await launch({ userData: profile.path });
  const faults: string[] = [];
  const look = async (screen: string): Promise<void> => {
    faults.push(...(await faultsOf(page, screen)));
  };
  await page.getByRole('heading', { name: 'Create your vault' }).waitFor();
  await look('create vault');
  await createVault(page);
  await page.getByRole('heading', { name: 'What do you want to connect to?' }).waitFor();
  await look('start');
  await startSandbox(page);
  await page.getByRole('button', { name: 'Get token' }).click();
  await page.getByRole('timer').waitFor();
  await look('token');
  await page.getByRole('tab', { name: 'Inspect' }).click();
  await page.getByText('Decoded, not verified').first().waitFor();
  await look('inspect');
  await page.getByRole('tab', { name: 'Request' }).click();
  await page.getByRole('button', { name: 'List users (REST)' }).click();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('200 OK').first().waitFor();
  await look('request');
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('heading', { name: 'Edit connection' }).waitFor();
  await look('connection');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog').waitFor();
  await look('settings');
  expect(faults).toEqual([]);
  await close();
  await profile.remove();
});
