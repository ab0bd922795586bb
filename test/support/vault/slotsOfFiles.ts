import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isTempName } from '../../../main/vault/format/wholeFile.ts';

/** Whether every file of the vault has the slots of `vault.json`, so that a way in that was replaced opens none of them. */
export async function slotsOfAllFiles(folder: string): Promise<Set<string>> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('vault.json') && !isTempName(name));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')));
  return new Set(texts.map((text) => text.slice(text.indexOf('"slots":'), text.indexOf(',"body":'))));
}
