/** Members whose text is a word of ours or a sum: no secret, and nothing may be changed in it. */
const OURS = new Set([
  'purpose',
  'level',
  'verdict',
  'cause',
  'kind',
  'code',
  'format',
  'id',
  'stepId',
  'exchangeIds',
  'label',
  'harSha256',
]);

/** Every text in a value that came from outside. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (OURS.has(name) ? [] : textsIn(member)));
}

/** The same value with each of those texts changed. */
export function withTexts<Value>(value: Value, change: (text: string) => string): Value;
export function withTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => withTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => [
      name,
      OURS.has(name) ? member : withTexts(member, change),
    ]),
  );
}
