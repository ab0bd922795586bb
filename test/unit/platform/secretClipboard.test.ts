import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSecretClipboard } from '../../../main/platform/secretClipboard.ts';

vi.mock('electron', () => ({ default: {} }));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A clipboard in memory; `items` is what Electron has since version 44. */
function make({ items = true, platform = 'linux' }: { items?: boolean; platform?: NodeJS.Platform } = {}) {
  const state: { text: string; formats: Record<string, string | Blob>; refuses: boolean; logged: string[] } = {
    text: 'of before',
    formats: {},
    refuses: false,
    logged: [],
  };
  const clipboard = createSecretClipboard({
    platform,
    log: (line) => state.logged.push(line),
    clipboard: {
      readText: async () => {
        if (state.refuses) throw new Error('busy');
        return state.text;
      },
      writeText: async (text) => void (state.text = text),
      ...(items && {
        writeItem: async (formats) => {
          await new Promise((resolve) => setTimeout(resolve, 100));
          state.formats = formats;
          const text = formats['text/plain'];
          state.text = typeof text === 'string' ? text : '';
        },
      }),
      clear: async () => void (state.text = ''),
    },
  });
  return { clipboard, state };
}

type Copies = ReturnType<typeof make>['clipboard'];

/** A copy, once the clipboard has taken it. */
async function copied(clipboard: Copies, secret: string) {
  const outcome = clipboard.copy(secret);
  await vi.advanceTimersByTimeAsync(100);
  return outcome;
}

const bytesOf = async (value: string | Blob | undefined): Promise<number[]> => [
  ...new Uint8Array(await new Blob(value === undefined ? [] : [value]).arrayBuffer()),
];

it.each<[NodeJS.Platform, Record<string, number[]>]>([
  [
    'win32',
    {
      ExcludeClipboardContentFromMonitorProcessing: [1],
      CanIncludeInClipboardHistory: [0, 0, 0, 0],
      CanUploadToCloudClipboard: [0, 0, 0, 0],
    },
  ],
  ['darwin', { 'org.nspasteboard.ConcealedType': [1] }],
  ['linux', { 'x-kde-passwordManagerHint': [...Buffer.from('secret')] }],
])('tells the clipboard history of %s to leave the secret alone', async (platform, hints) => {
  const { clipboard, state } = make({ platform });
  expect(await copied(clipboard, 's')).toEqual({ clearsInSeconds: 30, keptOutOfHistory: true });
  const { 'text/plain': text, ...rest } = state.formats;
  expect(text).toBe('s');
  const written = await Promise.all(
    Object.entries(rest).map(async ([format, value]) => [format, await bytesOf(value)] as const),
  );
  const wanted = Object.entries(hints).map(([name, bytes]) => [
    `electron application/osclipboard;format="${name}"`,
    bytes,
  ]);
  expect(written).toEqual(wanted);
});

it('says that a history may have it where only text can be written', async () => {
  const { clipboard, state } = make({ items: false });
  expect(await copied(clipboard, 's')).toEqual({ clearsInSeconds: 30, keptOutOfHistory: false });
  expect(state.text).toBe('s');
});

it('clears after 30 s of the last copy, and leaves alone what is of somebody else', async () => {
  const { clipboard, state } = make();
  await copied(clipboard, 'one');
  await vi.advanceTimersByTimeAsync(29_999);
  await copied(clipboard, 'two');
  await vi.advanceTimersByTimeAsync(29_999);
  expect(state.text).toBe('two');
  await vi.advanceTimersByTimeAsync(1);
  expect(state.text).toBe('');

  await copied(clipboard, 'three');
  state.text = 'of somebody else';
  await vi.advanceTimersByTimeAsync(30_000);
  await clipboard.clearIfOurs();
  expect(state.text).toBe('of somebody else');
});

it('clears at once when asked; what could not be cleared is told to the log and cleared the next time', async () => {
  const { clipboard, state } = make();
  await copied(clipboard, 'one');
  await clipboard.clearIfOurs();
  expect(state.text).toBe('');
  expect(vi.getTimerCount()).toBe(0);

  await copied(clipboard, 'two');
  state.refuses = true;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(state.logged).toEqual(['the clipboard could not be cleared']);
  state.refuses = false;
  await clipboard.clearIfOurs();
  expect(state.text).toBe('');
});

it('is cleared by a lock that comes while the secret is on its way into it', async () => {
  const { clipboard, state } = make();
  const copy = clipboard.copy('planted');
  const cleared = clipboard.clearIfOurs();
  expect(state.text).toBe('of before');
  await vi.advanceTimersByTimeAsync(100);
  await Promise.all([copy, cleared]);
  expect(state.text).toBe('');
});
