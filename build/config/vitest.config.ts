import { defineConfig } from 'vitest/config';

const root = new URL('../..', import.meta.url).pathname;

export default defineConfig({
  test: {
    // By itself vitest leaves one core free, which on a machine of two is the half.
    maxWorkers: '100%',
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}', 'test/architecture.test.ts'],
          // Starting a process and loading every module anew for each file took two thirds of the suite's time. The files share a
          // thread and its modules instead: none of them may mock a module or leave a clock behind.
          pool: 'threads',
          isolate: false,
          // A bound against hanging, not a measure: a busy machine must not fail a test.
          testTimeout: 30_000,
        },
      },
      {
        root,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
