import { Failure } from '../../failure.ts';
import { isLoopbackHost } from '../connection/loopback.ts';

/** Where our own receiver waits for the browser. */
export interface LoopbackAddress {
  /** As `URL.hostname` writes it: `127.0.0.1`, `[::1]` or `localhost`. */
  hostname: string;
  /** 0 stands for any free port. */
  port: number;
  /** Exactly this path, without a query. */
  path: string;
}

/** A redirect URI is either an address that we can listen on, or one of somebody else, from which the person brings the answer by hand. */
export type Redirect =
  { kind: 'loopback'; address: LoopbackAddress; search: string } | { kind: 'foreign'; uri: string };

const FIELD = 'connection.grant.redirectUri';
/**
 * The path is no random one: a server compares it with the registered redirect URI, and RFC 8252 §7.3 lets only the port differ. What
 * cannot be guessed is the state.
 */
const DEFAULT: LoopbackAddress = { hostname: '127.0.0.1', port: 0, path: '/callback' };

/**
 * What a connection's redirect URI asks for. None at all, and a loopback one without a port, take any free port (RFC 8252 §7.3).
 * Throws `input.invalid`.
 */
export function readRedirectUri(text: string | undefined): Redirect {
  if (text === undefined) return { kind: 'loopback', address: DEFAULT, search: '' };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw invalid('This redirect URI cannot be read. It should look like http://127.0.0.1:8765/callback.');
  if (url.hash !== '') throw invalid('A redirect URI has no part after #. Take that part out.');
  if (url.protocol !== 'http:' || !isLoopbackHost(url.hostname)) return { kind: 'foreign', uri: text };
  if (url.username !== '' || url.password !== '') throw invalid('A redirect URI has no user name. Take it out.');
  const { hostname, pathname: path, search } = url;
  return { kind: 'loopback', address: { hostname, port: portOf(url, text), path }, search };
}

/** `URL` drops port 80 from http addresses, so the text is asked whether it was written. */
function portOf(url: URL, text: string): number {
  if (url.port !== '') return Number(url.port);
  return /^http:\/\/[^/?#]*:80(?:[/?#]|$)/i.test(text) ? 80 : 0;
}

/** The redirect URI as it goes to the server, once the port is known. */
export function redirectUriAt({ hostname, path }: LoopbackAddress, port: number, search: string): string {
  return `http://${hostOf(hostname, port)}${path}${search}`;
}

/** `Host` as a browser sends it: without the port that http has by default. */
export function hostOf(hostname: string, port: number): string {
  return port === 80 ? hostname : `${hostname}:${port}`;
}

/**
 * Reads an address that was copied from the browser: it must be the redirect URI with the server's answer behind it. Throws
 * `input.invalid` for the field `url`.
 */
export function readPastedCallback(redirectUri: string, pasted: string): URL {
  const text = pasted.trim();
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const expected = new URL(redirectUri);
  const isThere =
    url?.protocol === expected.protocol && url.host === expected.host && url.pathname === expected.pathname;
  if (!url || !isThere) {
    throw new Failure(
      'input.invalid',
      `Paste the whole address that the browser ended at. It begins with ${redirectUri}.`,
      {
        field: 'url',
      },
    );
  }
  return url;
}

function invalid(sentence: string): Failure {
  return new Failure('input.invalid', sentence, { field: FIELD });
}
