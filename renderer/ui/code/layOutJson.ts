const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Pieces of about this many characters: small enough to be taken in between two frames. */
export const PIECE = 64_000;

/** Beyond this many times its length a text is not spread further by indentation; nesting in bad faith would fill the memory. */
const MOST_GROWTH = 6;

/**
 * JSON in lines, piece by piece, changed in nothing but white space: numbers keep their digits, names their order and repetition. It goes by
 * brackets alone, so that a text which is cut off or no JSON is laid out as far as it goes.
 */
export function* layOutJson(text: string): Generator<string> {
  const most = text.length * MOST_GROWTH + 10_000;
  let piece = '';
  let depth = 0;
  let at = 0;
  let written = 0;
  // Made once for each depth: there are hundreds of thousands of lines in ten megabytes.
  const indented: string[] = [];
  const newLine = (): string =>
    written + piece.length > most ? '\n' : (indented[depth] ??= `\n${'  '.repeat(depth)}`);
  while (at < text.length) {
    const character = text.charAt(at);
    let end = at + 1;
    switch (character) {
      case ' ':
      case '\n':
      case '\r':
      case '\t':
        break;
      case '"':
        end = endOfString(text, at);
        piece += text.slice(at, end);
        break;
      case '{':
      case '[': {
        const next = skipBlanks(text, end);
        if (text.charAt(next) === (character === '{' ? '}' : ']')) {
          piece += character + text.charAt(next);
          end = next + 1;
        } else {
          depth += 1;
          piece += character + newLine();
        }
        break;
      }
      case '}':
      case ']':
        depth = Math.max(0, depth - 1);
        piece += newLine() + character;
        break;
      case ',':
        piece += `,${newLine()}`;
        break;
      case ':':
        piece += ': ';
        break;
      default:
        end = endOfWord(text, at);
        piece += text.slice(at, end);
    }
    at = end;
    if (piece.length >= PIECE) {
      written += piece.length;
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

function endOfString(text: string, start: number): number {
  let at = start;
  for (;;) {
    at = text.indexOf('"', at + 1);
    if (at === -1) return text.length;
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return at + 1;
  }
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

const STRUCTURE = new Set(Array.from('{}[],:', (character) => character.charCodeAt(0)));

/** A number, a word, or whatever else stands between the structure. */
function endOfWord(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === QUOTE || STRUCTURE.has(code)) break;
    at += 1;
  }
  return at;
}
