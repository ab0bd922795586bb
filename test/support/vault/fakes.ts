import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Vault, type VaultOptions } from '../../../main/vault/vault.ts';
import { optionsFor } from './options.ts';

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vault-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A vault on real files in a folder of the test's own; closed when the test ends. */
export async function makeVault(overrides: Partial<VaultOptions> = {}): Promise<{ vault: Vault; folder: string }> {
  const folder = overrides.folder ?? (await makeFolder());
  const vault = new Vault(optionsFor(folder, overrides));
  onTestFinished(() => vault.close());
  return { vault, folder };
}
