import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { launch, makeProfile, root } from '../support/launch.ts';
import {
  addConnection,
  answerDialogs,
  createVault,
  fillConnection,
  lockVault,
  startSandbox,
} from '../support/steps.ts';

async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.getByPlaceholder('Type a command or a connection').fill(name);
  await page.keyboard.press('Enter');
}

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

interface Looking {
  app: ElectronApplication;
  page: Page;
  /** Looks at what is shown in both themes, under this name. */
  look: (screen: string) => Promise<void>;
  /** Fails with every fault that was found. */
  end: () => Promise<void>;
}

async function startLooking(): Promise<Looking> {
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  const faults: string[] = [];
  return {
    app,
    page,
    look: async (screen) => void faults.push(...(await faultsOf(page, screen))),
    end: async () => {
      expect(faults).toEqual([]);
      await close();
      await profile.remove();
    },
  };
}

// No screen has a serious fault for people who use a keyboard, a screen reader or little contrast.

test('the way into the vault, its settings and its lock', async () => {
  test.setTimeout(180_000);
  const { page, look, end } = await startLooking();
  await page.getByRole('heading', { name: 'Create your vault' }).waitFor();
  await look('create vault');
  await page.getByLabel('Password', { exact: true }).fill('password1');
  await page.getByLabel('Password again').fill('something else');
  await page.getByRole('button', { name: 'Create vault' }).click();
  await expect(page.getByLabel('Password again')).toHaveAttribute('aria-invalid', 'true');
  await look('create vault, refused');
  await page.getByRole('button', { name: 'Open a copy of a vault …' }).click();
  await page.getByLabel('Password of the copy').waitFor();
  await look('open a copy');
  await page.keyboard.press('Escape');
  await createVault(page);
  await page.getByRole('heading', { name: 'What do you want to connect to?' }).waitFor();
  await look('start');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog').waitFor();
  await look('settings');
  for (const [tab, words] of [
    ['Vault', 'What opens this vault'],
    ['Export and import', 'Import from KeePass or CSV'],
    ['Proof', 'AES-256-GCM'],
  ] as const) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await page.getByRole('dialog').getByText(words).first().waitFor();
    await look(`settings, ${tab}`);
  }
  await page.keyboard.press('Escape');
  await lockVault(page);
  await look('lock');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByText(/^That does not open this vault/).waitFor({ timeout: 30_000 });
  await look('lock, refused');
  await end();
});

test('what stands around the connections: capsules, imports, the radar, a form that is refused', async () => {
  test.setTimeout(180_000);
  const { page, look, end } = await startLooking();
  await createVault(page);
  await command(page, 'Export a capsule');
  await page.getByRole('button', { name: 'New connection' }).last().waitFor();
  await look('export a capsule, with nothing to export');
  await page.keyboard.press('Escape');
  await command(page, 'Expiry radar');
  await page.getByText('Nothing expires yet').waitFor();
  await look('radar, empty');
  await page.keyboard.press('Control+N');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Give the connection a name.')).toHaveCount(1);
  await look('connection, refused');
  await fillConnection(page, 'Meter reads');
  await page.getByLabel('Secret expires on (optional)', { exact: true }).fill('2090-01-31');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { name: 'Meter reads', level: 1 }).waitFor();
  await command(page, 'Expiry radar');
  await page.getByRole('list', { name: 'What expires' }).waitFor();
  await look('radar');
  for (const [name, field] of [
    ['Export a capsule', 'Password of the capsule'],
    ['Import a capsule', 'Password of the capsule'],
  ] as const) {
    await command(page, name);
    await page.getByRole('dialog', { name }).getByLabel(field).waitFor();
    await look(name);
    await page.keyboard.press('Escape');
  }
  await command(page, 'Import from KeePass or CSV');
  await page.getByRole('button', { name: 'Choose the file' }).waitFor();
  await look('import from KeePass or CSV');
  await page.keyboard.press('Escape');
  await end();
});

test('a connection: its token, the inspector, a request and its form', async () => {
  test.setTimeout(180_000);
  const { page, look, end } = await startLooking();
  await createVault(page);
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
  await page.getByRole('tab', { name: 'Diagnose' }).click();
  await page.getByRole('textbox', { name: 'What failed' }).fill('{"error":"invalid_client"}');
  await page.getByText('The client ID or client secret is wrong').waitFor();
  await look('diagnose');
  await page.getByRole('button', { name: 'Run the check-up' }).click();
  await page.getByText('Nothing is wrong with what was checked').waitFor();
  await page.getByRole('article', { name: 'Token request' }).getByRole('button').first().click();
  await look('check-up');
  await page.getByRole('tab', { name: 'Guide' }).click();
  await page.getByRole('button', { name: /Activate the application/ }).click();
  await look('guide');
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('heading', { name: 'Edit connection' }).waitFor();
  await look('connection');
  await end();
});

test('what opens above a screen: the palette, menus, toasts and questions', async () => {
  test.setTimeout(180_000);
  const { app, page, look, end } = await startLooking();
  // Half-faded words have little contrast for a moment.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await createVault(page);
  await addConnection(page, 'Meter reads');
  await page.keyboard.press('Control+K');
  await page.getByRole('dialog', { name: 'Commands and connections' }).getByText('Meter reads').waitFor();
  await look('palette');
  await page.getByPlaceholder('Type a command or a connection').fill('no such thing');
  await page.getByText('Nothing matches').waitFor();
  await look('palette, nothing found');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).waitFor();
  await look('connection with a secret');
  await page.getByLabel('Name', { exact: true }).fill('Meter reads of the north');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
  await look('question: leave without saving');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).waitFor();
  await look('actions menu');
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Undo' }).hover();
  await look('toast with an undo');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Meter reads').first().waitFor();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Vault', exact: true }).click();
  await page.getByRole('button', { name: 'Add: Recovery key' }).click();
  await page.getByRole('button', { name: 'I have put it away' }).click();
  await page.getByRole('button', { name: 'Remove: Recovery key' }).click();
  await page.getByRole('dialog', { name: 'Remove: Recovery key?' }).waitFor();
  await look('question: remove a way in');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await answerDialogs(app, join(root, 'package.json'));
  await command(page, 'Open a case file');
  await page.getByText('The case file was not opened').hover();
  await look('toast of a failure');
  await end();
});
