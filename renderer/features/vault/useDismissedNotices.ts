import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { VaultStatus } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';
import { lastingKeys } from './dismissedNotices.ts';

interface DismissedNotices {
  isDismissed: (key: string) => boolean;
  dismiss: (key: string) => void;
}

/** Which notices of the vault were put away, here and at an earlier start. What is over is forgotten: the same counts as new then. */
export function useDismissedNotices(status: VaultStatus | undefined): DismissedNotices {
  const { settings } = useStores();
  const kept = useStore(settings, (state) => state.settings.dismissedNotices);
  const [here, setHere] = useState<readonly string[]>([]);
  const lasting = status?.state === 'unlocked' ? lastingKeys(status) : undefined;
  const stillTrue = lasting && kept.filter((key) => lasting.includes(key));
  const isOver = stillTrue !== undefined && stillTrue.length < kept.length;
  useEffect(() => {
    if (isOver) void settings.change({ dismissedNotices: stillTrue });
  }, [isOver, settings, stillTrue]);
  return {
    isDismissed: (key) => here.includes(key) || kept.includes(key),
    dismiss: (key) => {
      if (lasting?.includes(key) !== true) setHere((before) => [...before, key]);
      else void settings.change({ dismissedNotices: [...kept, key] });
    },
  };
}
