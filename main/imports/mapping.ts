import type { ImportColumn, ImportEntry, ImportResult, ImportTarget } from '#contract/imports.ts';
import type { ParsedInput } from '#contract/api.ts';
import { connectionInput } from '#contract/connection.ts';
import type { ConnectionInput } from '#contract/connection.ts';
import { Failure } from '../core/failure.ts';
import { compact } from '../core/json.ts';
import { mergeConnection } from '../core/oauth/connection/connection.ts';
import { putConnection } from '../core/oauth/connection/connections.ts';
import type { ConnectionPorts } from '../core/oauth/connection/connections.ts';
import type { StoredConnection } from '../core/oauth/connection/storedConnection.ts';
import { createPace } from '../vault/pace.ts';
import { NAMES, plain } from '../core/oauth/connection/fieldNames.ts';
import type { Table } from './table.ts';

type Mapping = Omit<ParsedInput<'imports.apply'>, 'importId' | 'entries'>;

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

/** Makes connections of the chosen entries, in one transaction. Throws `vault.*`, `input.invalid` for a column that is not there. */
export async function importTable(
  ports: ConnectionPorts,
  table: Table,
  mapping: Mapping,
  chosen: readonly number[] | undefined,
): Promise<ImportResult> {
  for (const [target, column] of Object.entries(mapping.mapping)) {
    if (column >= table.columns.length) {
      throw new Failure('input.invalid', 'This file has no such column.', { field: `mapping.${target}` });
    }
  }
  const { entries } = describeTable(table);
  const connections: StoredConnection[] = [];
  const skipped: ImportResult['skipped'] = [];
  const pace = createPace();
  for (const index of chosen ?? table.rows.keys()) {
    const row = table.rows[index];
    const title = entries[index]?.title ?? '';
    if (!row) continue;
    const made = connectionOf(ports, inputOf(row, mapping, title));
    if (typeof made === 'string') skipped.push({ index, title, reason: `${made}.` });
    else connections.push(made);
    const turn = pace();
    if (turn) await turn;
  }
  await ports.records.transact((transaction) => {
    for (const connection of connections) putConnection(transaction, connection);
  });
  return { added: connections.length, skipped };
}
