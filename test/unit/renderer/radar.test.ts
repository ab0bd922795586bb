import { expect, test } from 'vitest';
import type { GrantsmithApi } from '#contract/api.ts';
import type { RadarItem } from '#contract/radar.ts';
import type { Result } from '#contract/result.ts';
import { createRadarStore, warningsOf } from '../../../renderer/features/radar/radarStore.ts';
import { rowsOf } from '../../../renderer/features/radar/radarWords.ts';

const item = (label: string, expiresAt: number, state: RadarItem['state'], kind: RadarItem['kind']): RadarItem => ({
  kind,
  label,
  expiresAt,
  state,
});
const ITEMS = [
  item('later', 900, 'fine', 'certificate'),
  item('long over', 10, 'expired', 'clientSecret'),
  item('just over', 90, 'expired', 'token'),
  item('soon', 200, 'soon', 'certificate'),
];

test('each state has its title, and of what is over the latest leads', () => {
  const rows = rowsOf(ITEMS, 'all').map((row) => (row.type === 'title' ? `${row.state} ${row.count}` : row.item.label));
  expect(rows).toEqual(['expired 2', 'just over', 'long over', 'soon 1', 'soon', 'fine 1', 'later']);
});

test('a kind that has nothing leaves no empty title', () => {
  expect(rowsOf(ITEMS, 'token')).toHaveLength(2);
  expect(rowsOf(ITEMS, 'capsule')).toEqual([]);
});

test('tokens, which end within the hour, are no warning', () => {
  expect(warningsOf({ kind: 'loaded', items: ITEMS })).toEqual({ expired: 1, soon: 1 });
  expect(warningsOf({ kind: 'loading' })).toEqual({ expired: 0, soon: 0 });
});

test('the board is in the order of the ends, and a late answer does not replace a later one', async () => {
  const answers: ((result: Result<RadarItem[]>) => void)[] = [];
  const on: GrantsmithApi['on'] = () => () => undefined;
  const store = createRadarStore({ radar: { list: () => new Promise((resolve) => answers.push(resolve)) }, on });
  const [first, second] = [store.reload(), store.reload()];
  answers[1]?.({ ok: true, value: ITEMS });
  await second;
  answers[0]?.({ ok: true, value: [] });
  await first;
  const state = store.getState();
  expect(state.kind === 'loaded' && state.items.map(({ label }) => label)).toEqual([
    'long over',
    'just over',
    'soon',
    'later',
  ]);
});
