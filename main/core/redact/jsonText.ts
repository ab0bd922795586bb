import type { Treatment } from './treatment.ts';

/** Where the string that opens at `from` ends (after its quote), or the end of a text that was cut inside it. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x5c) at += 1;
    else if (char === 0x22) return at + 1;
  }
  return text.length;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}

const NUMBER = /-?\d[\d.eE+-]*/y;

function endOfNumber(text: string, from: number): number {
  NUMBER.lastIndex = from;
  return NUMBER.test(text) ? NUMBER.lastIndex : from;
}

/**
 * Masks the values of secret members in the text of a JSON document and leaves every other byte as it is: order, spaces, large
 * numbers and repeated names survive, and a document that was cut short is treated as well. A walk, since an expression that finds
 * strings takes quadratic time on a text made of escaped quotes.
 */
export function redactJsonText(text: string, treatment: Treatment): string {
  let output = '';
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('"', at);
    if (open < 0) break;
    const close = endOfString(text, open);
    at = close;
    const colon = skipSpace(text, close);
    if (text.charAt(colon) !== ':') continue;
    const name = text.slice(open + 1, close - 1);
    const from = skipSpace(text, colon + 1);
    const isString = text.charAt(from) === '"';
    const to = isString ? endOfString(text, from) : endOfNumber(text, from);
    const isCut = isString && to === text.length && text.charAt(to - 1) !== '"';
    const value = isString ? text.slice(from + 1, isCut ? to : to - 1) : text.slice(from, to);
    at = to;
    if (value === '' || !treatment.isSecret(name, value)) continue;
    output += `${text.slice(copied, from)}"${treatment.named(name, value)}${isCut ? '' : '"'}`;
    copied = to;
  }
  return output + text.slice(copied);
}
