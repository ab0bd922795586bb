import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fieldsOf } from '../setup/json.mjs';
import { projectRoot } from '../setup/paths.mjs';
import { SetupFailure, longStep } from '../setup/report.mjs';
import { run, runTool } from '../setup/run.mjs';
import { MANIFEST } from '../setup/runtimeFolder.mjs';

const OUTPUT = join(projectRoot, 'dist');

/**
 * Makes the unpacked application folder; with `installers` also the installers of this platform, whose tools electron-builder
 * downloads itself.
 * @param {import('../setup/electronRuntime.mjs').ElectronRuntime} runtime
 * @param {{ installers: boolean }} options
 * @returns {Promise<string>} the folder
 */
export async function packFolder(runtime, { installers }) {
  await rm(OUTPUT, { recursive: true, force: true });
  await longStep(`packing the app with Electron ${runtime.version}`, async () => {
    const args = [
      ...(installers ? [] : ['--dir']),
      '--config=build/config/electron-builder.ts',
      `-c.electronDist=${runtime.pristine}`,
      `-c.electronVersion=${runtime.version}`,
    ];
    // Hard links, which electron-builder makes on request or under vitest, would let it set fuses in the shared runtime itself.
    const env = { ...process.env, USE_HARD_LINKS: 'false', VITEST: undefined };
    const { code, stdout, stderr } = await runTool('electron-builder/cli.js', args, { env });
    if (code !== 0) throw new SetupFailure(`electron-builder failed:\n${stdout}${stderr}`);
  });
  const folder = join(OUTPUT, process.platform === 'linux' ? 'linux-unpacked' : (UNPACKED[process.platform] ?? ''));
  await rm(join(folder, MANIFEST), { force: true });
  return folder;
}

/** @type {Record<string, string>} */
const UNPACKED = { win32: 'win-unpacked', darwin: process.arch === 'arm64' ? 'mac-arm64' : 'mac' };

/**
 * @param {string} folder
 * @param {string} label what the file name says beyond the version
 * @returns {Promise<string>} the archive
 */
export async function archive(folder, label) {
  const version = String(fieldsOf(JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8')))['version']);
  const name = `grantsmith-${version}-${process.platform}-${process.arch}${label}`;
  const file = join(OUTPUT, `${name}.tar.gz`);
  await longStep(`archive ${name}.tar.gz`, async () => {
    const top = basename(folder);
    const { code, stderr } = await run('tar', ['-czf', file, '-C', OUTPUT, `--transform=s,^${top},${name},`, top]);
    if (code !== 0) throw new SetupFailure(`tar failed: ${stderr.trim()}`);
  });
  return file;
}
