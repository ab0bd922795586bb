import { expect, test } from 'vitest';
import type { CapsuleConnection } from '#contract/capsule.ts';
import type { ImportColumn } from '#contract/imports.ts';
import {
  choiceForConflicts,
  outlookOf,
  outlookWords,
  proposedChoices,
} from '../../../renderer/features/carry/conflictChoices.ts';
import { hostsIn } from '../../../renderer/features/carry/hostsOf.ts';
import {
  NO_FALLBACKS,
  columnsLeft,
  incomingEntries,
  obstacleOf,
  suggestedMapping,
} from '../../../renderer/features/carry/importMapping.ts';

const connection = (id: string, meets: boolean): CapsuleConnection => ({
  id,
  name: id,
  environment: '',
  clientId: 'client',
  grantType: 'client_credentials',
  hosts: [],
  updatedAt: 0,
  ...(meets && { conflict: { id, name: id, updatedAt: 0, reason: 'same-id', identical: false } }),
});
const both = [connection('new', false), connection('met', true)];

test('new connections come in, and nothing of one’s own is replaced unasked', () => {
  const choices = proposedChoices(both);
  expect(choices).toEqual({ new: 'theirs', met: 'mine' });
  expect(outlookWords(outlookOf(both, choices))).toBe('1 added, 1 left out');
});

test('an answer for all conflicts leaves the new ones alone', () => {
  const replaced = choiceForConflicts(both, proposedChoices(both), 'theirs');
  expect(outlookOf(both, replaced)).toEqual({ added: 1, replaced: 1, leftOut: 0 });
  expect(choiceForConflicts(both, { new: 'mine', met: 'mine' }, 'both')).toEqual({ new: 'mine', met: 'both' });
});

test('hosts are read from lines and commas', () => {
  expect(hostsIn(' a.example:8443,\n b.example \n\n')).toEqual(['a.example:8443', 'b.example']);
});

const column = (index: number, filled: number, suggestion?: ImportColumn['suggestion']): ImportColumn => ({
  index,
  name: `c${index}`,
  filled,
  secret: false,
  ...(suggestion !== undefined && { suggestion }),
});

test('of two columns that say the same the fuller one is taken', () => {
  expect(suggestedMapping([column(0, 1, 'clientId'), column(1, 9, 'clientId'), column(2, 9)])).toEqual({ clientId: 1 });
});

test('a mapping from which nothing can come is told what it lacks', () => {
  expect(obstacleOf({}, NO_FALLBACKS)).toContain('client ID');
  expect(obstacleOf({ clientId: 0 }, NO_FALLBACKS)).toContain('identity domain');
  expect(obstacleOf({ clientId: 0, tokenEndpoint: 1 }, NO_FALLBACKS)).toBeUndefined();
  expect(obstacleOf({ clientId: 0 }, { ...NO_FALLBACKS, domainUrl: 'https://idp.example.com' })).toBeUndefined();
});

test('columns with values that become nothing are named', () => {
  const columns = [column(0, 2, 'clientId'), column(1, 3), column(2, 0), { ...column(3, 1), name: '' }];
  expect(columnsLeft(columns, { clientId: 0 })).toEqual(['c1 (3)', 'Column 4 (1)']);
});

test('of the chosen entries those that make a connection come in, each with what it meets', () => {
  const entries = [0, 1, 2, 3].map((index) => ({ index, title: `Entry ${index}` }));
  const conflict = { id: 'mine', name: 'Mine', updatedAt: 0, reason: 'same-name' as const, identical: false };
  const met = [0, 3].map((index) => ({ index, conflict }));
  const outlook = { met, skipped: [{ index: 2, title: 'Entry 2', reason: 'It has no client ID.' }] };
  const incoming = incomingEntries(entries, new Set([0, 1, 2]), outlook);
  expect(incoming).toEqual([
    { id: '0', title: 'Entry 0', conflict },
    { id: '1', title: 'Entry 1' },
  ]);
  expect(outlookOf(incoming, proposedChoices(incoming))).toEqual({ added: 1, replaced: 0, leftOut: 1 });
});
