import type { Page } from '@playwright/test';
import { Agent, request } from 'undici';
import type { Row } from './measure.ts';
import { timesOf } from './measure.ts';
import type { BenchApp } from './openBenchApp.ts';
import { serve } from './serve.ts';
import { padded, tokenReply } from './replies.ts';

const ROUNDS = 200;

interface Watched {
  /** What is pressed. */
  button: string;
  /** What shows the outcome: it is there once its text is another than before. */
  shown: string;
}

/** Milliseconds in the page from a click to the change of what it is to change. */
function clickToShown(page: Page, watched: Watched): Promise<number> {
  return page.evaluate(
    ({ button, shown }) =>
      new Promise<number>((resolve, reject) => {
        const text = (): string => document.querySelector(shown)?.textContent ?? '';
        const before = text();
        const started = performance.now();
        const observer = new MutationObserver(() => {
          if (text() === '' || text() === before) return;
          observer.disconnect();
          resolve(performance.now() - started);
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        const pressed = document.querySelector<HTMLButtonElement>(button);
        if (pressed === null || pressed.disabled) reject(new Error('The button cannot be pressed.'));
        else pressed.click();
      }),
    watched,
  );
}

/** Nobody presses a button again within a hundredth of a second: the save is over, and the page has drawn what it had to. */
function settle(page: Page): Promise<void> {
  return page.evaluate(async () => {
    await window.grantsmith.vault.retrySave();
    await new Promise((resolve) => requestIdleCallback(resolve));
  });
}

/** The click in the page and the same request by undici alone, in turns. */
async function besideUndici(page: Page, watched: Watched, bare: () => Promise<unknown>): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let round = -ROUNDS / 5; round < ROUNDS; round += 1) {
    const ours = await clickToShown(page, watched);
    await settle(page);
    const started = performance.now();
    await bare();
    const alone = performance.now() - started;
    if (round < 0) continue;
    times[0].push(ours);
    times[1].push(alone);
  }
  return times;
}

function askAlone(url: string, method: 'GET' | 'POST', dispatcher: Agent): () => Promise<unknown> {
  return async () => {
    const form = { body: 'grant_type=client_credentials&scope=x' };
    const { body } = await request(url, { method, dispatcher, ...(method === 'POST' && form) });
    const parsed: unknown = JSON.parse(await body.text());
    return parsed;
  };
}

function rowsOf(what: string, [ours, bare]: [number[], number[]]): Row[] {
  const [app, alone] = [timesOf(ours), timesOf(bare)];
  const over = app.p50 - alone.p50;
  return [
    { what: `${what}, undici alone`, ...alone, budget: '' },
    { what: `${what}, click to shown`, ...app, budget: `+5 ms at p50 (+${over.toFixed(2)})`, ratio: over / 5 },
  ];
}

export async function tokenRows({ page, openConnection }: BenchApp): Promise<Row[]> {
  let count = 0;
  const server = await serve((incoming, response) => {
    incoming.resume().on('end', () => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(tokenReply((count += 1)));
    });
  });
  const dispatcher = new Agent();
  try {
    await openConnection({ endpoints: { token: `${server.origin}/token` } }, 'Token');
    const watched = { button: '.token-form button[type=submit]', shown: '[aria-label="Access token"] .jwt-text' };
    await page.waitForSelector(watched.button);
    const times = await besideUndici(page, watched, askAlone(`${server.origin}/token`, 'POST', dispatcher));
    const { p99, ...rest } = timesOf(times[0]);
    const slowest = { what: 'token, slowest in a hundred', ...rest, p99, budget: 'p99 <= 25 ms', ratio: p99 / 25 };
    return [...rowsOf('token', times), slowest];
  } finally {
    await dispatcher.close();
    server.close();
  }
}

export async function apiRows({ page, openConnection }: BenchApp): Promise<Row[]> {
  let count = 0;
  // Each reply has another status than the one before, so that the page shows that it is there.
  const server = await serve((_incoming, response) => {
    count += 1;
    response.writeHead(count % 4 < 2 ? 200 : 201, { 'Content-Type': 'application/json' }).end(padded(1_024));
  });
  const dispatcher = new Agent();
  try {
    await openConnection({}, 'Request');
    await page.getByLabel('Address').fill(`${server.origin}/api`);
    await page.getByRole('radio', { name: /^No token/ }).check();
    const watched = { button: '.request-line button[type=submit]', shown: '.reply-status' };
    return rowsOf(
      'API reply of 1 KB',
      await besideUndici(page, watched, askAlone(`${server.origin}/api`, 'GET', dispatcher)),
    );
  } finally {
    await dispatcher.close();
    server.close();
  }
}
