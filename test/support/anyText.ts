import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };

function characterOf(index: number): string {
  return String.fromCodePoint(index < SURROGATES.first ? index : index + SURROGATES.count);
}

/** Throws for what is no single character, which is how fast-check asks whether a text could have come of it. */
function indexOf(character: unknown): number {
  const [first, ...others] = typeof character === 'string' ? Array.from(character) : [];
  const point = first?.codePointAt(0);
  if (point === undefined || others.length > 0) throw new Error('not one character');
  return point < SURROGATES.first ? point : point - SURROGATES.count;
}

const character = fc.nat({ max: 0x10ffff - SURROGATES.count }).map(characterOf, indexOf);

/**
 * Texts of all characters that Unicode has room for. The same as `fc.string({ unit: 'binary' })`, value for value; that one spends a
 * second and a hundred megabytes on a table of all of them, in each process.
 */
export const anyText = (length: { minLength?: number; maxLength?: number } = {}): fc.Arbitrary<string> =>
  fc.string({ ...length, unit: character });
