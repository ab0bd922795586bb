/*
 * Loaded before an app (`electron -r`). A window is usable once its password field has the focus and took a character. With the switch
 * `bench-start` that is told on the standard output, and the app ends.
 */
import { once } from 'node:events';
import process from 'node:process';
import { BrowserWindow, app } from 'electron';

const FOCUSED = `new Promise((resolve) => {
  const look = () => {
    const field = document.activeElement;
    if (field instanceof HTMLInputElement && field.type === 'password' && !field.disabled) resolve();
    else setTimeout(look, 1);
  };
  look();
})`;

/** Asks the one window, whose document has been read. */
async function benchUsable() {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) throw new Error('There is no window.');
  const { webContents } = window;
  await webContents.mainFrame.executeJavaScript(FOCUSED);
  if (!window.isVisible()) await once(window, 'show');
  await webContents.insertText('x');
  const typed = await webContents.mainFrame.executeJavaScript('document.activeElement.value');
  if (typed !== 'x') throw new Error('The field did not take what was typed.');
}

Object.assign(globalThis, { benchUsable });

if (app.commandLine.hasSwitch('bench-start')) {
  app.once('browser-window-created', (_event, window) => {
    window.webContents.once('dom-ready', () => {
      const report = async () => {
        await benchUsable();
        process.stdout.write('usable\n', () => app.exit(0));
      };
      report().catch((/** @type {unknown} */ cause) => {
        process.stderr.write(`${String(cause)}\n`);
        app.exit(1);
      });
    });
  });
}
