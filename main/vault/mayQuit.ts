import { Failure } from '../core/failure.ts';
import type { Vault } from './vault.ts';

export type QuitAnswer = 'stay' | 'copy' | 'leave';

interface QuitPorts {
  vault: Pick<Vault, 'retrySave'>;
  ask: (sentence: string) => Promise<QuitAnswer>;
  /** Saves a copy of the vault at a place of the person's choice. Throws `cancelled`, `vault.not-saved`. */
  saveCopy: () => Promise<void>;
}

/** Whether the app may quit: a save under way is waited for, what memory has and the disk has not is tried once more, and then the person decides. */
export async function mayQuit({ vault, ask, saveCopy }: QuitPorts): Promise<boolean> {
  try {
    await vault.retrySave();
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const answer = await ask(error.message);
    if (answer !== 'copy') return answer === 'leave';
  }
  try {
    await saveCopy();
    return true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}
