import type { NetworkLogEntry } from '#contract/app.ts';
import type { SelfTest } from '#contract/proof.ts';
import { compact } from '../core/json.ts';
import { CIPHER, KEY_DERIVATION } from '../vault/facts.ts';
import { FORMAT_VERSION } from '../vault/format/head.ts';
import type { Vault } from '../vault/vault.ts';
import type { Radar } from '../radar/radar.ts';
import type { Handlers } from './handlers.ts';

interface ProofDeps {
  vault: Vault;
  radar: Radar;
  networkLog: () => NetworkLogEntry[];
  selfTest: () => Promise<SelfTest>;
}

/** The calls that show how secrets are kept, and how long they hold. */
export function proofHandlers(deps: ProofDeps): Pick<Handlers, 'app.proof' | 'app.selfTest' | 'radar.list'> {
  const { vault, radar, networkLog, selfTest } = deps;
  return {
    'app.proof': async () => ({
      format: FORMAT_VERSION,
      cipher: CIPHER,
      keyDerivation: KEY_DERIVATION,
      ...compact({ vault: await vault.facts() }),
      generations: await vault.generations(),
      hosts: networkLog(),
    }),
    'app.selfTest': selfTest,
    'radar.list': radar.list,
  };
}
