import { expect } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { makeCanary, plant } from './canary.ts';
import { noteVaultPassword } from './profile.ts';

export const PASSWORD = plant('the vault’s password', 'correct horse battery staple 42');

const CLIENT_SECRET = makeCanary('client secret of a new connection');

/** First start: the vault with a password. */
export async function createVault(page: Page, password = PASSWORD): Promise<void> {
  noteVaultPassword(password);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password again').fill(password);
  await page.getByRole('button', { name: 'Create vault' }).click();
  await page.getByRole('navigation', { name: 'Connections' }).waitFor({ timeout: 30_000 });
}

export async function unlockVault(page: Page, password = PASSWORD): Promise<void> {
  // The form that makes a vault has a field of the same name, and may be there until a vault is.
  await page.getByRole('heading', { name: 'Unlock your vault' }).waitFor();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('navigation', { name: 'Connections' }).waitFor({ timeout: 30_000 });
}

export async function lockVault(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+L');
  await expect(page.getByRole('heading', { name: 'Unlock your vault' })).toBeVisible();
}

/** Fills in the form of a new connection. */
export async function fillConnection(page: Page, name: string, secret = CLIENT_SECRET): Promise<void> {
  await page.getByRole('button', { name: 'New connection' }).first().click();
  await page
    .getByLabel('Identity domain')
    .fill('https://idcs-00112233445566778899aabbccddeeff.identity.oraclecloud.com');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('textbox', { name: 'Client ID' }).fill(`client of ${name}`);
  await page.getByRole('textbox', { name: 'Client secret' }).fill(secret);
}

export async function addConnection(page: Page, name: string, secret?: string): Promise<void> {
  await fillConnection(page, name, secret);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** The system's dialogs cannot be driven from a test: their answer is given in their place, the files are real. */
export async function answerDialogs(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Gives the question of the system this answer, by its button, and prints what it said. */
export async function answerQuestion(app: ElectronApplication, button: string): Promise<void> {
  await app.evaluate(({ dialog }, wanted) => {
    Object.assign(dialog, {
      showMessageBox: async (...given: { message: string; detail: string; buttons: string[] }[]) => {
        const { message = '', detail = '', buttons = [] } = given.at(-1) ?? {};
        process.stdout.write(`question: ${message} ${detail}\n`);
        return { response: buttons.indexOf(wanted), checkboxChecked: false };
      },
    });
  }, button);
}

/** Keeps what the app copies from the clipboard, which belongs to the whole display and so to a test beside this one. The function that is returned reads the last of it. */
export async function catchCopies(app: ElectronApplication): Promise<() => Promise<string>> {
  const caught = await app.evaluateHandle(({ clipboard }) => {
    const last = { text: '' };
    Object.assign(clipboard, { writeText: (text: string) => (last.text = text) });
    return last;
  });
  return () => caught.evaluate(({ text }) => text);
}

/** What the page in the window hears of the vault, asked for without the line by which Playwright drives the page; undefined between two pages. */
export async function vaultState(app: ElectronApplication): Promise<unknown> {
  return app
    .evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        'window.grantsmith?.vault.status().then(({ value }) => value.state)',
      ),
    )
    .catch(() => undefined);
}

/** Moves the app's clock on: it counts the uptime of the machine. */
export async function passMinutes(app: ElectronApplication, minutes: number): Promise<void> {
  await app.evaluate((_electron, seconds) => {
    const os = process.getBuiltinModule('node:os');
    const { uptime } = os;
    os.uptime = () => uptime() + seconds;
    process.getBuiltinModule('node:module').syncBuiltinESMExports();
  }, minutes * 60);
}

/** From the start page: the practice domain, ending at its first connection. */
export async function startSandbox(page: Page): Promise<void> {
  await page.getByRole('button', { name: /(Start|Open) the sandbox/ }).click();
  await page.getByRole('tab', { name: 'Token' }).waitFor({ timeout: 30_000 });
}
