const WORDS = new Set(['', 'true', 'false', 'null']);

/** A claim's value as it is shown: text without quotes, unless it would then read like another kind of value. */
export function claimText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2);
  return looksLikeOtherValue(value) ? JSON.stringify(value) : value;
}

function looksLikeOtherValue(text: string): boolean {
  // A number beyond a double's reach comes as text and is shown as its digits; no number is shown like that.
  const isNumber = /^-?\d/.test(text) && String(Number(text)) === text;
  return isNumber || WORDS.has(text) || text.trim() !== text || /^[[{"]/.test(text);
}
