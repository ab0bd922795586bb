import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FUSES } from '../config/fuses.mjs';
import { withDisplay } from '../setup/display.mjs';
import { sandboxArguments } from '../setup/launch.mjs';
import { SetupFailure, longStep } from '../setup/report.mjs';
import { run } from '../setup/run.mjs';

/** Reads the fuses back from the packed executable. @param {string} executable */
export async function verifyFuses(executable) {
  const { getCurrentFuseWire, FuseV1Options } = await import('@electron/fuses');
  const wire = await getCurrentFuseWire(executable);
  /** @type {Record<keyof typeof FUSES, number | undefined>} */
  const read = {
    runAsNode: wire[FuseV1Options.RunAsNode],
    enableCookieEncryption: wire[FuseV1Options.EnableCookieEncryption],
    enableNodeOptionsEnvironmentVariable: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    enableNodeCliInspectArguments: wire[FuseV1Options.EnableNodeCliInspectArguments],
    enableEmbeddedAsarIntegrityValidation: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
    onlyLoadAppFromAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
    loadBrowserProcessSpecificV8Snapshot: wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot],
    grantFileProtocolExtraPrivileges: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
  };
  // The wire holds the characters 0 and 1.
  const wrong = Object.entries(FUSES).filter(
    ([name, isOn]) => new Map(Object.entries(read)).get(name) !== (isOn ? 49 : 48),
  );
  if (wrong.length === 0) return;
  throw new SetupFailure(
    `these fuses of ${executable} are not as configured: ${wrong.map(([name]) => name).join(', ')}`,
  );
}

/** Starts the packed app once, on a profile of its own. @param {string} executable */
export async function smokeTest(executable) {
  const profile = await mkdtemp(join(tmpdir(), 'grantsmith-smoke-'));
  try {
    await longStep('starting the packed app once', async () => {
      const args = [...sandboxArguments(), `--user-data-dir=${profile}`, '--smoke-test'];
      const outcome = await withDisplay(process.env, (env) => run(executable, args, { env, timeoutMs: 60_000 }));
      if (outcome.code === 0 && outcome.stdout.includes('smoke: ok')) return;
      throw new SetupFailure(
        `the packed app did not come up (exit code ${outcome.code}):\n${outcome.stdout}${outcome.stderr}`,
      );
    });
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
