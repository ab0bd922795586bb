import { constants } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fieldsOf, hasCode, readJson } from './json.mjs';

/** Marks a folder as complete. */
export const MANIFEST = 'grantsmith-runtime.json';

/**
 * Makes a folder in one go or not at all: it is filled under another name and renamed when complete, so nobody meets half of it.
 * What an interrupted process left behind is cleared first; callers hold a lock, so nobody else is filling one.
 * @param {string} folder
 * @param {string} recipe names how the content came about; another recipe makes it stale
 * @param {(staging: { scratch: string, content: string }) => Promise<void>} fill
 */
export async function publishFolder(folder, recipe, fill) {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await clearStaging(parent);
  const scratch = await mkdtemp(join(parent, 'staging-'));
  try {
    const content = join(scratch, 'content');
    await mkdir(content);
    await fill({ scratch, content });
    await writeFile(join(content, MANIFEST), JSON.stringify({ recipe, sizes: await sizesOf(content) }));
    await rename(folder, join(scratch, 'replaced')).catch(unlessAbsent);
    await rename(content, folder);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * True when the folder was published by this recipe and every file still has its size.
 * @param {string} folder
 * @param {string} recipe
 */
export async function isPublished(folder, recipe) {
  const manifest = fieldsOf(await readJson(join(folder, MANIFEST)));
  const sizes = Object.entries(fieldsOf(manifest['sizes']));
  if (manifest['recipe'] !== recipe || sizes.length === 0) return false;
  const checks = sizes.map(async ([file, size]) => (await stat(join(folder, file))).size === size);
  return (await Promise.allSettled(checks)).every((check) => check.status === 'fulfilled' && check.value);
}

/**
 * Repeats a published folder's files without using disk twice, where the file system allows it.
 * @param {string} from
 * @param {string} to
 */
export async function linkFiles(from, to) {
  for (const file of Object.keys(await sizesOf(from))) {
    if (file === MANIFEST) continue;
    await mkdir(dirname(join(to, file)), { recursive: true });
    await link(join(from, file), join(to, file)).catch(() =>
      copyFile(join(from, file), join(to, file), constants.COPYFILE_FICLONE),
    );
  }
}

/** @param {string} folder @returns {Promise<Record<string, number>>} relative path to bytes; links are not followed */
async function sizesOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return Object.fromEntries(files.map((file, index) => [relative(folder, file), sizes[index] ?? 0]));
}

/** @param {string} parent */
async function clearStaging(parent) {
  const left = (await readdir(parent)).filter((name) => name.startsWith('staging-'));
  await Promise.all(left.map((name) => rm(join(parent, name), { recursive: true, force: true })));
}

/** @param {unknown} error */
function unlessAbsent(error) {
  if (!hasCode(error, 'ENOENT')) throw error;
}
