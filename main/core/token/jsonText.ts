import type { JsonValue } from '../records.ts';
import { isExact } from './jsonNumber.ts';

const MAX_DEPTH = 100;
/** No token that a server accepts comes near; a text made of tiny values would otherwise take long. */
const MAX_VALUES = 20_000;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANK = /[ \t\n\r]*/y;
const WORDS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

export interface JsonMember {
  name: string;
  /** A number that a double cannot hold stands here as the text of its digits. */
  value: JsonValue;
  /** Whether the value, or something in it, is such a number. */
  inexact: boolean;
}

export type JsonReading =
  | { kind: 'object'; members: JsonMember[]; duplicates: string[] }
  | { kind: 'not-object'; type: 'array' | 'string' | 'number' | 'boolean' | 'null'; value: JsonValue }
  | { kind: 'error'; reason: string; position: number; cut: boolean };

interface Stop {
  reason: string;
  position: number;
  cut: boolean;
}

class JsonStop extends Error {
  readonly stop: Stop;
  constructor(stop: Stop) {
    super(stop.reason);
    this.stop = stop;
  }
}

/** One reader per document; the cursor lives as long as the reading. */
function createReader(text: string) {
  let at = 0;
  let values = 0;
  const duplicates = new Set<string>();

  function stop(reason: string): never {
    throw new JsonStop({ reason, position: at + 1, cut: at >= text.length });
  }

  function skipBlank(): void {
    BLANK.lastIndex = at;
    BLANK.test(text);
    at = BLANK.lastIndex;
  }

  function unexpected(wanted: string): never {
    if (at >= text.length) stop(`it ends where ${wanted} should follow`);
    stop(`${JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))} stands where ${wanted} should`);
  }

  function readString(): string {
    const start = at;
    at += 1;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    if (at >= text.length) {
      at = text.length;
      stop('it ends inside a quoted text');
    }
    at += 1;
    try {
      // The slice begins and ends with a quote, so only a bad escape or a raw control character fails here.
      return String(JSON.parse(text.slice(start, at)));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      at = start;
      return stop('a quoted text holds a bad escape or a control character');
    }
  }

  function readNumber(): { value: JsonValue; inexact: boolean } {
    NUMBER.lastIndex = at;
    const [digits] = NUMBER.exec(text) ?? unexpected('a value');
    at += digits.length;
    const value = Number(digits);
    return isExact(digits, value) ? { value, inexact: false } : { value: digits, inexact: true };
  }

  function readWord(): JsonValue {
    for (const [word, value] of WORDS) {
      if (!text.startsWith(word, at)) continue;
      at += word.length;
      return value;
    }
    return unexpected('a value');
  }

  function readArray(depth: number): { value: JsonValue[]; inexact: boolean } {
    const value: JsonValue[] = [];
    let inexact = false;
    at += 1;
    skipBlank();
    while (text[at] !== ']') {
      const item = readValue(depth);
      value.push(item.value);
      inexact ||= item.inexact;
      skipBlank();
      if (text[at] === ']') break;
      if (text[at] !== ',') unexpected('a comma or `]`');
      at += 1;
      skipBlank();
      if (text[at] === ']') unexpected('a value');
    }
    at += 1;
    return { value, inexact };
  }

  function readMembers(depth: number): JsonMember[] {
    const members: JsonMember[] = [];
    const names = new Set<string>();
    at += 1;
    skipBlank();
    while (text[at] !== '}') {
      if (text[at] !== '"') unexpected('a quoted name');
      const name = readString();
      if (names.has(name)) duplicates.add(name);
      names.add(name);
      skipBlank();
      if (text[at] !== ':') unexpected('a colon');
      at += 1;
      members.push({ name, ...readValue(depth) });
      skipBlank();
      if (text[at] === '}') break;
      if (text[at] !== ',') unexpected('a comma or `}`');
      at += 1;
      skipBlank();
      if (text[at] === '}') unexpected('a quoted name');
    }
    at += 1;
    return members;
  }

  function readValue(depth: number): { value: JsonValue; inexact: boolean } {
    skipBlank();
    values += 1;
    if (values > MAX_VALUES) stop(`it has more than ${MAX_VALUES} values`);
    if (depth > MAX_DEPTH) stop(`it is nested more than ${MAX_DEPTH} levels deep`);
    const first = text[at];
    if (first === '"') return { value: readString(), inexact: false };
    if (first === '[') return readArray(depth + 1);
    if (first === '{') {
      const members = readMembers(depth + 1);
      // fromEntries defines own members, so that `__proto__` stays a name and a repeated name takes its last value.
      const value = Object.fromEntries(members.map((member) => [member.name, member.value]));
      return { value, inexact: members.some((member) => member.inexact) };
    }
    if (first !== undefined && /[-\d]/.test(first)) return readNumber();
    return { value: readWord(), inexact: false };
  }

  function readDocument(): JsonReading {
    skipBlank();
    if (text[at] !== '{') {
      const { value } = readValue(0);
      expectEnd();
      return { kind: 'not-object', type: typeOf(value), value };
    }
    const members = readMembers(1);
    expectEnd();
    return { kind: 'object', members, duplicates: [...duplicates] };
  }

  function expectEnd(): void {
    skipBlank();
    if (at < text.length) unexpected('nothing more');
  }

  return readDocument;
}

function typeOf(value: JsonValue): 'array' | 'string' | 'number' | 'boolean' | 'null' {
  if (Array.isArray(value)) return 'array';
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  // A number beyond a double was read as its digits.
  return typeof value === 'number' ? 'number' : 'string';
}

/**
 * Reads JSON (RFC 8259) as `JSON.parse` does, and keeps what that loses: the order and the repetition of members, the digits of
 * numbers beyond a double, and where and why the text breaks off. Positions count from 1.
 */
export function readJson(text: string): JsonReading {
  try {
    return createReader(text)();
  } catch (error) {
    if (error instanceof JsonStop) return { kind: 'error', ...error.stop };
    throw error;
  }
}
