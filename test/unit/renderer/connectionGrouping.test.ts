import { describe, expect, it } from 'vitest';
import type { ConnectionSummary } from '#contract/connection.ts';
import { environmentColor } from '../../../renderer/features/connections/environments.ts';
import {
  groupByEnvironment,
  indexOfConnection,
  listRows,
  matches,
  rowForKey,
} from '../../../renderer/features/connections/grouping.ts';

const summary = (name: string, environment: string): ConnectionSummary => ({
  id: name,
  name,
  environment,
  clientId: `id of ${name}`,
  grantType: 'client_credentials',
  scope: 'https://api.example.com/rest/*',
  sandbox: false,
  updatedAt: 0,
});

describe('the list of connections', () => {
  it('begins with PROD, TEST and DEV, numbered ones beside their like, and ends with what has no environment', () => {
    const environments = ['', 'SANDBOX', 'DEV', 'TEST02', 'PROD', 'TEST01', 'Labor'];
    const groups = groupByEnvironment(environments.map((environment) => summary(`in ${environment}`, environment)));
    expect(groups.map(({ environment }) => environment)).toEqual([
      'PROD',
      'TEST01',
      'TEST02',
      'DEV',
      'Labor',
      'SANDBOX',
      '',
    ]);
  });

  it('sorts the members of a group by name', () => {
    const [group] = groupByEnvironment([summary('b', 'DEV'), summary('A', 'DEV')]);
    expect(group?.members.map(({ name }) => name)).toEqual(['A', 'b']);
  });

  it('finds a connection by all words in any of its fields', () => {
    const meter = summary('Meter reads', 'TEST01');
    expect(matches(meter, 'test METER')).toBe(true);
    expect(matches(meter, 'meter api.example.com')).toBe(true);
    expect(matches(meter, 'meter prod')).toBe(false);
    expect(matches(meter, '')).toBe(true);
  });

  it('has a title above the members of each environment in which something is found', () => {
    const groups = groupByEnvironment([summary('north', 'DEV'), summary('south', 'PROD'), summary('west', 'DEV')]);
    const shown = (search: string) =>
      listRows(groups, search).map((row) => (row.kind === 'title' ? `# ${row.environment}` : row.connection.name));
    expect(shown('')).toEqual(['# PROD', 'south', '# DEV', 'north', 'west']);
    expect(shown('id west')).toEqual(['# DEV', 'west']);
    expect(shown('id nowhere')).toEqual([]);
  });

  it('is walked by keys from connection to connection, past the titles', () => {
    const rows = listRows(groupByEnvironment([summary('a', 'PROD'), summary('b', 'DEV')]), '');
    const [first, last] = [indexOfConnection(rows, 'a'), indexOfConnection(rows, 'b')];
    expect([first, last]).toEqual([1, 3]);
    expect(rowForKey(rows, first, 'ArrowDown')).toBe(last);
    expect(rowForKey(rows, last, 'ArrowUp')).toBe(first);
    expect(rowForKey(rows, last, 'Home')).toBe(first);
    expect(rowForKey(rows, first, 'End')).toBe(last);
    for (const key of ['ArrowUp', 'Enter']) expect(rowForKey(rows, first, key)).toBe(-1);
    expect(rowForKey(rows, last, 'ArrowDown')).toBe(-1);
    expect(rowForKey([], -1, 'Home')).toBe(-1);
  });

  it('gives TEST01 the colour of TEST, and the person’s own colour before ours', () => {
    expect(environmentColor('TEST01', [])).toBe(environmentColor('TEST', []));
    expect(environmentColor('prod', [{ name: 'PROD', color: 'grape' }])).toBe('grape');
    expect(environmentColor('elsewhere', [])).toBe('gray');
  });
});
