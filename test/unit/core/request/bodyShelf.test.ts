import { describe, expect, it } from 'vitest';
import { createBodyShelf } from '../../../../main/core/request/bodyShelf.ts';
import type { BodyShelf } from '../../../../main/core/request/bodyShelf.ts';

const LONG = Array.from({ length: 400_000 }, (_, line) => `line ${line}`).join('\n');

function shelfOf(): BodyShelf {
  let ids = 0;
  return createBodyShelf(() => `b${(ids += 1)}`);
}

/** The rest of a text, in the pieces that the shelf hands out. */
function takeAll(shelf: BodyShelf, id: string): string[] {
  const pieces: string[] = [];
  for (;;) {
    const { text, isLast } = shelf.take(id);
    pieces.push(text);
    if (isLast) return pieces;
  }
}

const GONE = /The rest of this reply is gone/;

describe('a long body', () => {
  it('comes in pieces that make the whole, and is kept no longer', () => {
    const shelf = shelfOf();
    const { text, rest = '' } = shelf.put('one', LONG);
    const pieces = [text, ...takeAll(shelf, rest)];
    expect(pieces.join('')).toBe(LONG);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(1_048_576);
    expect(() => shelf.take(rest)).toThrow(GONE);
  });

  it('makes way for the next of the same connection, and only for that', () => {
    const shelf = shelfOf();
    const { rest: first = '' } = shelf.put('one', LONG);
    const { rest: other = '' } = shelf.put('two', LONG);
    expect(shelf.put('one', 'short')).toEqual({ text: 'short' });
    expect(() => shelf.take(first)).toThrow(GONE);
    expect(takeAll(shelf, other).length).toBeGreaterThan(1);
  });

  it('is not kept beside many others', () => {
    const shelf = shelfOf();
    const rests = ['one', 'two', 'three', 'four', 'five'].map((owner) => shelf.put(owner, LONG).rest ?? '');
    expect(() => shelf.take(rests[0] ?? '')).toThrow(GONE);
    for (const rest of rests.slice(1)) expect(takeAll(shelf, rest).length).toBeGreaterThan(1);
  });

  it('is forgotten when the shelf is cleared', () => {
    const shelf = shelfOf();
    const { rest = '' } = shelf.put('one', LONG);
    shelf.clear();
    expect(() => shelf.take(rest)).toThrow(GONE);
  });
});
