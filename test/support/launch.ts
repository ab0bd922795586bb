import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { keepCommandLines, makeProfile, trailOf } from './profile.ts';

export { makeProfile } from './profile.ts';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningApp {
  app: ElectronApplication;
  page: Page;
  /** All that the app wrote to its standard output and error. */
  output: () => string;
  close: () => Promise<void>;
}

interface LaunchOptions {
  userData: string;
  /** Folder of the app; the checkout unless it is given. */
  folder?: string;
  /** Modules that are loaded before it. */
  preloads?: readonly string[];
  args?: string[];
  env?: Record<string, string>;
}

export function electronExecutable(): string {
  return join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, '.runtime/electron'), 'electron');
}

export function electronArguments({ userData, folder = root, preloads = [], args = [] }: LaunchOptions): string[] {
  return [
    ...preloads.flatMap((preload) => ['-r', preload]),
    folder,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${userData}`,
    ...args,
  ];
}

/** Starts the built app in the real Electron that the set-up found, with a profile of its own. What is heard of it is kept with the profile. */
export async function launch(options: LaunchOptions): Promise<RunningApp> {
  const { userData, preloads = [], env = {} } = options;
  const trail = trailOf(userData);
  const ours = ['holdReady.mjs', ...(trail ? ['traceReplies.mjs'] : [])];
  const loaded = ours.map((name) => join(root, 'test/support', name));
  const app = await _electron.launch({
    executablePath: electronExecutable(),
    args: electronArguments({ ...options, preloads: [...loaded, ...preloads] }),
    cwd: root,
    env: {
      ...stringsOf(process.env),
      ...(trail ? { TMPDIR: trail.temporary, TRACED_REPLIES: trail.replies } : {}),
      ...env,
    },
    timeout: 30_000,
  });
  const chunks: string[] = [];
  const keep = (data: Buffer): number => chunks.push(data.toString('utf8'));
  app.process().stdout?.on('data', keep);
  app.process().stderr?.on('data', keep);
  const output = (): string => chunks.join('');
  const page = await app.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  const close = async (): Promise<void> => {
    if (trail) await keepCommandLines(trail, app.process().pid);
    await app.close();
    await trail?.keep('output', output());
  };
  return { app, page, output, close };
}

/** The same with a new profile, which `close` removes. */
export async function launchNew(options: Omit<LaunchOptions, 'userData'> = {}): Promise<RunningApp> {
  const profile = await makeProfile();
  const running = await launch({ ...options, userData: profile.path });
  const close = async (): Promise<void> => {
    await running.close();
    await profile.remove();
  };
  return { ...running, close };
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
