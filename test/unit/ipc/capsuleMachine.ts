import { Failure } from '../../../main/core/failure.ts';
import { createCapsuleHandlers } from '../../../main/ipc/capsules.ts';
import { newId } from '../../../main/vault/newId.ts';
import { createScriptedDialogs } from '../../support/dialogs.ts';
import { readKey } from '../../support/readKey.ts';
import { makeVault } from '../../support/vault/fakes.ts';

export const PASSWORD = 'a capsule of its own';

/** One machine: a vault, its dialogs, and the calls. */
export async function makeMachine(nowMs = { value: 1_000_000 }) {
  const { vault, folder } = await makeVault({ nowMs: () => nowMs.value });
  await vault.create({ password: 'correct horse', useOsKeyring: false });
  const files = createScriptedDialogs();
  const ports = { records: vault, now: () => nowMs.value, newId, readKey };
  const { handlers, onLocked } = createCapsuleHandlers({
    ...ports,
    vault,
    files,
    strength: { requireStrong: async () => undefined },
    reveals: { requireRecent: () => undefined },
    emit: () => undefined,
  });
  return { vault, folder, files, ports, handlers, onLocked };
}

/** The code of the failure, or that there was none. */
export async function codeOf(work: unknown): Promise<string> {
  try {
    await work;
    return 'no failure';
  } catch (error) {
    return error instanceof Failure ? error.code : String(error);
  }
}
