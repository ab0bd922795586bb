/** A claim's value as it is shown: text without quotes, unless it would then read like another kind of value. */
export function claimText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2);
  return looksLikeOtherValue(value) ? JSON.stringify(value) : value;
}

function looksLikeOtherValue(text: string): boolean {
  return text.trim() !== text || /^(?:|true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[[{"].*)$/s.test(text);
}
