import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'vite';
import { afterAll } from 'vitest';

const made: string[] = [];
// Here and not where they are made: inside a hook a further hook is never called.
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));

/** One plain file of a TypeScript entry with all it imports, for a worker or a child process that knows no TypeScript. */
export async function bundle(entry: URL): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'vault-bundle-'));
  made.push(outDir);
  const name = `${basename(entry.pathname, '.ts')}.mjs`;
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: entry.pathname, outDir, emptyOutDir: true, rolldownOptions: { output: { entryFileNames: name } } },
  });
  return join(outDir, name);
}
