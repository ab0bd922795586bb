import { createHash } from 'node:crypto';
import electron from 'electron';

const CLEARS_IN_SECONDS = 30;

export interface SecretClipboard {
  /** Puts a secret into the clipboard and takes it out again later. */
  copy: (secret: string) => Promise<{ clearsInSeconds: number; keptOutOfHistory: boolean }>;
  /** Takes our secret out now, unless somebody has copied something else meanwhile. */
  clearIfOurs: () => Promise<void>;
}

/** The clipboard of the system; Electron's, or a test in its place. */
export interface ClipboardPort {
  readText: () => Promise<string>;
  writeText: (text: string) => Promise<void>;
  /** Several formats of one item at a time. Absent before Electron 44. */
  writeItem?: (formats: Record<string, string | Blob>) => Promise<void>;
  clear: () => Promise<void>;
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

/** The clipboard of current Electron answers with promises, that of older ones at once: an async function makes them alike. */
function electronClipboard(): ClipboardPort {
  const { clipboard } = electron;
  return {
    readText: async () => clipboard.readText(),
    writeText: async (text) => clipboard.writeText(text),
    ...('ClipboardItem' in electron && {
      writeItem: (formats) => clipboard.write([new electron.ClipboardItem(formats)]),
    }),
    clear: async () => clipboard.clear(),
  };
}

interface SecretClipboardPorts {
  log: (line: string, cause?: unknown) => void;
  clipboard?: ClipboardPort;
  platform?: NodeJS.Platform;
}

/** Remembers only the digest of what it copied, so that the secret itself does not stay in memory for the comparison. */
export function createSecretClipboard({
  log,
  clipboard = electronClipboard(),
  platform = process.platform,
}: SecretClipboardPorts): SecretClipboard {
  let ours: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  const write = async (secret: string): Promise<boolean> => {
    if (!clipboard.writeItem) {
      await clipboard.writeText(secret);
      return false;
    }
    await clipboard.writeItem({ 'text/plain': secret, ...historyHints(platform) });
    return true;
  };
  const clearIfOurs = async (): Promise<void> => {
    await writing;
    const expected = ours;
    if (expected === undefined) return;
    clearTimeout(timer);
    // Where the system refuses it now, it is ours still, and the next one who asks tries again.
    if (digest(await clipboard.readText()) === expected) await clipboard.clear();
    if (ours === expected) ours = undefined;
  };
  const clearLater = (): void => {
    clearIfOurs().catch((cause: unknown) => log('the clipboard could not be cleared', cause));
  };
  return {
    copy: async (secret) => {
      clearTimeout(timer);
      const written = write(secret);
      // A lock or the end of the app meanwhile waits for it, and takes it out.
      writing = written.catch(() => undefined);
      ours = digest(secret);
      const keptOutOfHistory = await written;
      timer = setTimeout(clearLater, CLEARS_IN_SECONDS * 1000);
      return { clearsInSeconds: CLEARS_IN_SECONDS, keptOutOfHistory };
    },
    clearIfOurs,
  };
}
