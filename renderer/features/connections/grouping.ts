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
