import { visibleDocument } from '../token/visible.ts';

/** Markup of ours, with everything from outside escaped. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | undefined | readonly (Markup | undefined)[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it literally; what nobody would see, or what turns the reading direction, is written as an escape. */
export function escapeHtml(text: string): string {
  return visibleDocument(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

function partOf(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map(partOf).join('');
}

/** A piece of HTML: the template is ours, every text that is put into it is escaped. */
export function html(template: TemplateStringsArray, ...parts: Part[]): Markup {
  return { markup: template.map((piece, at) => piece + partOf(parts[at])).join('') };
}

/**
 * JSON that can stand in a script element: nothing in it ends the element or begins a comment, and what nobody would see is written as an
 * escape. It means the same.
 */
export function scriptJson(json: string): string {
  const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return visibleDocument(json).replace(/[<>&]/g, escape);
}
