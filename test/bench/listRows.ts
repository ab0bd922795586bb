import type { Page } from '@playwright/test';
import type { ConnectionSummary } from '#contract/connection.ts';
import { groupByEnvironment, matches } from '../../renderer/features/connections/grouping.ts';
import { timesOf } from './measure.ts';
import type { Row } from './measure.ts';
import type { BenchApp } from './openBenchApp.ts';

const ROUNDS = 8;

/** What stands in the search after each keystroke: it grows, and is taken back. */
const TYPED = ['n', 'n ', 'n 1', 'n 15', 'n 157', 'n 1578', 'n 157', 'n 15', 'n 1', 'n ', 'n', ''];

function firstRow(connections: readonly ConnectionSummary[], search: string): string {
  const [group] = groupByEnvironment(connections.filter((connection) => matches(connection, search)));
  return group?.members[0]?.name ?? '';
}

/** Milliseconds from a keystroke to the list that belongs to it, laid out. */
function keystroke(page: Page, typed: { text: string; first: string }): Promise<number> {
  return page.evaluate(
    ({ text, first }) =>
      new Promise<number>((resolve, reject) => {
        const list = document.querySelector<HTMLElement>('nav[aria-label=Connections]');
        const field = list?.querySelector('input');
        if (!list || !field) {
          reject(new Error('There is no list.'));
          return;
        }
        const started = performance.now();
        const look = (): void => {
          if (list.querySelector('.list-row-name')?.textContent !== first) return;
          observer.disconnect();
          list.getBoundingClientRect();
          resolve(performance.now() - started);
        };
        const observer = new MutationObserver(look);
        observer.observe(list, { subtree: true, childList: true, characterData: true });
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
        field.dispatchEvent(new Event('input', { bubbles: true }));
        look();
      }),
    typed,
  );
}

/** Milliseconds from Ctrl+K to the palette's field, which has the focus. */
function openPalette(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const press = (init: KeyboardEventInit): boolean =>
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }));
    const isOpen = (): boolean =>
      document.activeElement?.getAttribute('placeholder') === 'Type a command or a connection';
    const until = async (condition: () => boolean): Promise<void> => {
      while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    const started = performance.now();
    press({ key: 'k', code: 'KeyK', ctrlKey: true });
    await until(isOpen);
    const taken = performance.now() - started;
    press({ key: 'Escape', code: 'Escape' });
    await until(() => document.querySelector('[placeholder="Type a command or a connection"]') === null);
    return taken;
  });
}

/** The list of 2,000 connections: the search in it, and the palette that offers them all. */
export async function listRows({ page }: BenchApp): Promise<Row[]> {
  const connections = await page.evaluate(async () => {
    const result = await window.grantsmith.connections.list();
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  });
  await page.getByText(firstRow(connections, ''), { exact: true }).waitFor();
  const keys: number[] = [];
  const palettes: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    let before = '';
    for (const text of TYPED) {
      const first = firstRow(connections, text);
      const taken = await keystroke(page, { text, first });
      // The list that stays as it was says nothing.
      if (round >= 0 && first !== firstRow(connections, before)) keys.push(taken);
      before = text;
    }
    const taken = await openPalette(page);
    if (round >= 0) palettes.push(taken);
  }
  const [key, palette] = [timesOf(keys), timesOf(palettes)];
  return [
    { what: `list of ${connections.length}, a keystroke`, ...key, budget: '<= 16 ms', ratio: key.p50 / 16 },
    { what: `list of ${connections.length}, the palette opens`, ...palette, budget: '' },
  ];
}
