import { createHash } from 'node:crypto';
import { clipboard } from 'electron';

const CLEARS_IN_SECONDS = 30;

export interface SecretClipboard {
  /** Puts a secret into the clipboard and takes it out again later; answers after how many seconds. */
  copy: (secret: string) => Promise<number>;
  /** Takes our secret out now, unless somebody has copied something else meanwhile. */
  clearIfOurs: () => Promise<void>;
}

const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * Remembers only the digest of what it copied, so that the secret itself does not stay in memory for the comparison.
 * The clipboard of current Electron answers with promises, that of older ones at once: awaiting serves both.
 */
export function createSecretClipboard(log: (line: string, cause?: unknown) => void): SecretClipboard {
  let ours: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const clearIfOurs = async (): Promise<void> => {
    clearTimeout(timer);
    const expected = ours;
    ours = undefined;
    if (expected !== undefined && digest(await clipboard.readText()) === expected) clipboard.clear();
  };
  const clearLater = (): void => {
    clearIfOurs().catch((cause: unknown) => log('the clipboard could not be cleared', cause));
  };
  return {
    copy: async (secret) => {
      clearTimeout(timer);
      await clipboard.writeText(secret);
      ours = digest(secret);
      timer = setTimeout(clearLater, CLEARS_IN_SECONDS * 1000);
      return CLEARS_IN_SECONDS;
    },
    clearIfOurs,
  };
}
