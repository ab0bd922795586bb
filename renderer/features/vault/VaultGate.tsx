import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { CreateVault } from './CreateVault.tsx';
import { RecoveryKeyShown } from './RecoveryKeyShown.tsx';
import { UnavailableVault } from './UnavailableVault.tsx';
import { UnlockVault } from './UnlockVault.tsx';

/** Nothing of the vault's content is on the page, or even mounted, unless the vault is open. */
export function VaultGate({ children }: { children: ReactNode }): ReactNode {
  const { vault, navigation } = useStores();
  const state = useStore(vault, ({ status }) => status?.state);
  const isLeaving = useStore(vault, (store) => store.isLeaving);
  const recoveryKey = useStore(vault, (store) => store.recoveryKey);
  useEffect(() => {
    if (state === undefined || state === 'unlocked') return;
    navigation.go({ kind: 'start' });
    navigation.closeDialog();
  }, [state, navigation]);
  // What would be typed here now would be lost with the page.
  if (isLeaving) return null;
  switch (state) {
    case undefined:
      return null;
    case 'absent':
      return <CreateVault />;
    case 'locked':
      return <UnlockVault />;
    case 'unavailable':
      return <UnavailableVault />;
    case 'unlocked':
      return recoveryKey === undefined ? children : <RecoveryKeyShown recoveryKey={recoveryKey} />;
  }
}
