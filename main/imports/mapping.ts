import type { ConflictChoice } from '#contract/conflict.ts';
import type {
  ImportColumn,
  ImportEntry,
  ImportOutlook,
  ImportResult,
  ImportTarget,
  SkippedEntry,
} from '#contract/imports.ts';
import type { ParsedInput } from '#contract/api.ts';
import { connectionInput } from '#contract/connection.ts';
import type { ConnectionInput } from '#contract/connection.ts';
import { Failure } from '../core/failure.ts';
import { compact } from '../core/json.ts';
import { mergeConnection } from '../core/oauth/connection/connection.ts';
import { conflictOf, contentOf, importConnections, meetAsTable } from '../core/oauth/connection/conflicts.ts';
import type { ConnectionPorts } from '../core/oauth/connection/connections.ts';
import type { StoredConnection } from '../core/oauth/connection/storedConnection.ts';
import { createPace } from '../vault/pace.ts';
import { NAMES, plain } from '../core/oauth/connection/fieldNames.ts';
import type { Table } from './table.ts';

type Mapping = Omit<ParsedInput<'imports.preview'>, 'importId'>;

/** Each target for one column at most: the one whose name fits best, which is the one that stands first in its list. */
function suggestionsFor(columns: Table['columns']): Map<number, ImportTarget> {
  const suggestions = new Map<number, ImportTarget>();
  for (const [target, names] of Object.entries(NAMES)) {
    const known = isTarget(target) ? target : undefined;
    const candidates = columns.flatMap(({ name }, index) => {
      const rank = names.indexOf(plain(name));
      return rank >= 0 && !suggestions.has(index) ? [{ index, rank }] : [];
    });
    const [best] = candidates.sort((left, right) => left.rank - right.rank);
    if (best && known) suggestions.set(best.index, known);
  }
  return suggestions;
}

const isTarget = (name: string): name is ImportTarget => name in NAMES;

/** What the page may know of the file: no value but the names of its entries. */
export function describeTable(table: Table): { columns: ImportColumn[]; entries: ImportEntry[] } {
  const suggestions = suggestionsFor(table.columns);
  const columns = table.columns.map(({ name, secret }, index) =>
    compact({
      index,
      name,
      secret,
      filled: table.rows.filter((row) => row[index] !== '').length,
      suggestion: suggestions.get(index),
    }),
  );
  const open = (target: ImportTarget): number | undefined =>
    columns.find(({ suggestion, secret }) => suggestion === target && !secret)?.index;
  const [names, addresses] = [open('name'), open('domainUrl')];
  const entries = table.rows.map((row, index) => {
    const title = nameIn(row, names) ?? hostIn(row, addresses) ?? `Entry ${index + 1}`;
    return compact({ index, title, group: table.groups?.[index] });
  });
  return { columns, entries };
}

function nameIn(row: readonly string[], column: number | undefined): string | undefined {
  const title = column === undefined ? '' : (row[column] ?? '').trim();
  return title === '' ? undefined : title.slice(0, 200);
}

/** Of a whole web address only: anything else may be a secret in the wrong column. */
function hostIn(row: readonly string[], column: number | undefined): string | undefined {
  const address = column === undefined ? '' : firstAddress(row[column] ?? '');
  return /^https?:\/\//i.test(address) ? URL.parse(address)?.hostname : undefined;
}

/** Bitwarden joins the addresses of an entry by commas. */
const firstAddress = (text: string): string => text.trim().split(/,(?=https?:\/\/)/i)[0] ?? '';

function inputOf(
  row: readonly string[],
  { mapping, defaults = {}, grantType }: Mapping,
  title: string,
): ConnectionInput {
  const value = (target: ImportTarget): string | undefined => {
    const column = mapping[target];
    const text = column === undefined ? '' : (row[column] ?? '');
    return text.trim() === '' ? undefined : text;
  };
  const username = value('username');
  const password = value('password');
  const type = grantType ?? (username !== undefined && password !== undefined ? 'password' : 'client_credentials');
  const secret = value('clientSecret');
  const token = value('tokenEndpoint')?.trim();
  const domain = value('domainUrl');
  return compact({
    name: value('name') ?? title,
    environment: value('environment') ?? defaults.environment,
    domainUrl: (domain && firstAddress(domain)) ?? defaults.domainUrl ?? token,
    endpoints: token === undefined ? undefined : { token },
    clientId: value('clientId') ?? '',
    clientAuth: compact({
      method: secret === undefined ? ('none' as const) : ('client_secret_basic' as const),
      secret,
    }),
    grant: compact({ type, username, password }),
    scope: value('scope') ?? defaults.scope ?? '',
    notes: value('notes'),
    api: compact({ baseUrl: value('apiBaseUrl') ?? defaults.apiBaseUrl }),
  });
}

/** Sentences without a value in them: a column may have been taken for another, and then the value is a secret. */
const REASONS: Record<string, string> = {
  name: 'Its name is longer than 200 characters',
  clientId: 'It has no client ID, or one of more than 512 characters',
  domainUrl: 'Its address is missing or cannot be read',
  endpoints: 'Its token endpoint cannot be read',
  api: 'Its API address cannot be read',
  notes: 'Its notes are longer than 20,000 characters',
};

/** Of an entry that would only be there twice. */
const REPEATED = 'It says the same as an entry before it';

function reasonFor(field: string): string {
  const [area = ''] = field.replace(/^connection\./, '').split('.');
  return REASONS[area] ?? 'One of its values does not fit';
}

/** A connection, or the reason why the entry is none. */
function connectionOf(ports: ConnectionPorts, input: ConnectionInput): StoredConnection | string {
  const parsed = connectionInput.safeParse(input);
  if (!parsed.success) return reasonFor(parsed.error.issues[0]?.path.join('.') ?? '');
  if (parsed.data.domainUrl === undefined) return reasonFor('domainUrl');
  try {
    return mergeConnection(parsed.data, undefined, { id: ports.newId(), now: ports.now(), key: {} });
  } catch (error) {
    if (error instanceof Failure) return reasonFor(error.field ?? '');
    throw error;
  }
}

interface ReadRows {
  /** By the index of the entry. */
  made: Map<number, StoredConnection>;
  skipped: SkippedEntry[];
}

/** The connections of the chosen entries. Throws `input.invalid` for a column that is not there. */
async function readRows(
  ports: ConnectionPorts,
  table: Table,
  mapping: Mapping,
  chosen: Iterable<number>,
): Promise<ReadRows> {
  for (const [target, column] of Object.entries(mapping.mapping)) {
    if (column >= table.columns.length) {
      throw new Failure('input.invalid', 'This file has no such column.', { field: `mapping.${target}` });
    }
  }
  const { entries } = describeTable(table);
  const read: ReadRows = { made: new Map(), skipped: [] };
  const contents = new Set<string>();
  const pace = createPace();
  for (const index of chosen) {
    const row = table.rows[index];
    const title = entries[index]?.title ?? '';
    if (!row) continue;
    const made = connectionOf(ports, inputOf(row, mapping, title));
    const content = typeof made === 'string' ? made : contentOf(made);
    if (typeof made === 'string') read.skipped.push({ index, title, reason: `${made}.` });
    else if (contents.has(content)) read.skipped.push({ index, title, reason: `${REPEATED}.` });
    else read.made.set(index, made);
    contents.add(content);
    const turn = pace();
    if (turn) await turn;
  }
  return read;
}

/** What would come of all entries, and which connections of the vault they would meet. Throws `vault.*` and `input.invalid`. */
export async function previewTable(ports: ConnectionPorts, table: Table, mapping: Mapping): Promise<ImportOutlook> {
  const { records } = ports;
  const { made, skipped } = await readRows(ports, table, mapping, table.rows.keys());
  const meet = meetAsTable(records);
  const met: ImportOutlook['met'] = [];
  const pace = createPace();
  for (const [index, connection] of made) {
    const conflict = conflictOf(records, meet, connection);
    if (conflict) met.push({ index, conflict });
    const turn = pace();
    if (turn) await turn;
  }
  return { met, skipped };
}

interface Chosen {
  /** Indexes of entries; left out, all. */
  entries?: readonly number[];
  choices?: readonly { index: number; choice: ConflictChoice }[];
}

/** Makes connections of the chosen entries, in one transaction. Throws `vault.*` and `input.invalid`. */
export async function importTable(
  ports: ConnectionPorts,
  table: Table,
  mapping: Mapping,
  { entries, choices = [] }: Chosen = {},
): Promise<ImportResult> {
  const { made, skipped } = await readRows(ports, table, mapping, entries ?? table.rows.keys());
  const byId = choices.flatMap(({ index, choice }): [string, ConflictChoice][] => {
    const id = made.get(index)?.id;
    return id === undefined ? [] : [[id, choice]];
  });
  const imported = await importConnections(ports, [...made.values()], {
    meet: meetAsTable(ports.records),
    choices: new Map(byId),
    keepsLimits: true,
  });
  return { ...imported, skipped };
}
