import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { quoted } from '../../main/core/shell.ts';

export interface SystemBrowser {
  /** Leads an app that is started with it to this browser. */
  env: Record<string, string>;
  /** The page that the work made the app open. */
  opened: (work: () => Promise<void>) => Promise<Page>;
  /** The address of the last one as it stood on the command line, where every user of the machine can read it. */
  lastAddress: () => Promise<string>;
  close: () => Promise<void>;
}

/** Without a welcome, and without the sandbox that Chromium refuses to root. */
const ARGS = ['--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

/** The Chromium of the system, as `build/setup/systemPackages.mjs` installs it. */
function chromiumPath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const paths = ['chromium', 'chromium-browser'].flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error('The tests need Chromium: install the package chromium.');
  return found;
}

/**
 * A Chromium that is the system's browser for one app. Electron opens an address by the command `xdg-open`; the one here starts Chromium
 * again as a desktop does, which hands the address to the Chromium that runs already.
 */
export async function startSystemBrowser(): Promise<SystemBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'grantsmith-browser-'));
  const profile = join(folder, 'profile');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    headless: false,
    args: ARGS,
  });
  const command = [chromiumPath(), ...ARGS, `--user-data-dir=${profile}`].map(quoted).join(' ');
  const addresses = join(folder, 'addresses');
  const script = `#!/bin/sh\nprintf '%s\\n' "$1" >>${quoted(addresses)}\nexec ${command} "$1"\n`;
  await writeFile(join(folder, 'xdg-open'), script, { mode: 0o700 });
  return {
    env: { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` },
    opened: async (work) => {
      const page = context.waitForEvent('page');
      await Promise.all([page, work()]);
      return page;
    },
    lastAddress: async () => (await readFile(addresses, 'utf8')).trimEnd().split('\n').at(-1) ?? '',
    close: async () => {
      await context.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The browser of another device: it shares nothing with the system's. */
export async function startOtherDevice(): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ARGS });
  return { context: await browser.newContext(), close: () => browser.close() };
}
