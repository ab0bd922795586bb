import type { ErrorReply } from '#contract/result.ts';
import type { SlotType, VaultGeneration } from '#contract/vault.ts';
import { Failure } from '../../core/failure.ts';
import { parseEnvelope } from '../format/envelope.ts';
import type { Head } from '../format/head.ts';
import type { ReadMark } from '../format/mark.ts';
import type { Saver } from './saver.ts';

/** What is known of the vault without a key. */
export interface Inspection {
  state: 'absent' | 'locked' | 'unavailable';
  slots: SlotType[];
  revision?: number;
  reason?: ErrorReply;
  /** The newest earlier state that can take the place of a damaged or missing file. */
  offer?: VaultGeneration;
  /** Of the file that was looked at, so that looking again costs nothing while it stays the same. */
  fingerprint?: string;
}

export function missingFile(): Failure {
  return new Failure(
    'vault.missing-file',
    'The vault file is gone from its folder, though a vault was kept there. Go back to an earlier state, put the file back, or start a new vault, which sets the rest aside.',
  );
}

/** A whole older file can be put back by a sync tool or by somebody; offline that can be noticed, not prevented. */
export function noteAbout(head: Head, mark: ReadMark | 'unreadable' | undefined): ErrorReply | undefined {
  if (mark === undefined || mark === 'unreadable') return undefined;
  const sameVault = mark.vid === head.vid.toString('base64url');
  if (sameVault && head.rev >= mark.rev) return undefined;
  const found = sameVault
    ? `an older state (${head.rev}) than the last one seen here (${mark.rev})`
    : 'another vault than the last one seen here';
  return new Failure(
    'vault.rolled-back',
    `This file holds ${found}. If you did not put it there, look at the earlier states.`,
    {
      details: { revision: head.rev, lastSeen: mark.rev, lastSeenAt: mark.writtenAtMs },
    },
  ).toReply();
}

export function slotTypes(head: Head): SlotType[] {
  return head.slots.map(({ type }) => type);
}

async function look(saver: Saver): Promise<Inspection> {
  try {
    return await read(saver);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { state: 'unavailable', slots: [], reason: error.toReply() };
  }
}

async function read(saver: Saver): Promise<Inspection> {
  const { bytes, mark } = await saver.load();
  if (!bytes) {
    return mark === undefined
      ? { state: 'absent', slots: [] }
      : { state: 'unavailable', slots: [], reason: missingFile().toReply() };
  }
  const { head } = (await parseEnvelope(bytes)).image;
  const reason = noteAbout(head, mark);
  return { state: 'locked', slots: slotTypes(head), revision: head.rev, ...(reason && { reason }) };
}

/** A vault that cannot be read is a state to show and never an empty vault. */
export async function inspect(saver: Saver, previous: Inspection | undefined): Promise<Inspection> {
  try {
    const fingerprint = await saver.fingerprint();
    if (fingerprint !== undefined && fingerprint === previous?.fingerprint) return previous;
    return await withOffer(saver, { ...(await look(saver)), ...(fingerprint !== undefined && { fingerprint }) });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { state: 'unavailable', slots: [], reason: error.toReply() };
  }
}

const MENDED_BY_A_GENERATION = new Set(['vault.corrupt', 'vault.tampered', 'vault.missing-file', 'vault.not-a-vault']);

async function withOffer(saver: Saver, inspection: Inspection): Promise<Inspection> {
  if (!MENDED_BY_A_GENERATION.has(inspection.reason?.code ?? '')) return inspection;
  const offer = (await saver.generations()).find(({ good, current }) => good && !current);
  return offer ? { ...inspection, offer } : inspection;
}
