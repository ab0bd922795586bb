import { PIECE } from './layOutJson.ts';

/** What closes a piece of markup that is no element, by how it begins. */
const SPECIAL: readonly [start: string, end: string][] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

type Kind = 'text' | 'open' | 'close' | 'single';

/** Deeper than this, indentation only pushes text out of sight. */
const DEEPEST = 60;

/**
 * XML in lines, piece by piece. Elements come on lines of their own; text stays beside its tags as it is, and only the white space between
 * tags changes. It goes by angle brackets alone, so that XML which is cut off is laid out as far as it goes.
 */
export function* layOutXml(text: string): Generator<string> {
  let piece = '';
  let depth = 0;
  let before: Kind | undefined;
  let at = 0;
  const newLine = (): string => (before === undefined ? '' : `\n${'  '.repeat(Math.min(depth, DEEPEST))}`);
  while (at < text.length) {
    const end = text.charAt(at) === '<' ? endOfMarkup(text, at) : endOfText(text, at);
    const part = text.slice(at, end);
    const kind = kindOf(part);
    at = end;
    if (kind === 'text' && part.trim() === '') continue;
    if (kind === 'close') depth = Math.max(0, depth - 1);
    const staysBeside = kind === 'text' || before === 'text' || (kind === 'close' && before === 'open');
    piece += staysBeside ? part : newLine() + part;
    if (kind === 'open') depth += 1;
    before = kind;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

function kindOf(part: string): Kind {
  if (!part.startsWith('<') || part.startsWith('<![CDATA[')) return 'text';
  if (part.startsWith('</')) return 'close';
  return part.startsWith('<!') || part.startsWith('<?') || part.endsWith('/>') ? 'single' : 'open';
}

function endOfText(text: string, start: number): number {
  const end = text.indexOf('<', start);
  return end === -1 ? text.length : end;
}

function endOfMarkup(text: string, start: number): number {
  const special = SPECIAL.find(([begin]) => text.startsWith(begin, start));
  if (special !== undefined) {
    const end = text.indexOf(special[1], start + special[0].length);
    return end === -1 ? text.length : end + special[1].length;
  }
  // A bracket in an attribute's value closes nothing.
  const closing = /[>"']/g;
  closing.lastIndex = start;
  for (let found = closing.exec(text); found !== null; found = closing.exec(text)) {
    if (found[0] === '>') return closing.lastIndex;
    const end = text.indexOf(found[0], closing.lastIndex);
    if (end === -1) break;
    closing.lastIndex = end + 1;
  }
  return text.length;
}
