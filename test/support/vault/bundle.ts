import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'vite';
import { afterAll } from 'vitest';

/** One plain file of a TypeScript entry with all it imports, for a worker or a child process that knows no TypeScript. */
export async function bundle(entry: URL): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'vault-bundle-'));
  afterAll(() => rm(outDir, { recursive: true, force: true }));
  const name = `${basename(entry.pathname, '.ts')}.mjs`;
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: entry.pathname, outDir, emptyOutDir: true, rolldownOptions: { output: { entryFileNames: name } } },
  });
  return join(outDir, name);
}
