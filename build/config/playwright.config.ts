import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const path = (relative: string): string => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/**
 * The app's windows share one virtual display and one keyring, and two cores are enough for two of them.
 * No retries: a test that passes the second time has found something.
 */
export default defineConfig({
  testDir: path('test'),
  workers: 2,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  // A thread or a process that has to start first takes seconds on a machine that is busy with other things.
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
  projects: ['e2e', 'security', 'screenshots'].map((name) => ({
    name,
    testMatch: `${name}/**/*.spec.ts`,
    outputDir: path(`test-results/${name}`),
  })),
});
