import { expect, test } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { launch, makeProfile } from '../support/launch.ts';
import { answerQuestion, createVault, vaultState } from '../support/steps.ts';

/** Playwright knows no page after one that ended: from here on the window is asked through main. */
const losePage = (app: ElectronApplication, how: 'crash' | 'hang'): Promise<void> =>
  app.evaluate(async ({ BrowserWindow }, chosen) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('There is no window.');
    const { webContents } = window;
    const left = webContents.getOSProcessId();
    const isReplaced = new Promise<void>((resolve) => {
      webContents.on('dom-ready', () => {
        if (webContents.getOSProcessId() !== left) resolve();
      });
    });
    if (chosen === 'crash') webContents.forcefullyCrashRenderer();
    else {
      void webContents.executeJavaScript('for (;;);');
      // Chromium says this after half a minute of input that is not taken.
      window.emit('unresponsive');
    }
    await isReplaced;
  }, how);

test('a page whose process ends is there again, its vault open; a second time the person is asked', async () => {
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  let output = '';
  app.process().stdout?.on('data', (part: Buffer) => (output += part.toString()));
  await createVault(page);
  await answerQuestion(app, 'Open it again');

  await losePage(app, 'crash');
  await expect.poll(() => vaultState(app)).toBe('unlocked');
  expect(output).not.toContain('question: The window failed again.');

  await losePage(app, 'crash');
  await expect.poll(() => vaultState(app)).toBe('unlocked');
  expect(output).toContain('question: The window failed again.');
  await close();
  await profile.remove();
});

test('a page that does not answer is replaced when the person says so', async () => {
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await answerQuestion(app, 'Start it anew');
  await losePage(app, 'hang');
  await expect.poll(() => vaultState(app)).toBe('unlocked');
  await close();
  await profile.remove();
});

test('a page that never comes after a lock does not leave the old one in the window', async () => {
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await app.evaluate(({ protocol, BrowserWindow }) => {
    let asked = 0;
    protocol.unhandle('grantsmith');
    protocol.handle('grantsmith', async () => {
      asked += 1;
      if (asked === 1) await new Promise(() => undefined);
      return new Response('<title>the next page</title>', { headers: { 'content-type': 'text/html' } });
    });
    void BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('void window.grantsmith.vault.lock()');
  });
  const title = (): Promise<string | undefined> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getTitle());
  // What is collected as garbage after a lock takes the debugger’s answer with it, now and then.
  await expect.poll(() => title().catch(() => undefined)).toBe('the next page');
  await close();
  await profile.remove();
});
