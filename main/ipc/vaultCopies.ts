import type { ParsedInput } from '#contract/api.ts';
import type { OpenedCopy } from '#contract/vault.ts';
import { Failure } from '../core/failure.ts';
import { closedDialog } from '../core/files.ts';
import type { ChosenFile, FileDialogs } from '../core/files.ts';
import { compact } from '../core/json.ts';
import { MAX_FILE_BYTES } from '../vault/format/envelope.ts';
import type { Vault } from '../vault/vault.ts';
import type { Handlers } from './handlers.ts';

/** What a vault file is called in a dialog. */
export const VAULT_KINDS = [{ name: 'Grantsmith vault', extensions: ['json'] }];

export type VaultCopyCalls = 'vault.openCopy' | 'vault.adoptCopy';

/** The calls that make a copy of a vault, kept elsewhere, the vault here. Between them the sealed file is kept, and nothing of what it holds. */
export function createVaultCopyHandlers({
  vault,
  files,
  newId,
}: {
  vault: Vault;
  files: FileDialogs;
  newId: () => string;
}): Pick<Handlers, VaultCopyCalls> {
  let chosen: ChosenFile | undefined;
  let opened: { copyId: string; file: ChosenFile } | undefined;

  async function openCopy({ sameFile, ...given }: ParsedInput<'vault.openCopy'>): Promise<OpenedCopy> {
    opened = undefined;
    const question = { title: 'Open a copy of a vault', kinds: VAULT_KINDS, maxBytes: MAX_FILE_BYTES };
    const file = (sameFile === true ? chosen : undefined) ?? (await files.open(question));
    if (!file) throw closedDialog();
    chosen = file;
    const copy = await vault.readCopy(file.bytes, compact(given));
    const copyId = newId();
    opened = { copyId, file };
    return { copyId, fileName: file.fileName, savedAt: file.modifiedAt, bytes: file.bytes.length, ...copy };
  }

  return {
    'vault.openCopy': openCopy,
    'vault.adoptCopy': async ({ copyId }) => {
      if (opened?.copyId !== copyId) {
        throw new Failure('input.not-found', 'This copy is no longer open. Open it again.', { field: 'copyId' });
      }
      await vault.adoptCopy(opened.file.bytes);
      opened = undefined;
      chosen = undefined;
      return vault.status();
    },
  };
}
