import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import { protocol } from 'electron';

/**
 * The one page under two origins. Chromium gives each a process of its own, so going from one to the other ends the process that showed the
 * page, with all that was on its heap.
 */
export const APP_ORIGINS = ['grantsmith://app', 'grantsmith://again'] as const;

/** Whether an address is below one of our origins. */
export function isOurs(address: string): boolean {
  return APP_ORIGINS.some((origin) => address.startsWith(`${origin}/`));
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Must run before the app is ready; `standard` gives the page an origin, `secure` the rights of https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'grantsmith', privileges: { standard: true, secure: true } }]);
}

/**
 * Serves the built page, and nothing outside its folder, each document with a fresh nonce for the style tag of the UI library. `ready` is
 * waited for first: a page whose calls nobody answers yet would only show that.
 */
export function serveAppScheme(rendererDirectory: string, ready: Promise<void>): void {
  protocol.handle('grantsmith', async (request) => {
    await ready;
    const file = resolvePageFile(rendererDirectory, request.url);
    const type = file === undefined ? undefined : CONTENT_TYPES[extname(file)];
    if (file === undefined || type === undefined || request.method !== 'GET') return notFound();
    let content: Buffer;
    try {
      content = await readFile(file);
    } catch {
      return notFound();
    }
    const nonce = randomBytes(16).toString('base64');
    const body =
      extname(file) === '.html' ? content.toString('utf8').replaceAll('%NONCE%', nonce) : new Uint8Array(content);
    return new Response(body, {
      headers: {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy(nonce),
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': 'no-store',
      },
    });
  });
}

/** The file that an address of our scheme names, or undefined when it is foreign or leads out of the folder. */
export function resolvePageFile(rendererDirectory: string, address: string): string | undefined {
  const url = URL.parse(address);
  if (!url || !isOurs(url.href)) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0') || path.includes('\\')) return undefined;
  const file = join(rendererDirectory, path === '/' ? 'index.html' : path);
  const inside = relative(rendererDirectory, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? undefined : file;
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } });
}
