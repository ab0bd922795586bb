/*
 * What the app is measured beside: one window with React and the same UI library, and nothing else. It is opened as the app opens its own.
 */
import { fileURLToPath } from 'node:url';
import { BrowserWindow, app } from 'electron';

app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 840,
    show: false,
    autoHideMenuBar: true,
    webPreferences: { sandbox: true, spellcheck: false },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadFile(fileURLToPath(new URL('page/index.html', import.meta.url)));
});
