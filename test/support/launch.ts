import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningApp {
  app: ElectronApplication;
  page: Page;
  /** All that the app wrote to its standard output and error. */
  output: () => string;
  close: () => Promise<void>;
}

interface LaunchOptions {
  userData: string;
  args?: string[];
  env?: Record<string, string>;
}

/** Starts the built app in the real Electron that the set-up found, with a profile of its own. */
export async function launch({ userData, args = [], env = {} }: LaunchOptions): Promise<RunningApp> {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, '.runtime/electron');
  const app = await _electron.launch({
    executablePath: join(folder, 'electron'),
    args: [
      ...['-r', join(root, 'test/support/holdReady.mjs'), root],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${userData}`,
      ...args,
    ],
    cwd: root,
    env: { ...stringsOf(process.env), ...env },
    timeout: 30_000,
  });
  const chunks: string[] = [];
  const keep = (data: Buffer): number => chunks.push(data.toString('utf8'));
  app.process().stdout?.on('data', keep);
  app.process().stderr?.on('data', keep);
  const page = await app.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  return { app, page, output: () => chunks.join(''), close: () => app.close() };
}

export async function makeProfile(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'grantsmith-e2e-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
