import type { ConnectionSummary } from '#contract/connection.ts';

export interface EnvironmentGroup {
  environment: string;
  members: ConnectionSummary[];
}

/** PROD, TEST and DEV lead (with TEST01 behind TEST), the rest follow by name, what has no environment ends the list. */
const RANK: Readonly<Record<string, number>> = { PROD: 0, TEST: 1, DEV: 2 };
const OTHERS = 3;
const NONE = 4;

const rankOf = (environment: string): number =>
  environment === '' ? NONE : (RANK[environment.toUpperCase().replace(/\d+$/, '')] ?? OTHERS);

export function groupByEnvironment(connections: readonly ConnectionSummary[]): EnvironmentGroup[] {
  const groups = new Map<string, ConnectionSummary[]>();
  for (const connection of connections) {
    const members = groups.get(connection.environment) ?? [];
    members.push(connection);
    groups.set(connection.environment, members);
  }
  return [...groups]
    .map(([environment, members]) => ({
      environment,
      members: members.toSorted((a, b) => a.name.localeCompare(b.name)),
    }))
    .sort((a, b) => rankOf(a.environment) - rankOf(b.environment) || a.environment.localeCompare(b.environment));
}

/** Every word of the search has to stand somewhere in what the list knows of the connection. */
export function matches(connection: ConnectionSummary, search: string): boolean {
  const { name, environment, domainUrl, clientId, scope, apiBaseUrl, grantType } = connection;
  const text = [name, environment, domainUrl, clientId, scope, apiBaseUrl, grantType].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** A line of the list: the title of an environment, or a connection under it. */
export type ListRow = { kind: 'title'; environment: string } | { kind: 'connection'; connection: ConnectionSummary };

/** Takes groups, so that what is typed into the search sorts nothing. */
export function listRows(groups: readonly EnvironmentGroup[], search: string): ListRow[] {
  return groups.flatMap(({ environment, members }): ListRow[] => {
    const found = members.filter((connection) => matches(connection, search));
    if (found.length === 0) return [];
    const title: ListRow = { kind: 'title', environment };
    return [title, ...found.map((connection): ListRow => ({ kind: 'connection', connection }))];
  });
}

export const indexOfConnection = (rows: readonly ListRow[], id: string | undefined): number =>
  rows.findIndex((row) => row.kind === 'connection' && row.connection.id === id);

/** The index of the connection to which a key leads from a row; -1 where it leads to none. Titles are passed over. */
export function rowForKey(rows: readonly ListRow[], from: number, key: string): number {
  const isConnection = (row: ListRow): boolean => row.kind === 'connection';
  switch (key) {
    case 'ArrowDown':
      return rows.findIndex((row, index) => index > from && isConnection(row));
    case 'ArrowUp':
      return rows.findLastIndex((row, index) => index < from && isConnection(row));
    case 'Home':
      return rows.findIndex(isConnection);
    case 'End':
      return rows.findLastIndex(isConnection);
    default:
      return -1;
  }
}
