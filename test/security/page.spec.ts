import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { ERROR_CODES } from '#contract/result.ts';
import { inputs } from '#contract/api.ts';
import { BRIDGE } from '../support/bridge.ts';
import { launchNew } from '../support/launch.ts';
import type { RunningApp } from '../support/launch.ts';

const channels = Object.keys(inputs).sort();

test.describe('the page', () => {
  let running: RunningApp;
  let page: Page;

  test.beforeAll(async () => {
    running = await launchNew();
    page = running.page;
  });
  test.afterAll(() => running.close());

  test('sees no Node and no Electron', async () => {
    const seen = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter(
        (name) => name in globalThis,
      ),
    );
    expect(seen).toEqual([]);
  });

  test('sees of the bridge the contract and nothing else, and cannot change it', async () => {
    const surface = await page.evaluate(() =>
      Object.entries(window.grantsmith).flatMap(([area, methods]) =>
        typeof methods === 'function' ? [area] : Object.keys(methods).map((method) => `${area}.${method}`),
      ),
    );
    expect(surface.sort()).toEqual([...channels, 'on'].sort());
    const changed = await page.evaluate(() => {
      const before = window.grantsmith.vault.status;
      try {
        Object.assign(window.grantsmith.vault, { status: () => 'forged' });
      } catch {
        return false;
      }
      return window.grantsmith.vault.status !== before;
    });
    expect(changed).toBe(false);
  });

  test('finds exactly the channels of the contract in main', async () => {
    const registered = await running.app.evaluate(({ ipcMain }) => {
      const handlers: unknown = Reflect.get(ipcMain, '_invokeHandlers');
      return handlers instanceof Map ? [...handlers.keys()].map(String).sort() : [];
    });
    expect(registered).toEqual(channels);
  });

  test('runs sandboxed, isolated and without a webview', async () => {
    const preferences = await running.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const read: unknown = contents === undefined ? undefined : Reflect.get(contents, 'getLastWebPreferences');
      const found: unknown = typeof read === 'function' ? Reflect.apply(read, contents, []) : {};
      return JSON.stringify(found);
    });
    const seen: unknown = JSON.parse(preferences);
    expect(seen).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
  });

  test('cannot send a request anywhere', async () => {
    const outcome = await page.evaluate(async () => {
      const tried: Record<string, string> = {};
      const attempt = async (name: string, run: () => Promise<unknown>): Promise<void> => {
        tried[name] = await run().then(
          () => 'sent',
          () => 'refused',
        );
      };
      const image = (src: string): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const element = new Image();
          element.onload = resolve;
          element.onerror = reject;
          element.src = src;
        });
      await attempt('fetch', () => fetch('http://127.0.0.1:9/'));
      await attempt('fetch of a file', () => fetch('file:///etc/passwd'));
      await attempt('image', () => image('http://127.0.0.1:9/a.png'));
      await attempt('beacon', () =>
        navigator.sendBeacon('http://127.0.0.1:9/') ? Promise.resolve() : Promise.reject(new Error('no')),
      );
      await attempt(
        'socket',
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket('ws://127.0.0.1:9/');
            socket.onopen = resolve;
            socket.onerror = reject;
          }),
      );
      await attempt('module', () => import(/* @vite-ignore */ 'http://127.0.0.1:9/a.js'.trim()));
      return tried;
    });
    const { beacon, ...others } = outcome;
    expect(new Set(Object.values(others))).toEqual(new Set(['refused']));
    // Chromium accepts a beacon into its queue before the policy cancels it; the blocked request itself is what counts.
    expect(['sent', 'refused']).toContain(beacon);
  });

  test('runs no inline script and opens no window, frame or other page', async () => {
    const address = page.url();
    const windowsBefore = await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    const result = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.planted = true';
      document.body.append(script);
      const violated = new Promise<string>((resolve) => {
        // The script's own violation is told as well, before or after.
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          if (effectiveDirective.startsWith('frame')) resolve(effectiveDirective);
        });
      });
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(frame);
      const opened = window.open('https://example.com/');
      const directive = await violated;
      const link = document.createElement('a');
      link.href = 'https://example.com/';
      document.body.append(link);
      link.click();
      frame.remove();
      return { planted: 'planted' in window, opened: opened !== null, directive };
    });
    expect(result.directive).toContain('frame-src');
    expect({ planted: result.planted, opened: result.opened }).toEqual({ planted: false, opened: false });
    expect(page.url()).toBe(address);
    expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(windowsBefore);
  });

  test('gets no permission', async () => {
    const granted = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'persistent-storage'] as const;
      const states = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
      return states.filter(({ state }) => state === 'granted').map(({ name }) => name);
    });
    expect(granted).toEqual([]);
  });

  test('leads nowhere outside its folder', async () => {
    const paths = [
      '/../main/index.js',
      '/%2e%2e/main/index.js',
      '/..%2fmain%2findex.js',
      '/assets/../../package.json',
      '//etc/passwd',
      '/%00',
      '/\\..\\main',
      '/%',
    ];
    const found = await running.app.evaluate(async ({ net }, list) => {
      const statuses: number[] = [];
      for (const path of list) statuses.push((await net.fetch(`grantsmith://app${path}`)).status);
      return statuses;
    }, paths);
    expect(found).toEqual(paths.map(() => 404));
  });

  test('of a foreign window is refused', async () => {
    const preload = fileURLToPath(new URL('../../out/preload/index.cjs', import.meta.url));
    const outcome = await running.app.evaluate(async ({ BrowserWindow }, preload) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await stranger.loadURL('grantsmith://app/index.html');
      const said: unknown = await stranger.webContents.executeJavaScript(
        `window.grantsmith.vault.status().then(() => 'answered', (error) => 'refused: ' + error.message)`,
      );
      stranger.destroy();
      return String(said);
    }, preload);
    expect(outcome).toMatch(/^refused/);
  });

  test('gets a coded answer to every malformed input', async () => {
    const odd: unknown[] = [
      null,
      0,
      -1,
      '',
      'text',
      [],
      {},
      { id: 1 },
      { id: '' },
      { __proto__: null, constructor: 1 },
      { id: 'x'.repeat(200) },
      { connectionId: {} },
      { token: 5 },
      { request: {} },
      { connection: { name: [] } },
      { password: 7 },
      { a: { b: { c: [] } } },
      true,
      new Date(0),
      new Map([[1, 2]]),
    ];
    // A call whose input may be empty asks for a file: the person closes the dialog.
    await running.app.evaluate(({ dialog }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
    });
    const replies = await page.evaluate(
      async ({ names, payloads, bridge }) => {
        const collected: { name: string; index: number; reply: unknown }[] = [];
        for (const name of names) {
          const [area, method] = name.split('.');
          const methods: unknown = Reflect.get(Object(Reflect.get(window, bridge)), area ?? '');
          const run: unknown = Reflect.get(Object(methods), method ?? '');
          if (typeof run !== 'function') throw new Error(`${name} is not there`);
          for (const [index, payload] of payloads.entries()) {
            const reply: unknown = await Promise.resolve(Reflect.apply(run, undefined, [payload])).catch(
              (cause: unknown) => `rejected: ${String(cause)}`,
            );
            collected.push({ name, index, reply });
          }
        }
        return collected;
      },
      { names: channels.filter((name) => name !== 'settings.set'), payloads: odd, bridge: BRIDGE },
    );
    const codes: ReadonlySet<string> = new Set(ERROR_CODES);
    const wrong = replies.filter(({ reply }) => !isCodedError(reply, codes));
    expect(wrong).toEqual([]);
    expect(replies.length).toBe((channels.length - 1) * odd.length);
  });
});

function isCodedError(reply: unknown, codes: ReadonlySet<string>): boolean {
  if (typeof reply !== 'object' || reply === null || !('ok' in reply) || reply.ok !== false || !('error' in reply))
    return false;
  const { error } = reply;
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    codes.has(error.code) &&
    error.code !== 'bug'
  );
}
