import { encodedInside, grownToRun, joinLines } from './base64Layers.ts';
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

/** Escapes within escapes, as in an address in an address in the JSON of a log. */
const DEEPEST = 3;

interface Span {
  from: number;
  to: number;
  secret: string;
}

function* placed(spans: Iterable<Span>, starts: Uint32Array): Generator<Span> {
  for (const { from, to, secret } of spans) {
    yield { from: starts[from] ?? 0, to: starts[to] ?? starts.at(-1) ?? 0, secret };
  }
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

/**
 * Replaces every occurrence of the secrets by a mask, in every form of theirs and also in base64 of several lines, in base64 of
 * base64, and within escapes. Linear in the text, whatever the number of secrets: a text is read once, once more where lines join,
 * and decoded four times to three quarters of its length; so is each of the six texts at most that taking back its escapes gives.
 */
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
      const to = at + needle.text.length;
      const { secret } = needle;
      if (!needle.base64) yield { from: at, to, secret };
      // Otherwise all of this run is found already.
      else if (to > grownTo) {
        const run = grownToRun(text, at, to);
        grownTo = run.to;
        yield { ...run, secret };
      }
    }
  }

  /** In the text, and again where base64 in it was cut into lines. Each pass goes forward. */
  function* passes(text: string): Generator<Iterable<Span>> {
    yield find(text);
    const joined = joinLines(text);
    if (joined) yield placed(find(joined.text), joined.starts);
  }

  /** The runs of base64 that hold a secret which was in base64 or hexadecimal before. */
  function* findDecoded(text: string): Generator<Span> {
    for (const { text: inner, startOf } of encodedInside(text, SHORTEST)) {
      for (const pass of passes(inner)) {
        let grownTo = 0;
        for (const { from, to, secret } of pass) {
          if (startOf(to) <= grownTo) continue;
          const run = grownToRun(text, startOf(from), startOf(to));
          grownTo = run.to;
          yield { ...run, secret };
        }
      }
    }
  }

  function* findAll(text: string): Generator<Span> {
    yield* find(text);
    const joined = joinLines(text);
    if (!joined) yield* findDecoded(text);
    else {
      yield* placed(find(joined.text), joined.starts);
      yield* placed(findDecoded(joined.text), joined.starts);
    }
  }

  return (text) => {
    const spans = [...findAll(text)];
    for (const escapes of ESCAPES) {
      let inner: Unescaped | undefined;
      for (let depth = 0; depth < DEEPEST; depth += 1) {
        inner = unescapeOnce(escapes, inner?.text ?? text, inner?.starts);
        if (!inner) break;
        for (const span of placed(findAll(inner.text), inner.starts)) spans.push(span);
      }
      if (!text.includes('%')) break;
    }
    return spans.length === 0 ? text : masked(text, spans, treatment);
  };
}
