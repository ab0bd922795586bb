import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, nativeTheme, session } from 'electron';
import type { BrowserWindow } from 'electron';
import { registerAppScheme, serveAppScheme } from './platform/appScheme.ts';
import { lockDownContents, lockDownSession } from './platform/lockdown.ts';
import { createWindow } from './platform/window.ts';
import { createLog } from './platform/log.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerAppScheme();
const log = createLog(app.getPath('userData'), (text) => text);
lockDownContents(log);
let window: BrowserWindow | undefined;
void app.whenReady().then(() => {
lockDownSession(session.defaultSession, log);
serveAppScheme(join(here, '../renderer'));
window = createWindow({ preload: join(here, '../preload/index.cjs'), dark: nativeTheme.shouldUseDarkColors, devTools: !app.isPackaged });
});
