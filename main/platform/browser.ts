import { shell } from 'electron';
import { Failure } from '../core/failure.ts';

const LONGEST_URL = 8192;

/** The only way out to the system browser: https, or http on loopback, without credentials in the address. */
export async function openInBrowser(address: string): Promise<string> {
  const url = checkBrowserUrl(address);
  await shell.openExternal(url);
  return url;
}

/** The address as it may be opened; fails with `input.not-a-url`. */
export function checkBrowserUrl(address: string): string {
  const url = address.length > LONGEST_URL ? null : URL.parse(address);
  const loopback =
    url !== null && url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url === null || !(url.protocol === 'https:' || loopback) || url.username !== '' || url.password !== '') {
    throw new Failure('input.not-a-url', 'Only https addresses without a user name can be opened in the browser.');
  }
  return url.href;
}
