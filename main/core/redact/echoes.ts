import type { JsonValue } from '../records.ts';
import { createValueScanner } from './valueScanner.ts';

/** The text without our secrets, in whatever form a server echoes them. Everything else stays as the server said it. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return createValueScanner(secrets)(text);
}

/** The same for the members of a JSON object, names included. */
export function membersWithoutSecrets(
  members: Readonly<Record<string, JsonValue>>,
  secrets: readonly string[],
): Record<string, JsonValue> {
  const scan = createValueScanner(secrets);
  const cleanMembers = (value: Readonly<Record<string, JsonValue>>): Record<string, JsonValue> =>
    Object.fromEntries(Object.entries(value).map(([name, member]) => [scan(name), clean(member)]));
  const cleanAll = (values: readonly JsonValue[]): JsonValue[] => values.map(clean);
  function clean(value: JsonValue): JsonValue {
    if (typeof value === 'string') return scan(value);
    if (Array.isArray(value)) return cleanAll(value);
    return value !== null && typeof value === 'object' ? cleanMembers(value) : value;
  }
  return cleanMembers(members);
}
