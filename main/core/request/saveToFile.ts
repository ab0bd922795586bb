import type { ApiOutcome, SavingProgress } from '#contract/apiRequest.ts';
import type { Header } from '#contract/exchange.ts';
import type { FileDialogs, FileInMaking } from '../files.ts';
import { ANY_FILE, closedDialog } from '../files.ts';
import type { BodySink } from '../http.ts';
import { headerOf } from '../http.ts';
import { compact } from '../json.ts';
import { throwIfCancelled } from '../oauth/tokens/inFlight.ts';
import { requireUnlocked } from '../records.ts';
import type { Records } from '../records.ts';
import { ownEventLoop } from '../slices.ts';
import type { EventLoop } from '../slices.ts';
import type { RequestDesk } from './currentToken.ts';
import { suggestFileName } from './fileName.ts';
import { prepareRequest } from './prepare.ts';
import type { ParsedRequest } from './prepare.ts';
import type { KeptReply } from './replyShelf.ts';
import { sendRequest } from './sendRequest.ts';
import type { SendOptions } from './sendRequest.ts';

/** Between two reports, in milliseconds. */
const REPORT_EVERY_MS = 200;

type Files = Pick<FileDialogs, 'create'>;

/** Writes a reply that is still kept to a file that the person chooses. Throws `vault.locked`, `vault.not-saved` and, without a choice, `cancelled`. */
export async function saveReply(records: Records, files: Files, { url, headers, bytes }: KeptReply): Promise<string> {
  const defaultName = suggestFileName(url, headers);
  const file = await files.create({ title: 'Save the reply', defaultName, kinds: [ANY_FILE] });
  if (file === undefined) throw closedDialog();
  try {
    // A dialog may stand open for longer than the vault does.
    requireUnlocked(records);
    await file.write(bytes);
    return await file.keep();
  } finally {
    await file.discard();
  }
}

interface ToFileOptions extends SendOptions {
  files: Files;
  /** Headers of an earlier reply to the same request, after which the file may be called. */
  earlierHeaders: readonly Header[];
  onProgress: (progress: SavingProgress) => void;
}

/**
 * Sends as `sendRequest` does, and writes the body of a successful reply (2xx) to a file that the person chooses first. The file gets its
 * name when it is whole and on the disk. Any other reply, and one without a body, is answered as always and leaves no file.
 * Throws what `sendRequest` throws, `vault.not-saved` for the disk, and `cancelled` when the dialog was closed; nothing was sent then.
 */
export async function sendToFile(
  desk: RequestDesk,
  request: ParsedRequest,
  { files, earlierHeaders, onProgress, ...options }: ToFileOptions,
): Promise<ApiOutcome> {
  const { url } = prepareRequest(desk.records, request);
  const defaultName = suggestFileName(url.href, earlierHeaders);
  const file = await files.create({ title: 'Send, and save the reply', defaultName, kinds: [ANY_FILE] });
  if (file === undefined) throw closedDialog();
  try {
    throwIfCancelled(options.signal);
    const sinkFor = (headers: readonly Header[]): BodySink =>
      reportingSink(file, headers, { tick: ownEventLoop.tick, onProgress });
    return await keepIfWritten(await sendRequest(desk, request, { ...options, sinkFor }), file, options.signal);
  } finally {
    await file.discard();
  }
}

async function keepIfWritten(outcome: ApiOutcome, file: FileInMaking, signal: AbortSignal): Promise<ApiOutcome> {
  if (outcome.kind !== 'answered' || file.bytes === 0) return outcome;
  throwIfCancelled(signal);
  return { ...outcome, body: { ...outcome.body, savedAs: await file.keep() } };
}

/** Content-Length counts the bytes on the way, which of a compressed body says nothing about the file. */
function totalOf(headers: readonly Header[]): number | undefined {
  const length = headerOf(headers, 'content-length') ?? '';
  const isPlain = /^(?:identity)?$/i.test(headerOf(headers, 'content-encoding') ?? '');
  return isPlain && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}

/** The clock of the app is not asked: it reads the machine's uptime, which for each of thousands of pieces takes longer than writing them. */
function reportingSink(
  file: FileInMaking,
  headers: readonly Header[],
  { tick, onProgress }: { tick: EventLoop['tick']; onProgress: ToFileOptions['onProgress'] },
): BodySink {
  const totalBytes = totalOf(headers);
  const startedAt = tick();
  let reportedAt = startedAt;
  return async (chunk) => {
    await file.write(chunk);
    const at = tick();
    if (at - reportedAt < REPORT_EVERY_MS) return;
    reportedAt = at;
    const bytesPerSecond = Math.round((file.bytes * 1000) / (at - startedAt));
    onProgress(compact({ bytes: file.bytes, totalBytes, bytesPerSecond }));
  };
}
