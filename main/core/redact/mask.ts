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

const MASKS = /⟦([^⟦⟧]{1,80}) [\d,]{1,12} characters?⟧/g;

export function hasMask(text: string): boolean {
  return text.search(MASKS) >= 0;
}

/** The text with something else in the place of each mask, given its label. */
export function withoutMasks(text: string, replace: (label: string) => string): string {
  return text.replace(MASKS, (_whole, label: string) => replace(label));
}

/** The masks in the text, each as it stands. */
export function maskLabels(text: string): string[] {
  return [...text.matchAll(MASKS)].map(([whole]) => whole);
}
