import { PIECE, layOutJson } from './layOutJson.ts';
import { layOutXml } from './layOutXml.ts';

export type Language = 'json' | 'xml' | 'text';

export interface LayoutJob {
  text: string;
  language: Language;
  /** Into lines with indentation; otherwise as it came. */
  isPretty: boolean;
  /** Lines of more characters are broken, since a line of megabytes cannot be drawn in time. */
  longestLine?: number;
}

/** How a layout comes: piece by piece, and at last what there is to say about it. */
export type LayoutNews =
  { kind: 'piece'; text: string } | { kind: 'done'; hasBrokenLines: boolean; isValidJson: boolean | undefined };

export function* layout({ text, language, isPretty, longestLine = Infinity }: LayoutJob): Generator<LayoutNews> {
  const pieces = isPretty ? laidOut(text, language) : slices(text);
  let column = 0;
  let hasBrokenLines = false;
  for (const piece of pieces) {
    const broken = breakLines(piece, column, longestLine);
    column = broken.column;
    hasBrokenLines ||= broken.hasBroken;
    yield { kind: 'piece', text: broken.text };
  }
  yield { kind: 'done', hasBrokenLines, isValidJson: isPretty && language === 'json' ? isJson(text) : undefined };
}

function laidOut(text: string, language: Language): Generator<string> {
  switch (language) {
    case 'json':
      return layOutJson(text);
    case 'xml':
      return layOutXml(unified(text));
    case 'text':
      return slices(text);
  }
}

/** One kind of line end, so that a place in the text is the same place in the editor. */
const unified = (text: string): string => (text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text);

function* slices(given: string): Generator<string> {
  const text = unified(given);
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

function breakLines(
  piece: string,
  startColumn: number,
  longest: number,
): { text: string; column: number; hasBroken: boolean } {
  let text = '';
  let column = startColumn;
  let kept = 0;
  let at = 0;
  while (at < piece.length) {
    const found = piece.indexOf('\n', at);
    const end = found === -1 ? piece.length : found;
    while (column + end - at > longest) {
      const cut = at + longest - column;
      text += `${piece.slice(kept, cut)}\n`;
      kept = cut;
      at = cut;
      column = 0;
    }
    column = found === -1 ? column + end - at : 0;
    at = end + 1;
  }
  return { text: text + piece.slice(kept), column, hasBroken: text !== '' };
}

/** Parsing more than this takes longer than the answer is worth. */
const MOST_CHECKED = 2_000_000;

function isJson(text: string): boolean | undefined {
  if (text.length > MOST_CHECKED) return undefined;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
