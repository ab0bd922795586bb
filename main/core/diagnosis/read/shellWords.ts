/** A command as a shell takes it: its words without their quotes, and what stands after it. */
export interface ShellLine {
  words: string[];
  rest: string;
}

interface Shell {
  /** PowerShell escapes by a backtick and writes a quote twice; cmd.exe leaves a bare backslash alone. */
  kind: 'posix' | 'cmd' | 'powershell';
  /** Whether the command stands in `$(…)`. */
  isNested: boolean;
}

/** Quotes that a word processor made of straight ones, too. */
const SINGLE: Record<string, string> = { "'": "'", '‘': '’', '’': '’' };
const DOUBLE: Record<string, string> = { '"': '"', '“': '”', '”': '”' };
const ESCAPED: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', e: '\x1b' };
const CONTINUED = /[\\^`][ \t]*\n/y;

/** Which shell a command was written for, by how it carries on a line and escapes a quote. */
export function shellOf(text: string): Shell['kind'] {
  if (/\bcurl(?:\.exe)?\s+\^"|\s-{1,2}[\w-]{1,40}\s+\^"|\^[ \t]*\n/.test(text)) return 'cmd';
  return /`[ \t]*\n|^\s*(?:PS [^\n>]{0,200}>)|`"/.test(text) ? 'powershell' : 'posix';
}

/**
 * Reads one command up to the end of its line, a pipe or the next command. A quote without its end is a character like any other, so that
 * it cannot swallow all that follows. Never throws; takes time by the length of the text.
 */
export function readShellLine(given: string, { kind, isNested }: Shell): ShellLine {
  // What a browser copies for cmd.exe escapes each special character by a caret, the quotes too.
  const text = kind === 'cmd' && given.includes('^"') ? withoutCarets(given) : given;
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  /** What opens a quote and had no end once: it is not searched again from every place. */
  const unclosed = new Set<string>();
  const add = (piece: string, next: number): void => {
    word = (word ?? '') + piece;
    at = next;
  };
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  while (at < text.length) {
    const char = text.charAt(at);
    CONTINUED.lastIndex = at;
    const continued = CONTINUED.exec(text);
    const isQuote = continued === null && isOpening(text, at) && !unclosed.has(char);
    const quoted = isQuote ? readQuoted(text, at, kind) : undefined;
    if (isQuote && quoted === undefined) unclosed.add(char);
    if (continued !== null) {
      endWord();
      at += continued[0].length;
    } else if (quoted !== undefined) add(quoted.value, quoted.end);
    else if (char === '\n' || (isNested && char === ')')) break;
    else if (/\s/.test(char)) {
      endWord();
      at += 1;
    } else if (endsCommand(text, at)) break;
    else if ((char === '#' && word === undefined) || char === '|') {
      at = endOfLine(text, at);
      break;
    } else if (char === '>' && (word === undefined || /^\d$/.test(word))) {
      // Where the output goes is no word of the command.
      word = undefined;
      at += /^>{1,2}[ \t]*[^\s]*/.exec(text.slice(at, at + 4000))?.[0].length ?? 1;
    } else if (char === '\\' && (kind === 'posix' || text[at + 1] === '"')) add(text.charAt(at + 1), at + 2);
    else if (char === '`' && kind === 'powershell') add(text.charAt(at + 1), at + 2);
    else {
      // A run of plain characters at once.
      const run = /^[\w\-./:=@%?,+*~{}[\]<]+/.exec(text.slice(at, at + 2000))?.[0] ?? char;
      add(run, at + run.length);
    }
  }
  endWord();
  return { words, rest: text.slice(at).replace(/^(?:&&?|;)?[ \t]*\n?/, '') };
}

const withoutCarets = (text: string): string =>
  text.replace(/\^(\n\n?|[^\n])/g, (_whole, escaped: string) =>
    escaped === '\n' ? '\\\n' : escaped === '\n\n' ? '\n' : escaped,
  );

/** `;` and `&` end a command where a space follows; within an address that nobody quoted they do not. */
const endsCommand = (text: string, at: number): boolean => /^(?:&&|[;&](?=\s|$))/.test(text.slice(at, at + 2));

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

interface Quoted {
  value: string;
  end: number;
}

const isOpening = (text: string, at: number): boolean => {
  const char = text.charAt(at);
  return char in SINGLE || char in DOUBLE || (char === '$' && text[at + 1] === "'");
};

function readQuoted(text: string, at: number, kind: Shell['kind']): Quoted | undefined {
  const char = text.charAt(at);
  if (char === '$' && text[at + 1] === "'") return readAnsi(text, at + 2);
  const single = SINGLE[char];
  if (single !== undefined) return readSingle(text, at + 1, single, kind);
  const double = DOUBLE[char];
  return double === undefined ? undefined : readDouble(text, at + 1, double, kind);
}

function readSingle(text: string, from: number, close: string, kind: Shell['kind']): Quoted | undefined {
  let value = '';
  let start = from;
  for (;;) {
    const end = text.indexOf(close, start);
    if (end < 0) return undefined;
    value += text.slice(start, end);
    if (kind !== 'powershell' || text[end + 1] !== close) return { value, end: end + 1 };
    value += close;
    start = end + 2;
  }
}

function readDouble(text: string, from: number, close: string, kind: Shell['kind']): Quoted | undefined {
  let value = '';
  let start = from;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    const next = text.charAt(at + 1);
    const isDoubled = char === close && next === close && kind !== 'posix';
    if (char === close && !isDoubled) return { value: value + text.slice(start, at), end: at + 1 };
    const isEscape = (char === '\\' && '"\\$`\n'.includes(next)) || (char === '`' && kind === 'powershell');
    if (next === '' || !(isDoubled || isEscape)) continue;
    value += text.slice(start, at) + (next === '\n' ? '' : next);
    start = at + 2;
    at += 1;
  }
  return undefined;
}

/** `$'…'` of bash. */
function readAnsi(text: string, from: number): Quoted | undefined {
  const close = /(?:[^'\\]|\\[\s\S])*'/y;
  close.lastIndex = from;
  const whole = close.exec(text)?.[0];
  if (whole === undefined) return undefined;
  const value = whole
    .slice(0, -1)
    .replace(
      /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|([\s\S]))/g,
      (_all, hex?: string, unicode?: string, other?: string) => {
        if (other !== undefined) return ESCAPED[other] ?? other;
        return String.fromCharCode(Number.parseInt(hex ?? unicode ?? '0', 16));
      },
    );
  return { value, end: from + whole.length };
}
