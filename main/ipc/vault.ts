import type { KeyringStatus } from '#contract/app.ts';
import type { ParsedInput } from '#contract/api.ts';
import type { SecretField, VaultStatus } from '#contract/vault.ts';
import { secretOf } from '../core/oauth/connection.ts';
import { readConnection } from '../core/oauth/connections.ts';
import { Failure } from '../core/failure.ts';
import type { SlotChange } from '../vault/model.ts';
import type { Vault } from '../vault/vault.ts';
import type { CapsuleCalls } from './capsules.ts';
import type { Handlers } from './handlers.ts';

interface VaultDeps {
  vault: Vault;
  keyring: () => Promise<KeyringStatus>;
  /** Puts a secret into the clipboard; answers after how many seconds it is taken out again. */
  copySecret: (secret: string) => Promise<number>;
}

type VaultHandlers = Pick<Handlers, Exclude<Extract<keyof Handlers, `vault.${string}`>, CapsuleCalls>>;

/** The calls of the area `vault`. */
export function vaultHandlers({ vault, keyring, copySecret }: VaultDeps): VaultHandlers {
  const after = async (step: Promise<unknown>): Promise<VaultStatus> => {
    await step;
    return vault.status();
  };
  return {
    'vault.status': () => vault.status(),
    'vault.keyring': keyring,
    'vault.create': ({ password, useOsKeyring }) =>
      vault.create({ ...(password === undefined ? {} : { password }), useOsKeyring }),
    'vault.unlock': ({ password, recoveryKey }) =>
      after(
        vault.unlock({
          ...(password === undefined ? {} : { password }),
          ...(recoveryKey === undefined ? {} : { recoveryKey }),
        }),
      ),
    'vault.lock': () => {
      vault.lock();
      return vault.status();
    },
    'vault.changePassword': (input) => after(vault.changePassword(input)),
    'vault.setSlot': async (input) => ({ ...(await vault.setSlot(slotChangeOf(input))), status: await vault.status() }),
    'vault.reveal': (input) => ({ value: readSecretField(vault, input) }),
    'vault.copySecret': async (input) => ({ clearsInSeconds: await copySecret(readSecretField(vault, input)) }),
    'vault.generations': async () => vault.generations(),
    'vault.restore': (input) => after(vault.restore(input)),
    'vault.retrySave': () => after(vault.retrySave()),
  };
}

function slotChangeOf({ type, enabled, password }: ParsedInput<'vault.setSlot'>): SlotChange {
  if (!enabled) return { slot: type, action: 'remove' };
  if (type === 'os' || type === 'recovery') return { slot: type, action: 'add' };
  if (password === undefined)
    throw new Failure('input.missing', 'Enter a password for this way in.', { field: 'password' });
  return { slot: type, action: 'add', password };
}

function readSecretField(vault: Vault, { connectionId, field }: { connectionId: string; field: SecretField }): string {
  const secret = secretOf(readConnection(vault, connectionId), field);
  if (secret === undefined) throw new Failure('input.not-found', 'Nothing is stored in this field.', { field });
  return secret;
}
