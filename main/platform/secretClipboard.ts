import { createHash } from 'node:crypto';
import electron from 'electron';

const CLEARS_IN_SECONDS = 30;

export interface SecretClipboard {
  /** Puts a secret into the clipboard and takes it out again later. */
  copy: (secret: string) => Promise<{ clearsInSeconds: number; keptOutOfHistory: boolean }>;
  /** Takes our secret out now, unless somebody has copied something else meanwhile. */
  clearIfOurs: () => Promise<void>;
}

const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const os = (format: string): string => `electron application/osclipboard;format="${format}"`;
const no = (): Blob => new Blob([new Uint8Array(4)]);

/** The formats by which clipboard managers are told to leave an item alone, by platform. */
export function historyHints(platform: NodeJS.Platform): Record<string, Blob> {
  switch (platform) {
    case 'win32':
      return {
        [os('ExcludeClipboardContentFromMonitorProcessing')]: new Blob([new Uint8Array([1])]),
        [os('CanIncludeInClipboardHistory')]: no(),
        [os('CanUploadToCloudClipboard')]: no(),
      };
    case 'darwin':
      return { [os('org.nspasteboard.ConcealedType')]: new Blob([new Uint8Array([1])]) };
    default:
      return { [os('x-kde-passwordManagerHint')]: new Blob(['secret']) };
  }
}

/** Clipboard items came with Electron 44; before it there is one format at a time, and then the text is what matters. */
async function write(secret: string): Promise<boolean> {
  const { clipboard } = electron;
  if (!('ClipboardItem' in electron)) {
    await clipboard.writeText(secret);
    return false;
  }
  const item = new electron.ClipboardItem({ 'text/plain': secret, ...historyHints(process.platform) });
  await clipboard.write([item]);
  return true;
}

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
    const { clipboard } = electron;
    if (expected !== undefined && digest(await clipboard.readText()) === expected) clipboard.clear();
  };
  const clearLater = (): void => {
    clearIfOurs().catch((cause: unknown) => log('the clipboard could not be cleared', cause));
  };
  return {
    copy: async (secret) => {
      clearTimeout(timer);
      const keptOutOfHistory = await write(secret);
      ours = digest(secret);
      timer = setTimeout(clearLater, CLEARS_IN_SECONDS * 1000);
      return { clearsInSeconds: CLEARS_IN_SECONDS, keptOutOfHistory };
    },
    clearIfOurs,
  };
}
