import { app } from 'electron';
import type { Session, WebContents } from 'electron';
import { isOurs } from './appScheme.ts';

/** Rights that the page may use. Everything that is not here is denied, asked or unasked. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set<string>([]);

/**
 * Shuts every door of the page's session: no request leaves it, no permission is granted, nothing is downloaded, and no page takes the
 * place of ours. The network belongs to main.
 */
export function lockDownSession(session: Session, log: (line: string) => void): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    const ours = isOurs(details.url) || details.url.startsWith('data:') || isDevTools(details.url);
    if (!ours) log(`blocked a request of the page to ${URL.parse(details.url)?.host ?? 'an unreadable address'}`);
    callback({ cancel: !ours });
  });
  session.setPermissionRequestHandler((_contents, permission, callback) =>
    callback(ALLOWED_PERMISSIONS.has(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  session.on('will-download', (event) => event.preventDefault());
}

/** Holds for every page that is ever made: no navigation, no new window, no webview. */
export function lockDownContents(log: (line: string) => void): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    const deny = (what: string) => (event: { preventDefault: () => void }) => {
      event.preventDefault();
      log(`blocked ${what}`);
    };
    contents.on('will-navigate', deny('a navigation'));
    contents.on('will-redirect', deny('a redirect'));
    contents.on('will-frame-navigate', deny('a navigation of a frame'));
    contents.on('will-attach-webview', deny('a webview'));
    contents.setWindowOpenHandler(() => {
      log('blocked a new window');
      return { action: 'deny' };
    });
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
}

function isDevTools(url: string): boolean {
  return !app.isPackaged && url.startsWith('devtools://');
}
