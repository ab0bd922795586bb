/** Marks a removed secret: what it was and how long, nothing that helps to guess it. The same secret always gives the same mask. */
export function mask(label: string, length: number): string {
  return `⟦${label} ${length.toLocaleString('en-US')} ${length === 1 ? 'character' : 'characters'}⟧`;
}

const WHOLE_MASK = /^⟦([^⟦⟧]{1,80}) ([\d,]{1,12}) characters?⟧$/;

/**
 * Masks a value that is secret by its name. A value that an earlier layer has masked already keeps its length and only gets the
 * better label.
 */
export function maskNamed(label: string, value: string): string {
  if (value === '') return '';
  const length = WHOLE_MASK.exec(value)?.[2];
  return mask(label.slice(0, 60), length === undefined ? value.length : Number(length.replaceAll(',', '')));
}
