import type { KeyringStatus } from '#contract/app.ts';
import type { ParsedInput } from '#contract/api.ts';
import type { SecretField, VaultStatus } from '#contract/vault.ts';
import { secretOf } from '../core/oauth/connection/connection.ts';
import { readConnection } from '../core/oauth/connection/connections.ts';
import { Failure } from '../core/failure.ts';
import { closedDialog } from '../core/files.ts';
import type { FileDialogs } from '../core/files.ts';
import { compact } from '../core/json.ts';
import type { StrengthMeter } from '../strength/strengthMeter.ts';
import type { SlotChange } from '../vault/model.ts';
import type { Vault } from '../vault/vault.ts';
import { vaultExists } from '../vault/failures.ts';
import type { CapsuleCalls } from './capsules.ts';
import type { Handlers } from './handlers.ts';
import type { Reveals } from './reveals.ts';
import { VAULT_KINDS } from './vaultCopies.ts';
import type { VaultCopyCalls } from './vaultCopies.ts';

interface VaultDeps {
  vault: Vault;
  keyring: () => Promise<KeyringStatus>;
  strength: StrengthMeter;
  reveals: Reveals;
  files: FileDialogs;
  /** Asks the person, by the system, whether a vault that can be opened may be set aside. */
  askToSetAside: () => Promise<boolean>;
}

type VaultHandlers = Pick<Handlers, Exclude<Extract<keyof Handlers, `vault.${string}`>, CapsuleCalls | VaultCopyCalls>>;

/** The calls of the area `vault`. */
export function vaultHandlers(deps: VaultDeps): VaultHandlers {
  const { vault, keyring, strength, reveals } = deps;
  const after = async (step: Promise<unknown>): Promise<VaultStatus> => {
    await step;
    return vault.status();
  };
  return {
    'vault.status': () => vault.status(),
    'vault.keyring': keyring,
    'vault.create': async (input) => {
      if (input.password !== undefined) await strength.requireStrong(input.password, 'password');
      if (input.startFresh === true) await requireMaySetAside(deps);
      const created = await vault.create(compact(input));
      reveals.authenticated();
      return created;
    },
    'vault.unlock': async (input) => {
      await vault.unlock(compact(input));
      reveals.authenticated();
      return vault.status();
    },
    'vault.passwordStrength': ({ password }) => strength.measure(password),
    'vault.lock': () => {
      vault.lock();
      return vault.status();
    },
    'vault.changePassword': async (input) => {
      await strength.requireStrong(input.next, 'next');
      return after(vault.changePassword(input));
    },
    'vault.setSlot': async (input) => {
      // Who may make a new way in needs no proof by an old one any more.
      reveals.requireRecent();
      if (input.enabled && input.password !== undefined) await strength.requireStrong(input.password, 'password');
      return { ...(await vault.setSlot(slotChangeOf(input))), status: await vault.status() };
    },
    'vault.reveal': (input) => {
      reveals.requireRecent();
      return reveals.reveal(readSecretField(vault, input));
    },
    'vault.hide': () => ({ hidden: reveals.hide() }),
    'vault.copySecret': (input) => reveals.copy(() => readSecretField(vault, input)),
    'vault.saveCopy': () => saveCopy(deps),
    'vault.generations': async () => vault.generations(),
    'vault.restore': (input) => after(vault.restore(input)),
    'vault.retrySave': () => after(vault.retrySave()),
  };
}

/** A page that was taken over cannot move a vault away that can be opened: the person answers for that outside of it. Throws `vault.exists`, `cancelled`. */
async function requireMaySetAside({ vault, askToSetAside }: VaultDeps): Promise<void> {
  const { state } = await vault.status();
  if (state === 'unavailable') return;
  if (state !== 'locked') throw vaultExists();
  if (!(await askToSetAside())) throw new Failure('cancelled', 'The vault stays as it is.');
}

/** Saves the sealed vault, as memory has it, at a place of the person's choice. Throws `cancelled`, `vault.not-saved`, `vault.absent`. */
export async function saveCopy({ vault, files }: Pick<VaultDeps, 'vault' | 'files'>): Promise<{ fileName: string }> {
  const bytes = await vault.copy();
  const fileName = await files.save(
    { title: 'Save a copy of the vault', defaultName: 'vault-copy.json', kinds: VAULT_KINDS },
    bytes,
  );
  if (fileName === undefined) throw closedDialog();
  return { fileName };
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
