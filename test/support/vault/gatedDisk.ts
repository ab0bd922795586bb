import { once } from 'node:events';
import type { Disk } from '../../../main/vault/ports.ts';

export interface GatedDisk extends Disk {
  /** From here on every sync waits. */
  hold: () => void;
  /** Resolves when the next sync begins to wait. */
  waits: () => Promise<unknown>;
  /** Lets all syncs through again; the one that waits, and only that, fails if the disk is to be `broken`. */
  release: (state?: 'broken') => void;
}

/** A disk that takes as long to sync as the test wants. */
export function createGatedDisk(disk: Disk): GatedDisk {
  const gate = new EventTarget();
  let isHeld = false;
  let isBroken = false;
  const pass = async (): Promise<void> => {
    if (!isHeld) return;
    gate.dispatchEvent(new Event('waits'));
    await once(gate, 'released');
    if (isBroken) throw Object.assign(new Error('EIO: injected'), { code: 'EIO' });
  };
  return {
    ...disk,
    open: async (path, how) => {
      const file = await disk.open(path, how);
      return {
        ...file,
        sync: async () => {
          await pass();
          await file.sync();
        },
      };
    },
    hold: () => void (isHeld = true),
    waits: () => once(gate, 'waits'),
    release: (state) => {
      isHeld = false;
      isBroken = state === 'broken';
      gate.dispatchEvent(new Event('released'));
    },
  };
}
