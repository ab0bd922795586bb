import { MantineProvider } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { GrantsmithApi } from '#contract/api.ts';
import { StoresProvider, createStores } from './stores.tsx';
import { theme } from './ui/theme.ts';

const readNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

export function App({ bench }: { bench: GrantsmithApi }): ReactNode {
  const [stores] = useState(() => createStores(bench));
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={readNonce}>
      <StoresProvider value={stores}>
        <main>Grantsmith</main>
      </StoresProvider>
    </MantineProvider>
  );
}
