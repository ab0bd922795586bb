import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import electron from 'electron';
import { fieldsOf, readJson } from '../json.mjs';

/*
 * What a stock Electron has in its default_app.asar and the fallback has not: `electron [-r MODULE] [FOLDER]` loads the modules, then
 * the app of the folder. Without a folder it is this checkout's. The awaited import holds `ready` back until the app's code has run.
 */
const preloads = [];
let folder = fileURLToPath(new URL('../../..', import.meta.url));
for (let index = 1; index < process.argv.length; index += 1) {
  const argument = process.argv[index] ?? '';
  if (argument === '-r') preloads.push(resolve(process.argv[(index += 1)] ?? ''));
  else if (!argument.startsWith('-')) folder = resolve(argument);
}

/** Electron's own default app sets the version too, by a call that is not in the public types. */
const app = /** @type {import('electron').App & { setVersion(version: string): void }} */ (electron.app);
const manifest = fieldsOf(await readJson(join(folder, 'package.json')));
app.setName(String(manifest['name']));
app.setVersion(String(manifest['version']));
for (const preload of preloads) await import(pathToFileURL(preload).href);
await import(pathToFileURL(join(folder, String(manifest['main']))).href);
