import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Now } from '../../http.ts';
import { toJson } from '../../json.ts';
import type { Entry, Records, Transaction } from '../../records.ts';

/**
 * [Note: a refresh that nobody answered]
 * A server may replace a refresh token as soon as it has read the request. If the answer is lost then, by a cut line, a crash or a power
 * failure, the stored token may be worth nothing, and nothing in the server's later refusal says why. So a refresh is written down before
 * it is sent and struck out with whatever its answer led to. A vault that cannot take the note could not take the new token either:
 * nothing is sent then, and the old token stays good.
 */
const TYPE = 'refreshing';
const KEPT = 50;

const notesSchema = z.array(z.object({ refreshToken: z.string(), sentAt: z.number() }));
type SentNote = z.output<typeof notesSchema>[number];

const idOf = (connectionId: string): string => `${TYPE}-${connectionId}`;

/** What belongs to the connection here. */
export function unansweredEntriesOf(records: Records, connectionId: string): Entry[] {
  return records.entries(TYPE).filter((entry) => entry.id === idOf(connectionId));
}

function readNotes(records: Records, connectionId: string): SentNote[] {
  if (unansweredEntriesOf(records, connectionId).length === 0) return [];
  const parsed = notesSchema.safeParse(records.read(idOf(connectionId)));
  return parsed.success ? parsed.data : [];
}

function putNotes(transaction: Transaction, connectionId: string, notes: readonly SentNote[]): void {
  if (notes.length === 0) transaction.remove(idOf(connectionId));
  else transaction.put({ id: idOf(connectionId), type: TYPE, summary: { connectionId }, secret: toJson(notes) });
}

/** When the refresh token was sent and no answer was kept, in epoch milliseconds; undefined when that never happened. */
export function unansweredSince(records: Records, connectionId: string, refreshToken: string): number | undefined {
  return readNotes(records, connectionId).find((note) => note.refreshToken === refreshToken)?.sentAt;
}

/** Writes down that the refresh token is about to be sent. Throws `vault.*`; then it must not be. */
export async function noteRefresh(
  { records, now }: { records: Records; now: Now },
  connectionId: string,
  refreshToken: string,
): Promise<void> {
  await records.transact((transaction) => {
    const notes = [{ refreshToken, sentAt: now() }, ...readNotes(records, connectionId)];
    putNotes(transaction, connectionId, notes.slice(0, KEPT));
  });
}

/** Strikes the note out, in the transaction of whatever the answer led to. */
export function strikeRefresh(
  records: Records,
  transaction: Transaction,
  connectionId: string,
  refreshToken: string,
): void {
  const notes = readNotes(records, connectionId);
  const others = notes.filter((note) => note.refreshToken !== refreshToken);
  if (others.length < notes.length) putNotes(transaction, connectionId, others);
}

/** Whether the server may have read the request that failed so. */
export function mayHaveArrived(error: unknown): boolean {
  return !(error instanceof Failure && /^(?:input|tls|cancelled|network\.(?!timeout|interrupted))/.test(error.code));
}
