import { Failure } from '../../core/failure.ts';
import { encodeEnvelope, parseEnvelope, requireGenuine, type ParsedEnvelope } from '../format/envelope.ts';
import { writeHead, type Head, type Slot } from '../format/head.ts';
import { isCheaper, type Cost } from '../format/kdf.ts';
import type { VaultKeys } from '../format/keys.ts';
import type { SlotChange } from '../model.ts';
import {
  makeBothSlot,
  makeOsSlot,
  makePasswordSlot,
  makeRecoverySlot,
  openByPassword,
  type WaysInPorts,
} from './waysIn.ts';

export interface SlotPorts extends WaysInPorts {
  cost: () => Promise<Cost>;
}

export interface SlotsAndKey {
  slots: Slot[];
  recoveryKey?: string;
}

/** @throws Failure `input.missing`, `vault.keyring-unavailable` */
export async function firstSlots(
  ports: SlotPorts,
  keys: VaultKeys,
  { password, useOsKeyring }: { password?: string; useOsKeyring: boolean },
): Promise<SlotsAndKey> {
  const slots: Slot[] = [];
  if (password !== undefined) slots.push(await makePasswordSlot(ports, keys, password, await ports.cost()));
  else if (!useOsKeyring) {
    throw new Failure('input.missing', 'Choose a password, the system keyring, or both.', { field: 'password' });
  }
  if (useOsKeyring) slots.push(await makeOsSlot(ports, keys));
  if (password !== undefined) return { slots };
  const { slot, recoveryKey } = makeRecoverySlot(keys);
  return { slots: [...slots, slot], recoveryKey };
}

/** Every slot that takes a password, made anew. @throws Failure `vault.wrong-password`, `vault.slot-missing` */
export async function slotsForPassword(
  ports: SlotPorts,
  keys: VaultKeys,
  head: Head,
  { current, next }: { current: string; next: string },
): Promise<Slot[]> {
  (await openByPassword(ports, head, current)).wipe();
  const cost = await ports.cost();
  const slots: Slot[] = [];
  for (const slot of head.slots) {
    if (slot.type === 'password') slots.push(await makePasswordSlot(ports, keys, next, cost));
    else if (slot.type === 'both') slots.push(await makeBothSlot(ports, keys, next, cost));
    else slots.push(slot);
  }
  return slots;
}

async function makeSlot(ports: SlotPorts, keys: VaultKeys, change: SlotChange): Promise<SlotsAndKey> {
  if (change.action === 'remove') return { slots: [] };
  switch (change.slot) {
    case 'password':
      return { slots: [await makePasswordSlot(ports, keys, change.password, await ports.cost())] };
    case 'both':
      return { slots: [await makeBothSlot(ports, keys, change.password, await ports.cost())] };
    case 'os':
      return { slots: [await makeOsSlot(ports, keys)] };
    case 'recovery': {
      const { slot, recoveryKey } = makeRecoverySlot(keys);
      return { slots: [slot], recoveryKey };
    }
  }
}

/** @throws Failure `vault.last-slot` when neither a password nor a recovery key would be left, `vault.keyring-unavailable` */
export async function changedSlots(
  ports: SlotPorts,
  keys: VaultKeys,
  head: Head,
  change: SlotChange,
): Promise<SlotsAndKey> {
  const made = await makeSlot(ports, keys, change);
  const slots = [...head.slots.filter(({ type }) => type !== change.slot), ...made.slots];
  if (slots.some(({ type }) => type === 'password' || type === 'recovery')) return { ...made, slots };
  throw new Failure(
    'vault.last-slot',
    'Keep a password or a recovery key: a keyring can be lost with the desktop it belongs to.',
  );
}

interface Opening {
  /** The password that opened the vault, if one did. */
  password: string | undefined;
  keyringIsStale: boolean;
  /** What a password slot has to cost by now. */
  leastCost: Cost;
}

/**
 * The slots with those renewed that have fallen behind: a keyring that no longer opened, a password whose derivation is cheaper
 * than the default has become. Undefined when none has.
 * @throws Failure `vault.keyring-unavailable`
 */
export async function renewedSlots(
  ports: SlotPorts,
  keys: VaultKeys,
  head: Head,
  { password, keyringIsStale, leastCost }: Opening,
): Promise<Slot[] | undefined> {
  let isRenewed = false;
  const slots: Slot[] = [];
  for (const slot of head.slots) {
    const isBehind = slot.type === 'password' && password !== undefined && isCheaper(slot.kdf, leastCost);
    if (isBehind) slots.push(await makePasswordSlot(ports, keys, password, await ports.cost()));
    else if (slot.type === 'os' && keyringIsStale) slots.push(await makeOsSlot(ports, keys));
    else slots.push(slot);
    isRenewed ||= slots.at(-1) !== slot;
  }
  return isRenewed ? slots : undefined;
}

const HEAD_REGION = 64 * 1024;

function hasSlots(bytes: Buffer, head: Head): boolean {
  const text = writeHead(head);
  return bytes.subarray(0, HEAD_REGION).includes(text.slice(text.indexOf('"slots":')));
}

/**
 * An earlier generation with the slots of `head`, so that a password or keyring that was replaced opens it no longer.
 * One that cannot be given them is removed after a change (`strict`), and left alone when nothing was changed just now.
 */
export async function resealGeneration(
  keys: VaultKeys,
  head: Head,
  bytes: Buffer,
  strict: boolean,
): Promise<readonly Buffer[] | 'keep' | 'remove'> {
  if (hasSlots(bytes, head)) return 'keep';
  try {
    const parsed: ParsedEnvelope = await parseEnvelope(bytes);
    const { image } = parsed;
    if (!image.head.vid.equals(keys.vaultId)) return 'keep';
    requireGenuine(parsed, keys);
    return (await encodeEnvelope({ ...image, head: { ...image.head, slots: head.slots } }, keys.startMac())).chunks;
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'vault.locked') throw error;
    return strict ? 'remove' : 'keep';
  }
}
