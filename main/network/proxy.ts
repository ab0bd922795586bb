import { Failure } from '../core/failure.ts';

/** A proxy to go through. `label` names it without its credentials. */
export interface Proxy {
  protocol: 'http:' | 'https:' | 'socks5:';
  host: string;
  port: number;
  label: string;
  credentials?: { username: string; password: string };
}

const DEFAULT_PORTS = { 'http:': 80, 'https:': 443, 'socks5:': 1080 } as const;
const PROTOCOLS = new Map<string, Proxy['protocol']>([
  ['http:', 'http:'],
  ['https:', 'https:'],
  ['socks5:', 'socks5:'],
  ['socks5h:', 'socks5:'],
  ['socks:', 'socks5:'],
]);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function notAProxy(message: string): Failure {
  return new Failure('input.invalid', message, { field: 'connection.proxy.url' });
}

/** Reads what was typed as a proxy: `http://user:password@host:port`, or just `host:port`. */
export function parseProxyUrl(text: string | undefined): Proxy {
  const typed = (text ?? '').trim();
  if (typed === '') throw notAProxy('Enter the address of the proxy, for instance http://proxy.example.com:8080.');
  // Schemes outside the web's own list leave their host unparsed, so the address is read as http and the scheme apart.
  const scheme = /^([a-z][a-z0-9+.-]*:)\/\//i.exec(typed)?.[1]?.toLowerCase() ?? 'http:';
  const rest = typed.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const protocol = PROTOCOLS.get(scheme);
  if (!protocol) throw notAProxy(`A proxy of the kind ${scheme.slice(0, 20)} is not known: use http, https or socks5.`);
  const readable = `${protocol === 'https:' ? 'https' : 'http'}://${rest}`;
  if (!URL.canParse(readable))
    throw notAProxy('The address of the proxy cannot be read; it looks like http://host:port.');
  const url = new URL(readable);
  // A password with an unencoded slash would make its beginning the port, and the user name the host.
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw notAProxy('A proxy has no path. In its password write / as %2F, ? as %3F and # as %23.');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // URL drops the port that is the default of the scheme it was read with, so it is taken from the text.
  const port =
    url.port === '' ? Number(/:(\d{1,5})(?:[/?#]|$)/.exec(rest)?.[1] ?? DEFAULT_PORTS[protocol]) : Number(url.port);
  const hasCredentials = url.username !== '' || url.password !== '';
  return {
    protocol,
    host,
    port,
    label: `${protocol}//${url.hostname}:${port}`,
    ...(hasCredentials && { credentials: { username: decoded(url.username), password: decoded(url.password) } }),
  };
}

/** What a PAC answer lists, in its order; `undefined` stands for a direct connection. */
export function parsePacAnswer(answer: string): (Proxy | undefined)[] {
  const ways: (Proxy | undefined)[] = [];
  for (const entry of answer.split(';')) {
    const [kind = '', address = ''] = entry.trim().split(/\s+/);
    switch (kind.toUpperCase()) {
      case '':
        break;
      case 'DIRECT':
        ways.push(undefined);
        break;
      case 'PROXY':
      case 'HTTP':
        ways.push(parseProxyUrl(`http://${address}`));
        break;
      case 'HTTPS':
        ways.push(parseProxyUrl(`https://${address}`));
        break;
      case 'SOCKS':
      case 'SOCKS5':
        ways.push(parseProxyUrl(`socks5://${address}`));
        break;
      default:
        throw new Failure(
          'network.proxy',
          `The system names a proxy of the kind ${kind.slice(0, 20)}, which cannot be used.`,
        );
    }
  }
  return ways.length === 0 ? [undefined] : ways;
}
