import type { Header } from '#contract/exchange.ts';
import type { PastedRequest } from './pasted.ts';
import { readShellLine, shellOf } from './shellWords.ts';

export interface CurlCommand {
  request: PastedRequest;
  /** What stands after the command: its output, or the next one. */
  rest: string;
  /** Files that it reads; what is in them nobody knows here. */
  files: string[];
  /** It has options, so it is no sentence about curl. */
  hasOptions: boolean;
  /** `-k`: the certificate of the server is not checked. */
  isInsecure: boolean;
  /** It shows a client certificate. */
  hasCertificate: boolean;
  followsRedirects: boolean;
  proxy?: string;
}

/** Beyond this nothing belongs to a command. */
const LONGEST = 1_000_000;
/** So much of it tells for which shell it was written. */
const TELLING = 8000;
const LEAD =
  /^\s*(?:PS [^\n>]{0,200}>\s*|[A-Za-z]:\\[^\n>]{0,200}>\s*|[\w@~:.-]{0,60}[$#%>]\s+)?(?:[\w]{1,60}=)?(\$\(\s*)?curl(?:\.exe)?(?=\s+[-–—'"a-zA-Z<\\^`$“‘{])(?!\s+error)/;

/** Short options of curl that take a value, curl(1). */
const SHORT_VALUES = 'AbcCdDeEFHhKmoPQrtTuUwxXyYz';
/** Long ones that take a value and tell nothing here. */
const OTHER_VALUES = new Set(
  `output max-time connect-timeout key key-type cert-type pass retry retry-delay retry-max-time write-out range
   cookie-jar config dump-header interface resolve connect-to capath ciphers tls-max limit-rate max-redirs proxy-user
   proxy-header noproxy socks5 socks5-hostname unix-socket trace trace-ascii stderr speed-limit speed-time proto
   proto-default proto-redir dns-servers local-port keepalive-time expect100-timeout happy-eyeballs-timeout-ms`.split(
    /\s+/,
  ),
);
const LONG_NAMES: Record<string, string> = {
  H: 'header',
  d: 'data',
  X: 'request',
  u: 'user',
  G: 'get',
  I: 'head',
  F: 'form',
  k: 'insecure',
  L: 'location',
  x: 'proxy',
  A: 'user-agent',
  e: 'referer',
  b: 'cookie',
  T: 'upload-file',
  E: 'cert',
  K: 'config',
  o: 'output',
};

interface Reading {
  method?: string;
  urls: string[];
  headers: Header[];
  data: string[];
  files: string[];
  flags: Set<string>;
  proxy?: string;
}

/** Options that take a value, and what it says. */
const TAKES: Record<string, (reading: Reading, value: string) => void> = {
  header: ({ headers, files }, value) => {
    if (value.startsWith('@')) files.push(value);
    else addHeader(headers, value);
  },
  data: (reading, value) => addData(reading, value),
  'data-ascii': (reading, value) => addData(reading, value),
  'data-binary': (reading, value) => addData(reading, value),
  'data-raw': ({ data }, value) => void data.push(value),
  'data-urlencode': (reading, value) => addEncoded(reading, value),
  json: (reading, value) => {
    reading.flags.add('json');
    addData(reading, value);
  },
  form: ({ flags, files }, value) => {
    flags.add('form');
    if (/=[@<]/.test(value)) files.push(value.replace(/^[^=]*=/, ''));
  },
  'form-string': ({ flags }) => void flags.add('form'),
  request: (reading, value) => {
    reading.method = value.toUpperCase();
  },
  user: ({ headers }, value) => void headers.push(['Authorization', `Basic ${base64Of(value)}`]),
  'oauth2-bearer': ({ headers }, value) => void headers.push(['Authorization', `Bearer ${value}`]),
  url: ({ urls }, value) => void urls.unshift(value),
  proxy: (reading, value) => {
    reading.proxy = value;
  },
  'user-agent': ({ headers }, value) => void headers.push(['User-Agent', value]),
  referer: ({ headers }, value) => void headers.push(['Referer', value]),
  cookie: ({ headers, files }, value) => {
    if (value.includes('=')) headers.push(['Cookie', value]);
    else files.push(value);
  },
  'upload-file': (reading, value) => {
    reading.flags.add('upload');
    reading.files.push(value);
  },
  cert: ({ flags }) => void flags.add('cert'),
  cacert: ({ flags }) => void flags.add('cacert'),
};

/** A curl command at the beginning of a text, as the usual shells take it; undefined where there is none. */
export function readCurlCommand(given: string): CurlCommand | undefined {
  const text = given.slice(0, LONGEST);
  const lead = LEAD.exec(text);
  if (lead === null) return undefined;
  const command = text.slice(lead[0].length);
  const { words, rest } = readShellLine(command, {
    kind: shellOf(text.slice(0, TELLING)),
    isNested: lead[1] !== undefined,
  });
  const reading = readWords(words.map(withPlainDashes));
  const { flags, files, proxy } = reading;
  return {
    request: requestOf(reading),
    rest,
    files,
    hasOptions: words.some((word) => /^[-–—]/.test(word)),
    isInsecure: flags.has('insecure'),
    hasCertificate: flags.has('cert'),
    followsRedirects: flags.has('location'),
    ...(proxy === undefined ? {} : { proxy }),
  };
}

/** A word processor makes one long dash of two. */
const withPlainDashes = (word: string): string =>
  word
    .replace(/^—(?=[a-z])/, '--')
    .replace(/^–(?=[a-z]{2})/, '--')
    .replace(/^–(?=[a-zA-Z])/, '-');

function readWords(words: readonly string[]): Reading {
  const reading: Reading = { urls: [], headers: [], data: [], files: [], flags: new Set() };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const next = words[at + 1] ?? '';
    if (word.startsWith('--')) {
      const [, name = '', inline] = /^--([a-z0-9-]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
      const take = TAKES[name];
      take?.(reading, inline ?? next);
      if (take === undefined) reading.flags.add(name);
      if (inline === undefined && (take !== undefined || OTHER_VALUES.has(name))) at += 1;
    } else if (/^-[A-Za-z0-9#:]/.test(word)) {
      if (readShort(reading, word, next)) at += 1;
    } else if (word !== '' && word !== '-') reading.urls.push(word);
  }
  return reading;
}

/** `-sSk`, `-XPOST` and `-H 'A: b'`. Answers whether the next word was its value. */
function readShort(reading: Reading, word: string, next: string): boolean {
  for (let at = 1; at < word.length; at += 1) {
    const letter = word.charAt(at);
    const name = LONG_NAMES[letter] ?? letter;
    if (!SHORT_VALUES.includes(letter)) {
      reading.flags.add(name);
      continue;
    }
    const inline = word.slice(at + 1);
    TAKES[name]?.(reading, inline === '' ? next : inline);
    return inline === '';
  }
  return false;
}

function requestOf({ method, urls, headers, data, flags }: Reading): PastedRequest {
  const given = urls.find((url) => /:\/\/|^localhost\b|\.[a-z]|[<{$]/i.test(url)) ?? urls[0];
  const isQuery = flags.has('get') || flags.has('head');
  const joined = data.join(flags.has('json') ? '' : '&');
  const isSent = !isQuery && (joined !== '' || flags.has('form') || flags.has('data'));
  const url = given !== undefined && isQuery && joined !== '' ? withQuery(given, joined) : given;
  const own: Header[] = flags.has('json')
    ? [
        ['Content-Type', 'application/json'],
        ['Accept', 'application/json'],
      ]
    : [];
  const added = own.filter(([name]) => !headers.some(([other]) => other.toLowerCase() === name.toLowerCase()));
  return {
    method: method ?? (flags.has('head') ? 'HEAD' : flags.has('upload') ? 'PUT' : isSent ? 'POST' : 'GET'),
    ...(url === undefined ? {} : { url }),
    headers: [...headers, ...added],
    body: isQuery ? '' : joined,
    isWhole: true,
  };
}

const withQuery = (url: string, query: string): string => `${url}${url.includes('?') ? '&' : '?'}${query}`;

function addData({ data, files, flags }: Reading, value: string): void {
  flags.add('data');
  if (value.startsWith('@')) files.push(value);
  else data.push(value);
}

/** `content`, `=content`, `name=content`, `@file` and `name@file`, curl(1). */
function addEncoded({ data, files }: Reading, value: string): void {
  const [, name = '', mark = '', content = ''] = /^([^=@]*)([=@])([\s\S]*)$/.exec(value) ?? [];
  if (mark === '@') files.push(`@${content}`);
  else if (mark === '') data.push(encoded(value));
  else data.push(name === '' ? encoded(content) : `${name}=${encoded(content)}`);
}

const encoded = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);

const base64Of = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));

function addHeader(headers: Header[], line: string): void {
  const [, name = '', mark = '', value = ''] = /^([^:;]*)([:;])([\s\S]*)$/.exec(line) ?? [];
  if (mark === ':' && name.trim() !== '') headers.push([name.trim(), value.trim()]);
}
