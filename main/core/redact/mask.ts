/**
 * Marks a removed secret: what it was and how long, nothing that helps to guess it. The same secret always gives the same mask; two that
 * are told apart have a tag.
 */
export function mask(label: string, length: number, tag?: string): string {
  const size = `${length.toLocaleString('en-US')} ${length === 1 ? 'character' : 'characters'}`;
  return `⟦${label} ${size}${tag === undefined ? '' : ` #${tag}`}⟧`;
}

const WHOLE_MASK = /^⟦([^⟦⟧]{1,80}) ([\d,]{1,12}) characters?(?: #([0-9a-z]{8}))?⟧$/;

/**
 * Masks a value that is secret by its name. A value that an earlier layer has masked already keeps its length and its tag and only gets
 * the better label.
 */
export function maskNamed(label: string, value: string, tagOf?: (value: string) => string): string {
  if (value === '') return '';
  const name = label.slice(0, 50);
  const [whole, , length = '', tag] = WHOLE_MASK.exec(value) ?? [];
  if (whole !== undefined) return mask(name, Number(length.replaceAll(',', '')), tag);
  return mask(name, value.length, tagOf?.(value));
}

const MASKS = /⟦([^⟦⟧]{1,80}) [\d,]{1,12} characters?(?: #([0-9a-z]{8}))?⟧/g;

export function hasMask(text: string): boolean {
  return text.search(MASKS) >= 0;
}

/** The text with something else in the place of each mask, given its label, its tag and itself. */
export function withoutMasks(
  text: string,
  replace: (label: string, tag: string | undefined, whole: string) => string,
): string {
  return text.replace(MASKS, (whole: string, label: string, tag: string | undefined) => replace(label, tag, whole));
}

/** The masks in the text, each as it stands. */
export function maskLabels(text: string): string[] {
  return [...text.matchAll(MASKS)].map(([whole]) => whole);
}
