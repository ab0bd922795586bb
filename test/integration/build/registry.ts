import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { zipOf } from './zipOf.ts';
import type { Fallback } from '../../../build/setup/fallbackRuntime.mjs';

/** The bytes that @electron/fuses looks for in an executable: sentinel, version 1, eight fuses. */
const FUSE_WIRE = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('01000010'),
]);

/** A package like the fallback's: a tarball with a zip that holds an "Electron" among another application's files. */
export function createFallbackPackage(): { tarball: Buffer; fallback: Fallback } {
  const archive = zipOf({
    'Cypress/Cypress': Buffer.concat([Buffer.from('binary'), FUSE_WIRE]),
    'Cypress/locales/en-US.pak': Buffer.from('words'),
    'Cypress/resources/app/package.json': Buffer.from('{}'),
    'Cypress/browser_v8_context_snapshot.bin': Buffer.from('snapshot'),
  });
  const manifest = Buffer.from(JSON.stringify({ name: 'runtime-in-a-package', version: '1.2.3' }));
  const tarball = tarballOf({ 'package.json': manifest, 'runtime.zip': archive });
  const integrity = integrityOf(tarball);
  const packageOf = { name: 'runtime-in-a-package', version: '1.2.3', integrity, bytes: tarball.length };
  return { tarball, fallback: { package: packageOf, archive: 'package/runtime.zip', electronVersion: '33.2.1' } };
}

/** A registry that knows one package, and counts how often its tarball was taken. */
export class Registry {
  downloads = 0;
  readonly #server: Server;

  /** `statedIntegrity` is what the registry says about the tarball, true or not. */
  constructor(name: string, tarball: Buffer, statedIntegrity: string) {
    this.#server = createServer((request, response) => {
      if (request.url?.endsWith('.tgz') === true) {
        this.downloads += 1;
        response.end(tarball);
        return;
      }
      const dist = { tarball: `${this.url}/${name}-1.2.3.tgz`, integrity: statedIntegrity };
      const versions = { '1.2.3': { name, version: '1.2.3', dist } };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ name, 'dist-tags': { latest: '1.2.3' }, versions }));
    });
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the registry is not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

export function integrityOf(bytes: Buffer): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

function tarballOf(files: Record<string, Buffer>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'grantsmith-test-'));
  try {
    mkdirSync(join(folder, 'package'));
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, 'package', name), bytes);
    execFileSync('tar', ['-czf', join(folder, 'package.tgz'), '-C', folder, 'package']);
    return readFileSync(join(folder, 'package.tgz'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
