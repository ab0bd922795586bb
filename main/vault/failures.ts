import { Failure } from '../core/failure.ts';

/** The cause stays in main; the sentences are for the user and never carry a secret. */
export const corrupt = (what: string, cause?: unknown): Failure =>
  new Failure(
    'vault.corrupt',
    `The vault file is damaged: ${what}. Nothing was changed. Go back to one of its earlier states.`,
    { cause },
  );

export const tampered = (what: string, cause?: unknown): Failure =>
  new Failure(
    'vault.tampered',
    `The vault file was changed by something other than Grantsmith: ${what}. Do not trust it; go back to an earlier state.`,
    { cause },
  );

export const notAVault = (): Failure =>
  new Failure('vault.not-a-vault', 'This file is neither a vault nor a capsule of Grantsmith. Nothing was changed.');

export const tooNew = (version: number): Failure =>
  new Failure(
    'vault.too-new',
    `This vault was written by a newer Grantsmith (format ${version}). Install that version to open it; nothing was changed.`,
    { details: { version } },
  );

export const wrongPassword = (): Failure =>
  new Failure('vault.wrong-password', 'That does not open this vault. Check it and try again; nothing was changed.');

export const lockedMeanwhile = (): Failure =>
  new Failure('cancelled', 'The vault was locked while it was being opened.');

export const anotherVault = (): Failure =>
  new Failure(
    'input.invalid',
    'This state is of another vault. Use “Open a copy of a vault” and choose its file in the folder of the vault; nothing was changed.',
  );

export const vaultExists = (): Failure => new Failure('vault.exists', 'There is a vault already. Unlock it instead.');

export const locked = (): Failure => new Failure('vault.locked', 'The vault is locked. Unlock it and try again.');

export const readOnly = (who: string): Failure =>
  new Failure('vault.read-only', `The vault is open for reading only: ${who}`);

export const newerFormat = (): Failure =>
  new Failure(
    'vault.read-only',
    'The vault is open for reading only: a newer Grantsmith wrote it. Use that version to change something.',
  );

export const conflict = (): Failure =>
  new Failure(
    'vault.conflict',
    'The vault file was changed by another program since it was opened, so it was not overwritten. Lock and unlock to load the other copy; yours is kept beside it.',
  );

/** The code of an operating system error, such as `ENOSPC`. A `Failure` has a code, too, and it is not of the system. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof Failure || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function unreadable(error: unknown): Failure {
  return new Failure(
    'vault.unreadable',
    `The vault folder cannot be read (${errnoOf(error) ?? 'unknown'}). Nothing was changed; check the disk and its permissions.`,
    { cause: error },
  );
}

/** `place` is what could not be written to. */
const reasonsAt = (place: string): Record<string, string> => ({
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: `writing to ${place} is not permitted`,
  EPERM: `writing to ${place} is not permitted`,
  EBUSY: 'another program keeps the file open',
  EIO: 'the disk reported an error',
  EMFILE: 'too many files are open',
  ENOENT: `${place} is gone`,
});

/** Why the disk refused, as a part of a sentence. */
export function reasonOf(code: string | undefined, place = 'the vault folder'): string {
  return (code === undefined ? undefined : reasonsAt(place)[code]) ?? `the system said ${code ?? 'no more'}`;
}

/** `step` names the part of the save for support; the user reads the reason. */
function notSaved(step: string, error: unknown): Failure {
  const code = errnoOf(error);
  const reason = reasonOf(code);
  return new Failure(
    'vault.not-saved',
    `Not saved: ${reason}. The vault file is as it was before and the change is kept in memory; mend this and save again.`,
    { cause: error, details: { step, reason: code ?? 'unknown' } },
  );
}

/** Tells a failure of the disk in the words of reading. @throws Failure `vault.unreadable`, or what `action` throws of its own */
export async function reading<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw errnoOf(error) === undefined ? error : unreadable(error);
  }
}

/** Names the step that begins, for the failure of it. */
export type Step = (step: string) => void;

/** Tells a failure of the disk in the words of saving. @throws Failure `vault.not-saved`, or what `action` throws of its own */
export async function writing<T>(action: (at: Step) => Promise<T>): Promise<T> {
  let step = 'check';
  try {
    return await action((next) => {
      step = next;
    });
  } catch (error) {
    throw errnoOf(error) === undefined ? error : notSaved(step, error);
  }
}

/** Of a file that the person wanted somewhere else: a copy, a capsule, an archive. */
export function fileNotSaved(error: unknown): Failure {
  const code = errnoOf(error);
  return new Failure(
    'vault.not-saved',
    `Not saved: ${reasonOf(code, 'this folder')}. A file of that name is as it was before; choose another place, or mend this and try again.`,
    { cause: error, details: { step: 'export', reason: code ?? 'unknown' } },
  );
}

/** After a way in was changed: the vault itself has the change. */
export function generationsBehind(cause: Failure): Failure {
  const { details } = cause;
  return new Failure(
    'vault.not-saved',
    'The vault was saved, but not all of its earlier generations: they may still open with a password or key that was replaced. Mend the disk, then lock and unlock.',
    { cause, ...(details && { details }) },
  );
}
