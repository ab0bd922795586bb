import type { Header } from '#contract/exchange.ts';
import { headerOf } from '../http.ts';

const FALLBACK = 'reply';
/** Of UTF-8. File systems take 255, and the name of an unfinished file is longer by its ending. */
const MAX_BYTES = 200;

const EXTENSIONS: readonly [type: RegExp, extension: string][] = [
  [/\bjson$/, 'json'],
  [/\bxml$/, 'xml'],
  [/^text\/html$/, 'html'],
  [/^text\/csv$/, 'csv'],
  [/^text\//, 'txt'],
  [/^application\/pdf$/, 'pdf'],
  [/^application\/(?:x-)?zip/, 'zip'],
  [/^application\/(?:x-)?gzip$/, 'gz'],
  [/^application\/(?:x-)?tar$/, 'tar'],
  [/^image\/jpeg$/, 'jpg'],
  [/^image\/(?:png|gif|webp|bmp|tiff)$/, ''],
  [/^image\/svg/, 'svg'],
];

/** Names that Windows keeps for devices, whatever their extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

/** What a reply says that its file is called, RFC 6266 §4.3: `filename*` before `filename`. */
function namedByServer(headers: readonly Header[]): string | undefined {
  const disposition = headerOf(headers, 'content-disposition');
  if (disposition === undefined) return undefined;
  const extended = /;\s{0,5}filename\*\s{0,5}=\s{0,5}(utf-8|iso-8859-1)'[\w-]{0,20}'([^;\s]{1,2000})/i.exec(
    disposition,
  );
  const decoded = extended && decodeExtended(extended[2] ?? '', extended[1] ?? '');
  if (typeof decoded === 'string') return decoded;
  const plain = /;\s{0,5}filename\s{0,5}=\s{0,5}(?:"((?:[^"\\]|\\.){0,2000})"|([^;\s"]{1,2000}))/i.exec(disposition);
  return plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2];
}

/** RFC 8187 §3.2. Undefined for what cannot be decoded. */
function decodeExtended(value: string, charset: string): string | undefined {
  try {
    if (charset.toLowerCase() === 'utf-8') return decodeURIComponent(value);
    return value.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function namedByAddress(url: string): string {
  const path = URL.parse(url)?.pathname ?? '';
  const last = path.split('/').findLast((part) => part !== '') ?? '';
  return decodeExtended(last, 'utf-8') ?? last;
}

function extensionFor(contentType: string): string | undefined {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const known = EXTENSIONS.find(([pattern]) => pattern.test(type));
  return known?.[1] === '' ? type.slice('image/'.length) : known?.[1];
}

/** A name alone, as every file system takes it, and that reads as what it is: no path, no device, no control of the writing direction. */
function sanitize(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const plain = base
    .replace(/\p{C}/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return RESERVED.test(plain) ? `_${plain}` : plain;
}

const EXTENSION = /\.[a-z][a-z0-9]{0,9}$/i;

function shorten(name: string): string {
  const extension = EXTENSION.exec(name)?.[0] ?? '';
  const characters = Array.from(name.slice(0, name.length - extension.length));
  while (new TextEncoder().encode(characters.join('') + extension).length > MAX_BYTES) characters.pop();
  return characters.join('') + extension;
}

/**
 * The name that is suggested for the file of a reply: the server's own, else the last part of the address, with the extension of its type
 * where it has none. `headers` are those of the reply, or none while there is no reply yet.
 */
export function suggestFileName(url: string, headers: readonly Header[]): string {
  const name =
    [namedByServer(headers) ?? '', namedByAddress(url)].map(sanitize).find((each) => each !== '') ?? FALLBACK;
  const extension = EXTENSION.test(name) ? undefined : extensionFor(headerOf(headers, 'content-type') ?? '');
  return shorten(extension === undefined ? name : `${name}.${extension}`);
}
