import { withoutEnd } from './textEdges.ts';

/** Significant digits and exponent, by which two spellings of a number compare. */
function canonicalNumber(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const all = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = withoutEnd(all, '0');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + (all.length - significant.length);
  return `${significant}e${power}`;
}

/** Whether a double holds the number as it is written; integers beyond 2^53 count as not held. */
export function isExact(text: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (/^-?\d+$/.test(text)) return Number.isSafeInteger(value);
  return canonicalNumber(text) === canonicalNumber(String(value));
}
