import type { Input } from '#contract/api.ts';
import type { ImportColumn, ImportEntry, ImportOutlook, ImportTarget } from '#contract/imports.ts';
import type { Incoming } from './conflictChoices.ts';

type ApplyInput = Input<'imports.apply'>;

export interface TargetField {
  target: ImportTarget;
  label: string;
  /** What entries without a value of their own get; absent where one value for all makes no sense. */
  fallback?: keyof NonNullable<ApplyInput['defaults']>;
}

/** In the order in which a person thinks of a connection. */
export const TARGET_FIELDS: readonly TargetField[] = [
  { target: 'name', label: 'Name' },
  { target: 'domainUrl', label: 'Identity domain', fallback: 'domainUrl' },
  { target: 'clientId', label: 'Client ID' },
  { target: 'clientSecret', label: 'Client secret' },
  { target: 'scope', label: 'Scope', fallback: 'scope' },
  { target: 'apiBaseUrl', label: 'API address', fallback: 'apiBaseUrl' },
  { target: 'environment', label: 'Environment', fallback: 'environment' },
  { target: 'username', label: 'User name' },
  { target: 'password', label: 'Password of the user' },
  { target: 'tokenEndpoint', label: 'Token endpoint' },
  { target: 'notes', label: 'Notes' },
];

/** Column by target; a target that is absent is filled from no column. */
export type Mapping = Partial<Record<ImportTarget, number>>;
export type Fallbacks = Record<keyof NonNullable<ApplyInput['defaults']>, string>;
export const NO_FALLBACKS: Fallbacks = { environment: '', domainUrl: '', scope: '', apiBaseUrl: '' };

/** What the names of the columns say; of two that say the same the fuller one is taken. */
export function suggestedMapping(columns: readonly ImportColumn[]): Mapping {
  const mapping: Mapping = {};
  for (const column of columns.toSorted((a, b) => b.filled - a.filled)) {
    if (column.suggestion !== undefined) mapping[column.suggestion] ??= column.index;
  }
  return mapping;
}

/** Why nothing can come of this mapping, in words that say what to do. Undefined when something can. */
export function obstacleOf(mapping: Mapping, fallbacks: Fallbacks): string | undefined {
  if (mapping.clientId === undefined) return 'Say which column holds the client ID.';
  // A token endpoint says where its domain is.
  if (mapping.domainUrl === undefined && mapping.tokenEndpoint === undefined && fallbacks.domainUrl.trim() === '')
    return 'Say which column holds the identity domain, or type one for all.';
  return undefined;
}

/** The columns with values that become nothing, so that a person sees what stays behind. */
export function columnsLeft(columns: readonly ImportColumn[], mapping: Mapping): string[] {
  const taken = new Set(Object.values(mapping));
  return columns
    .filter(({ index, filled }) => filled > 0 && !taken.has(index))
    .map(({ index, name, filled }) => `${name === '' ? `Column ${index + 1}` : name} (${filled})`);
}

/** Empty texts are left out, so that entries keep what they have. */
export function filledFallbacks(fallbacks: Fallbacks): NonNullable<ApplyInput['defaults']> {
  return Object.fromEntries(Object.entries(fallbacks).filter(([, text]) => text.trim() !== ''));
}

/** A chosen entry that becomes a connection; its id is its index. */
export interface IncomingEntry extends Incoming {
  title: string;
}

export function incomingEntries(
  entries: readonly ImportEntry[],
  chosen: ReadonlySet<number>,
  { met, skipped }: ImportOutlook,
): IncomingEntry[] {
  const conflicts = new Map(met.map(({ index, conflict }) => [index, conflict]));
  const left = new Set(skipped.map(({ index }) => index));
  return entries
    .filter(({ index }) => chosen.has(index) && !left.has(index))
    .map(({ index, title }) => {
      const conflict = conflicts.get(index);
      return { id: String(index), title, ...(conflict !== undefined && { conflict }) };
    });
}
