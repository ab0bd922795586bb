import type { VaultStatus } from '#contract/vault.ts';
import { Failure } from '../core/failure.ts';
import { parseEnvelope, type ParsedEnvelope } from './format/envelope.ts';
import { vaultExists } from './failures.ts';
import { missingFile, noteAbout } from './disk/inspection.ts';
import type { Outbox } from './outbox.ts';
import type { Saver } from './disk/saver.ts';

const absent = (): Failure => new Failure('vault.absent', 'There is no vault yet. Create one.');

/** @throws Failure `vault.exists`, `vault.missing-file`, `vault.read-only` when no new vault may be made here */
export async function requireRoom(saver: Saver, options: { isOpen: boolean; startFresh: boolean }): Promise<void> {
  await saver.requireWritable();
  if (options.isOpen) throw vaultExists();
  // What is set aside need not be readable.
  if (options.startFresh) return;
  const { bytes, mark } = await saver.load();
  if (bytes) throw vaultExists();
  if (mark !== undefined) throw missingFile();
}

/** The unsaved image while the disk is as it was when that was made; else the disk, and the image is kept beside it. */
export async function loadLatest(
  saver: Saver,
  outbox: Outbox,
): Promise<{ parsed: ParsedEnvelope; note?: VaultStatus['reason'] }> {
  await saver.start();
  const { unsaved } = outbox;
  if (unsaved && (await saver.isAsExpected())) {
    return { parsed: await parseEnvelope(Buffer.concat(unsaved.chunks)) };
  }
  await outbox.setBeside();
  const { bytes, mark } = await saver.load();
  if (!bytes) throw mark === undefined ? absent() : missingFile();
  const parsed = await parseEnvelope(bytes);
  saver.expect(parsed.tail);
  return { parsed, note: noteAbout(parsed.image.head, mark) };
}

/** The vault file as memory has it, sealed; good for keeping elsewhere. @throws Failure `vault.absent`, `vault.unreadable` */
export async function latestBytes(saver: Saver, outbox: Outbox): Promise<Uint8Array> {
  if (outbox.unsaved) return Buffer.concat(outbox.unsaved.chunks);
  const { bytes } = await saver.load();
  if (!bytes) throw absent();
  return bytes;
}
