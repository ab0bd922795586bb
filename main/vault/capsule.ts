import { createPace } from './pace.ts';
import { Failure } from '../core/failure.ts';
import { applyChanges, openContent, readSecret, sealContent, type Change, type Content } from './format/content.ts';
import { encodeEnvelope, parseEnvelope, requireGenuine } from './format/envelope.ts';
import { FORMAT_VERSION, slotOf, type Head } from './format/head.ts';
import type { Cost } from './format/kdf.ts';
import { VaultKeys } from './format/keys.ts';
import type { Capsule, CapsuleEntry, CapsuleTerms } from './model.ts';
import { makePasswordSlot, openByPassword, type WaysInPorts } from './slots/waysIn.ts';

interface CapsuleOptions extends CapsuleTerms {
  password: string;
  cost: Cost;
  writer: string;
}

/** A file of its own: the same envelope under fresh keys, opened by a password alone. */
export async function sealCapsule(
  ports: WaysInPorts,
  changes: Iterable<Change>,
  options: CapsuleOptions,
): Promise<Uint8Array> {
  const { password, cost, writer, expiresAt, allowedHosts } = options;
  const keys = VaultKeys.generate();
  try {
    const slots = [await makePasswordSlot(ports, keys, password, cost)];
    const head: Head = { magic: 'OACAPSULE', v: FORMAT_VERSION, min: 1, vid: keys.vaultId, rev: 0, writer, slots };
    const terms = { ...(expiresAt !== undefined && { expiresAt }), ...(allowedHosts && { allowedHosts }) };
    const empty = sealContent(keys, { head, records: new Map(), entries: new Map(), terms });
    const { image } = await applyChanges(keys, empty, changes);
    return Buffer.concat((await encodeEnvelope(image, keys.startMac())).chunks);
  } finally {
    keys.wipe();
  }
}

/** Every secret of the chosen entries, one after the other, so that they are not in memory together. */
export function* changesFor(keys: VaultKeys, content: Content, ids: readonly string[] | undefined): Generator<Change> {
  for (const id of ids ?? content.entries.keys()) {
    const entry = content.entries.get(id);
    if (!entry) throw new Failure('input.not-found', 'One of the chosen entries is no longer in the vault.');
    yield { kind: 'put', id, type: entry.type, summary: entry.summary, secret: readSecret(keys, content, id) };
  }
}

/** @throws Failure as for a vault, and `vault.capsule-expired` */
export async function openCapsule(
  ports: WaysInPorts,
  bytes: Uint8Array,
  password: string,
  nowMs: number,
): Promise<Capsule> {
  const parsed = await parseEnvelope(Buffer.from(bytes), 'OACAPSULE');
  const { head } = parsed.image;
  if (head.slots.length !== 1 || !slotOf(head, 'password')) {
    throw new Failure('vault.tampered', 'This capsule was altered: it has more than its one way in. Do not import it.');
  }
  const keys = await openByPassword(ports, head, password);
  try {
    requireGenuine(parsed, keys);
    const content = await openContent(keys, parsed.image);
    const terms = content.terms ?? {};
    if (terms.expiresAt !== undefined && terms.expiresAt <= nowMs) {
      throw new Failure('vault.capsule-expired', 'This capsule has expired. Ask its sender for a new one.', {
        details: { expiresAt: terms.expiresAt },
      });
    }
    return { ...terms, entries: await entriesOf(keys, content) };
  } finally {
    keys.wipe();
  }
}

async function entriesOf(keys: VaultKeys, content: Content): Promise<CapsuleEntry[]> {
  const pace = createPace();
  const entries: CapsuleEntry[] = [];
  for (const { id, type, summary } of content.entries.values()) {
    entries.push({ id, type, summary, secret: readSecret(keys, content, id) });
    const turn = pace();
    if (turn) await turn;
  }
  return entries;
}
