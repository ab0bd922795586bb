import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { Suspense, lazy, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { GrantsmithApi } from '#contract/api.ts';
import { VaultGate } from './features/vault/VaultGate.tsx';
import { StoresProvider, createStores } from './stores.tsx';
import { readNonce } from './ui/nonce.ts';
import { theme } from './ui/theme.ts';
import { refuseStrayFiles } from './ui/useFileDrop.ts';

const COLOR_SCHEMES = { system: undefined, light: 'light', dark: 'dark' } as const;

/** Not in the way of the lock screen, which is shown first and needs none of it. */
const loadShell = () => import('./features/shell/Shell.tsx');
const Shell = lazy(() => loadShell().then((module) => ({ default: module.Shell })));

export function App({ bench }: { bench: GrantsmithApi }): ReactNode {
  const [stores] = useState(() => createStores(bench));
  const chosen = useStore(stores.settings, ({ settings }) => COLOR_SCHEMES[settings.theme]);
  useEffect(() => {
    const stops = [stores.clock, stores.settings, stores.vault, stores.sandbox].map((store) => store.start());
    return () => stops.forEach((stop) => stop());
  }, [stores]);
  useEffect(refuseStrayFiles, []);
  useEffect(() => {
    // While the password is being typed.
    const idle = requestIdleCallback(() => void loadShell());
    return () => cancelIdleCallback(idle);
  }, []);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      {...(chosen === undefined ? {} : { forceColorScheme: chosen })}
      getStyleNonce={readNonce}
    >
      <Notifications position="bottom-right" limit={3} className="toasts" />
      <StoresProvider value={stores}>
        <VaultGate>
          <Suspense>
            <Shell />
          </Suspense>
        </VaultGate>
      </StoresProvider>
    </MantineProvider>
  );
}
