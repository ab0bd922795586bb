/** A text with its escapes taken back once. */
export interface Unescaped {
  text: string;
  /** Where each character of `text`, and its end, began in the text that was given first. */
  starts: Uint32Array;
}

/** The escapes of JSON and of JavaScript; the character references of HTML and XML that encoders write. */
const BUT_PERCENT =
  /\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|["'\\/bfnrt])|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);/g;
const ALL = new RegExp(`(?:%[0-9A-Fa-f]{2})+|${BUT_PERCENT.source}`, 'g');

/** Which escapes to take back, one after the other: those of JSON and HTML alone, because they leave a `%41` of the secret as it is. */
export const ESCAPES: readonly RegExp[] = [ALL, BUT_PERCENT];

const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const NAMES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const fromCode = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

/** What one escape stands for, other than a run of percent encoding; a line break that only folds stands for nothing. */
function meaningOf(escape: string): string {
  if (/^[\r\n]/.test(escape)) return '';
  if (escape.startsWith('\\')) {
    const letter = escape.charAt(1);
    return escape.length > 2 ? fromCode(parseInt(escape.slice(2), 16)) : (LETTERS[letter] ?? letter);
  }
  const name = escape.slice(1, -1);
  if (!name.startsWith('#')) return NAMES[name] ?? escape;
  return fromCode(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
}

function lengthByLead(lead: number): number {
  if (lead < 0xc2) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

/** The characters of a run of percent encoding and how many bytes each takes: UTF-8, and Latin-1 where it is none. */
function* charactersOf(run: string): Generator<[character: string, bytes: number]> {
  const bytes = Uint8Array.from(run.slice(1).split('%'), (digits) => parseInt(digits, 16));
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const length = lengthByLead(lead);
    const sequence = bytes.subarray(at, at + length);
    const isWhole = sequence.length === length && sequence.subarray(1).every((byte) => (byte & 0xc0) === 0x80);
    yield length > 1 && isWhole ? [new TextDecoder().decode(sequence), length] : [String.fromCharCode(lead), 1];
    at += length > 1 && isWhole ? length : 1;
  }
}

/** Undefined when there is no escape in it. Linear in the text. */
export function unescapeOnce(escapes: RegExp, source: string, sourceStarts?: Uint32Array): Unescaped | undefined {
  if (source.search(escapes) < 0) return undefined;
  const starts = new Uint32Array(source.length + 1);
  const startOf = (at: number): number => sourceStarts?.[at] ?? at;
  const parts: string[] = [];
  let length = 0;
  let at = 0;
  const append = (part: string, start: number): void => {
    parts.push(part);
    starts.fill(start, length, length + part.length);
    length += part.length;
  };
  const keepUntil = (to: number): void => {
    parts.push(source.slice(at, to));
    for (; at < to; at += 1) starts[length++] = startOf(at);
  };
  for (const { 0: escape, index } of source.matchAll(escapes)) {
    keepUntil(index);
    if (escape.startsWith('%')) {
      for (const [character, bytes] of charactersOf(escape)) {
        append(character, startOf(at));
        at += bytes * 3;
      }
    } else {
      append(meaningOf(escape), startOf(at));
      at += escape.length;
    }
  }
  keepUntil(source.length);
  starts[length] = startOf(source.length);
  return { text: parts.join(''), starts };
}

/** The text with its escapes taken back as often as they are nested, within a bound. */
export function unescaped(text: string): string {
  let plain = text;
  for (let depth = 0; depth < 3; depth += 1) plain = unescapeOnce(ALL, plain)?.text ?? plain;
  return plain;
}
