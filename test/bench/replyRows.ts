import type { Page } from '@playwright/test';
import { timesOf } from './measure.ts';
import type { Row } from './measure.ts';
import { openBenchApp } from './openBenchApp.ts';
import type { BenchApp } from './openBenchApp.ts';
import { longReply } from './replies.ts';
import { serve } from './serve.ts';

const BYTES = 10_000_000;
const APPS = 4;
/** In one app: the first reply finds nothing loaded, the others do. */
const REPLIES = 4;

/** Epoch milliseconds, with fractions. */
const epochNow = (): number => performance.timeOrigin + performance.now();

interface Shown {
  /** Epoch milliseconds. */
  firstLines: number;
  whole: number;
  found: number;
  longestGap: number;
}

/** In the page: sends, and notes when the reply's beginning is shown, when all of it can be scrolled to, and when its end has been found. */
function sendAndSearch(page: Page, marks: { head: string; tail: string }): Promise<Shown> {
  return page.evaluate(async ({ head, tail }) => {
    const epoch = (): number => performance.timeOrigin + performance.now();
    const press = (selector: string): void => {
      const button = document.querySelector<HTMLButtonElement>(selector);
      if (button === null) throw new Error(`There is no ${selector}.`);
      button.click();
    };
    let longestGap = 0;
    let last = performance.now();
    let isWatching = true;
    const watch = (now: number): void => {
      longestGap = Math.max(longestGap, now - last);
      last = now;
      if (isWatching) requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
    const until = (condition: () => boolean): Promise<number> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (condition()) resolve(epoch());
          else setTimeout(look, 2);
        };
        look();
      });
    const textOf = (selector: string): string => document.querySelector(selector)?.textContent ?? '';

    press('.request-line button[type=submit]');
    const firstLines = await until(() => textOf('.reply .cm-content').includes(head));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const whole = await until(() => textOf('.reply .code-tools').includes('Large text'));
    press('.reply [aria-label="Search in the text (Ctrl+F)"]');
    const search = (): HTMLInputElement | null =>
      document.querySelector('.reply input[aria-label="Search in the text"]');
    await until(() => search() !== null);
    const field = search();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, tail);
    field?.dispatchEvent(new Event('input', { bubbles: true }));
    const found = await until(() => textOf('.reply .code-search-count') === '1 of 1');
    await until(() => textOf('.reply .cm-content').includes(tail));
    isWatching = false;
    press('.reply [aria-label="Close the search (Escape)"]');
    return { firstLines, whole, found, longestGap };
  }, marks);
}

/** A JSON reply of 10 MB: the first one in a fresh window apart from those after it. */
export async function largeReplyRows(profile: string): Promise<Row[]> {
  const cold: Shown[] = [];
  const warm: Shown[] = [];
  for (let round = 0; round < APPS; round += 1) {
    const bench = await openBenchApp(profile);
    try {
      const [first, ...others] = await repliesIn(bench);
      if (first) cold.push(first);
      warm.push(...others);
    } finally {
      await bench.close();
    }
  }
  return [...rowsOf('first', cold), ...rowsOf('later', warm)];
}

/** Times since the last byte was handed to the system, of which the network is a part: somewhat more than since it was read. */
async function repliesIn({ page, openConnection }: BenchApp): Promise<Shown[]> {
  let body = '';
  let lastByteAt = 0;
  const server = await serve((_incoming, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(body, () => (lastByteAt = epochNow()));
  });
  try {
    await openConnection({}, 'Request');
    await page.getByLabel('Address').fill(`${server.origin}/large`);
    await page.getByRole('radio', { name: /^No token/ }).check();
    const all: Shown[] = [];
    for (let reply = 0; reply < REPLIES; reply += 1) {
      const marks = { head: `head-${reply}`, tail: `tail-${reply}` };
      body = longReply(BYTES, marks.head, marks.tail);
      const { firstLines, whole, found, longestGap } = await sendAndSearch(page, marks);
      all.push({
        firstLines: firstLines - lastByteAt,
        whole: whole - lastByteAt,
        found: found - lastByteAt,
        longestGap,
      });
    }
    return all;
  } finally {
    server.close();
  }
}

function rowsOf(which: string, shown: readonly Shown[]): Row[] {
  const times = (name: keyof Shown) => timesOf(shown.map((each) => each[name]));
  const [found, gap] = [times('found'), times('longestGap')];
  return [
    { what: `JSON of 10 MB, ${which}: first lines`, ...times('firstLines'), budget: '' },
    { what: `JSON of 10 MB, ${which}: whole`, ...times('whole'), budget: '' },
    { what: `JSON of 10 MB, ${which}: searched`, ...found, budget: '<= 500 ms', ratio: found.p50 / 500 },
    { what: `JSON of 10 MB, ${which}: longest frame`, ...gap, budget: '<= 100 ms', ratio: gap.p50 / 100 },
  ];
}
