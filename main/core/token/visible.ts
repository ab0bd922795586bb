import type { JsonValue } from '../records.ts';

/**
 * Code points that show nothing or turn the reading direction, so that one claim could pass for another:
 * controls, soft hyphen, blank letters, zero-width and bidirectional marks, tags, lone surrogates.
 */
const INVISIBLE_RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xe0000, 0xe0fff],
];
const hex = (codePoint: number): string => `\\u{${codePoint.toString(16)}}`;
const INVISIBLE = new RegExp(
  `[${INVISIBLE_RANGES.map(([first, last]) => `${hex(first)}-${hex(last)}`).join('')}]`,
  'gu',
);

/** Zero-width joiner and non-joiner: emoji and some scripts need them, always after a character beyond ASCII. */
const JOINER = /^[\u200c\u200d]$/;

const LAYOUT = new Set(['\n', '\r', '\t']);

const escapeUnit = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;

const escaped = (character: string): string =>
  character.length === 1
    ? escapeUnit(character.charCodeAt(0))
    : escapeUnit(character.charCodeAt(0)) + escapeUnit(character.charCodeAt(1));

const isJoining = (text: string, character: string, at: number): boolean =>
  JOINER.test(character) && at > 0 && text.charCodeAt(at - 1) > 0x7f;

/** The text with every invisible character written as its JSON escape, such as `\u202e`. */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (character, at: number) =>
    isJoining(text, character, at) ? character : escaped(character),
  );
}

/** Same for a JSON document: line breaks and tabs between its members stay. Its meaning does not change. */
export function visibleDocument(text: string): string {
  return text.replace(INVISIBLE, (character, at: number) =>
    LAYOUT.has(character) || isJoining(text, character, at) ? character : escaped(character),
  );
}

/** Same for every string and member name inside a value. */
export function visibleValue(value: JsonValue): JsonValue {
  if (typeof value === 'string') return visibleText(value);
  if (Array.isArray(value)) return value.map(visibleValue);
  if (typeof value !== 'object' || value === null) return value;
  // fromEntries defines own members, so that a `__proto__` stays a name.
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [visibleText(name), visibleValue(member ?? null)]),
  );
}

function textHasInvisible(text: string): boolean {
  for (const match of text.matchAll(INVISIBLE)) if (!isJoining(text, match[0], match.index)) return true;
  return false;
}

/** Whether making the value visible changes it. */
export function hasInvisible(value: JsonValue): boolean {
  if (typeof value === 'string') return textHasInvisible(value);
  if (Array.isArray(value)) return value.some(hasInvisible);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, member]) => textHasInvisible(name) || hasInvisible(member ?? null));
}
