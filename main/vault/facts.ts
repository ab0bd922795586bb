import type { Proof, SlotFacts } from '#contract/proof.ts';
import { Failure } from '../core/failure.ts';
import { parseEnvelope } from './format/envelope.ts';
import type { Slot } from './format/head.ts';
import type { Saver } from './disk/saver.ts';

export const CIPHER =
  'AES-256-GCM per entry, a key of its own for every write by HKDF-SHA256, HMAC-SHA256 over the whole file';
export const KEY_DERIVATION = 'Argon2id (RFC 9106), version 0x13';

function slotFacts(slot: Slot): SlotFacts {
  return {
    type: slot.type,
    ...('kdf' in slot && { keyDerivation: { memoryKib: slot.kdf.m, passes: slot.kdf.t, lanes: slot.kdf.p } }),
    ...('os' in slot && { keyring: { backend: slot.os.backend, api: slot.os.api } }),
  };
}

/** What the file on disk says of itself, without a key. Undefined when there is none or it cannot be read. */
export async function vaultFacts(saver: Saver): Promise<Proof['vault']> {
  try {
    const { bytes } = await saver.load();
    if (!bytes) return undefined;
    const { head, records } = (await parseEnvelope(bytes)).image;
    const current = (await saver.generations()).find((generation) => generation.current);
    return {
      id: head.vid.toString('base64url'),
      revision: head.rev,
      records: records.size,
      bytes: bytes.length,
      writer: head.writer,
      slots: head.slots.map(slotFacts),
      savedAt: current?.savedAt ?? 0,
    };
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
