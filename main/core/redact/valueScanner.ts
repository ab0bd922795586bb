import { base64Cores, escapedForms, hexForms, normalForms, percentForms } from './encodings.ts';
import { MASKS } from './treatment.ts';
import type { Treatment } from './treatment.ts';
import { ESCAPES, unescapeOnce, type Unescaped } from './unescape.ts';

/** Shorter values would blot out half of every text; they are only found by their name. */
const SHORTEST = 4;

interface Needle {
  /** The secret that it is a form of. */
  secret: string;
  text: string;
  /** Whether the match grows to the whole run of base64 around it, since its ends carry bits of the secret. */
  base64: boolean;
}

function formsOf(secret: string): Needle[] {
  const escaped = escapedForms(secret);
  const written = [secret, secret.replaceAll('\r\n', '\n'), ...normalForms(secret)];
  // Percent encoding is taken back before it is looked for, but a form also writes a space as `+`.
  const plain = [...written, secret.replaceAll(' ', '+'), ...escaped, ...hexForms(secret)];
  // RFC 6749 §2.3.1 form-encodes the secret before the Basic header encodes it in base64; tokens hold it as JSON.
  const encoded = new Set([secret, ...percentForms(secret), JSON.stringify(secret).slice(1, -1)]);
  return [
    ...plain.map((text) => ({ secret, text, base64: false })),
    ...[...encoded]
      .flatMap(base64Cores)
      .filter((text) => !plain.includes(text))
      .map((text) => ({ secret, text, base64: true })),
  ].filter((needle) => needle.text.length >= SHORTEST);
}

function hashOf(a: number, b: number, c: number, d: number): number {
  return (a * 4093 + b * 1021 + c * 127 + d) & 0xffff;
}

/** Needles by the hash of their first four characters, the longest first. */
function indexNeedles(secrets: readonly string[]): Map<number, Needle[]> {
  const index = new Map<number, Needle[]>();
  const seen = new Set<string>();
  for (const secret of secrets) {
    if (secret.trim().length < SHORTEST) continue;
    for (const needle of formsOf(secret)) {
      if (seen.has(needle.text)) continue;
      seen.add(needle.text);
      const text = needle.text;
      const hash = hashOf(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2), text.charCodeAt(3));
      const bucket = index.get(hash);
      if (bucket) bucket.push(needle);
      else index.set(hash, [needle]);
    }
  }
  for (const bucket of index.values()) bucket.sort((left, right) => right.text.length - left.text.length);
  return index;
}

const BASE64 = /[A-Za-z0-9+/_=-]/;
/** Escapes within escapes, as in an address in an address in the JSON of a log. */
const DEEPEST = 3;

interface Span {
  from: number;
  to: number;
  secret: string;
}

/** Overlapping occurrences become one mask, that of the longest, so that no rest of the second is left standing. */
function masked(text: string, spans: readonly Span[], { known }: Pick<Treatment, 'known'>): string {
  let output = '';
  let copied = 0;
  let open: (Span & { longest: number }) | undefined;
  const close = (): void => {
    if (!open) return;
    output += text.slice(copied, open.from) + known(open.secret, open.to - open.from);
    copied = open.to;
  };
  for (const { from, to, secret } of spans.toSorted((left, right) => left.from - right.from)) {
    const length = to - from;
    if (open && from <= open.to) {
      if (length > open.longest) Object.assign(open, { secret, longest: length });
      open.to = Math.max(open.to, to);
    } else {
      close();
      open = { from, to, secret, longest: length };
    }
  }
  close();
  return output + text.slice(copied);
}

/** Replaces every occurrence of the secrets, in every form of theirs, by a mask. Linear in the text, whatever their number. */
export function createValueScanner(
  secrets: readonly string[],
  treatment: Pick<Treatment, 'known'> = MASKS,
): (text: string) => string {
  const index = indexNeedles(secrets);
  if (index.size === 0) return (text) => text;
  // Most places of a text begin no needle; one look at a bit table tells so without touching the map.
  const begins = new Uint8Array(0x10000);
  for (const hash of index.keys()) begins[hash] = 1;

  function matchAt(text: string, at: number, hash: number): Needle | undefined {
    return index.get(hash)?.find((needle) => text.startsWith(needle.text, at));
  }

  function* find(text: string): Generator<Span> {
    let [a, b, c] = [text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2)];
    let grownTo = 0;
    for (let at = 0; at + 3 < text.length; at += 1) {
      const d = text.charCodeAt(at + 3);
      const hash = hashOf(a, b, c, d);
      [a, b, c] = [b, c, d];
      if (begins[hash] === 0) continue;
      const needle = matchAt(text, at, hash);
      if (!needle) continue;
      let from = at;
      let to = at + needle.text.length;
      if (needle.base64) {
        // All of this run is found already.
        if (to <= grownTo) continue;
        while (from > 0 && BASE64.test(text.charAt(from - 1))) from -= 1;
        while (to < text.length && BASE64.test(text.charAt(to))) to += 1;
        grownTo = to;
      }
      yield { from, to, secret: needle.secret };
    }
  }

  return (text) => {
    const spans = [...find(text)];
    for (const escapes of ESCAPES) {
      let inner: Unescaped | undefined;
      for (let depth = 0; depth < DEEPEST; depth += 1) {
        inner = unescapeOnce(escapes, inner?.text ?? text, inner?.starts);
        if (!inner) break;
        const { starts } = inner;
        for (const { from, to, secret } of find(inner.text)) {
          spans.push({ from: starts[from] ?? 0, to: starts[to] ?? text.length, secret });
        }
      }
      if (!text.includes('%')) break;
    }
    return spans.length === 0 ? text : masked(text, spans, treatment);
  };
}
