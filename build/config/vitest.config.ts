import { defineConfig } from 'vitest/config';

const root = new URL('../..', import.meta.url).pathname;

/** The tests of each room of main/ that hands something to the runtime's crypto or TLS, and all those with a real server. */
const USES_CRYPTO = [
  'test/unit/{imports,keys,network,vault}/**/*.test.ts',
  'test/unit/core/{discovery,oauth}/**/*.test.ts',
  'test/unit/ipc/capsules.test.ts',
  'test/integration/*.test.ts',
  'test/integration/{imports,keys,vault}/**/*.test.ts',
];

/** Gates and killed processes: they repeat, in the hundreds, what another maker of the crypto changes nothing about. */
const COUNTING = [
  'test/integration/{ipcFuzz,refreshKills}.test.ts',
  'test/integration/vault/{failingCalls,fullDisk,hostileFiles,keys,kills,memoryAfterLock,races}.test.ts',
];

/** WebAssembly in threads: in a fork of vitest on Electron such a thread now and then never ends. In the app it does; the journeys derive keys there. */
const IN_THREADS = ['test/integration/imports/keepass.test.ts', 'test/integration/vault/{argon2,selfTest}.test.ts'];

export default defineConfig({
  test: {
    // By itself vitest leaves one core free, which on a machine of two is the half.
    maxWorkers: '100%',
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
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
          // Reads the sources instead of running them, so it is one of the static checks: by `npm run check`.
          name: 'architecture',
          include: ['test/architecture.test.ts'],
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
      {
        root,
        test: {
          // Run on Electron's node, whose crypto and TLS are BoringSSL: by `npm test -- runtime` and `npm run matrix`.
          name: 'runtime',
          include: ['test/runtime/**/*.test.ts', ...USES_CRYPTO],
          exclude: [...COUNTING, ...IN_THREADS],
          setupFiles: ['test/support/requireElectron.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
