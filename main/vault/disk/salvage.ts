import type { VaultGeneration } from '#contract/vault.ts';

const RECORD =
  /"([A-Za-z0-9][\w-]{0,63})":(\{"t":"[A-Za-z][\w.-]{0,63}","rev":\d{1,15},"n":"[\w-]{22}","d":"[\w-]+"\})/g;

/** The sealed records that can still be told apart in a file, however damaged the rest of it is; none of them is proved genuine. */
export function salvageRecords(bytes: Buffer): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, id, text] of bytes.toString('latin1').matchAll(RECORD)) {
    if (id !== undefined && text !== undefined) found.set(id, text);
  }
  return found;
}

const VAULT_ID = /^\{"head":\{"magic":"OAVAULT","v":\d+,"min":\d+,"vid":"([\w-]{22})"/;

/** Whose vault this is, as far as a file that may be damaged still says so. */
export function vaultIdOf(bytes: Buffer): string | undefined {
  return VAULT_ID.exec(bytes.toString('latin1', 0, 200))?.[1];
}

/** How a generation differs from the file in use, counted in entries. */
export function compareRecords(
  generation: ReadonlyMap<string, { text: string }>,
  inUse: ReadonlyMap<string, string>,
): NonNullable<VaultGeneration['differs']> {
  const difference = { missing: 0, changed: 0, added: 0 };
  for (const [id, text] of inUse) {
    const record = generation.get(id);
    if (!record) difference.missing += 1;
    else if (record.text !== text) difference.changed += 1;
  }
  for (const id of generation.keys()) if (!inUse.has(id)) difference.added += 1;
  return difference;
}
