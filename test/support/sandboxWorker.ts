import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll } from 'vitest';

const made: string[] = [];
// Here and not where they are made: inside a hook a further hook is never called.
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));

/** The practice domain's files as the app has them, in a folder that finds the packages; gone when the test file ends. */
export async function buildSandbox(): Promise<{ folder: string; workerFile: string }> {
  const folder = await mkdtemp(join(import.meta.dirname, '../../node_modules/.sandbox-test-'));
  made.push(folder);
  const source = join(import.meta.dirname, '../../main/sandbox');
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: true,
      outDir: folder,
      rolldownOptions: {
        input: { sandboxProcess: join(source, 'sandboxProcess.ts'), startSandbox: join(source, 'startSandbox.ts') },
      },
    },
  });
  // As the app's own package says it; not every runtime finds out by reading the code.
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  return { folder, workerFile: join(folder, 'sandboxProcess.js') };
}
