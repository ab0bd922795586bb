const TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs;
const DEEPEST = 40;

const lineStart = (depth: number): string => `\n${'  '.repeat(Math.min(depth, DEEPEST))}`;

/**
 * Lays out JSON text, also a damaged or cut one, by its marks alone: every string and number stays as it is written, which reading and writing it
 * anew would not ensure.
 */
export function indentJson(text: string): string {
  let depth = 0;
  let before = '';
  let laidOut = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const isClosing = token === '}' || token === ']';
    if (isClosing) depth = Math.max(0, depth - 1);
    const isEmpty = isClosing && (before === '{' || before === '[');
    const startsLine = before !== '' && ((isClosing && !isEmpty) || (!isClosing && /^[{[,]$/.test(before)));
    laidOut += (startsLine ? lineStart(depth) : '') + token + (token === ':' ? ' ' : '');
    if (token === '{' || token === '[') depth += 1;
    before = token;
  }
  return laidOut;
}
