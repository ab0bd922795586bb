import { createContext, useContext } from 'react';
import type { GrantsmithApi } from '#contract/api.ts';
import { useStore } from 'zustand';
import { createCaseFileStore } from './features/caseFile/caseFileStore.ts';
import { createClockStore } from './features/clock/clockStore.ts';
import { createConnectionsStore } from './features/connections/connectionsStore.ts';
import { createCheckUpStore } from './features/diagnose/checkUp/checkUpStore.ts';
import { createDiagnoseStore } from './features/diagnose/diagnoseStore.ts';
import { createGuideStore } from './features/guide/guideStore.ts';
import { createRequestStore } from './features/request/requestStore.ts';
import { createSavedRequestsStore } from './features/request/savedRequestsStore.ts';
import { createRadarStore } from './features/radar/radarStore.ts';
import { createSandboxStore } from './features/sandbox/sandboxStore.ts';
import { createSettingsStore } from './features/settings/settingsStore.ts';
import { createNavigationStore } from './features/shell/navigationStore.ts';
import { createTokenStore } from './features/token/tokenStore.ts';
import { createTokensStore } from './features/token/tokensStore.ts';
import { createVaultStore } from './features/vault/vaultStore.ts';

/** Every feature's store, made once per window from the bridge; tests make them from a fake. */
export function createStores(bench: GrantsmithApi) {
  return {
    bench,
    checkUp: createCheckUpStore(bench),
    caseFile: createCaseFileStore(bench),
    clock: createClockStore(bench),
    connections: createConnectionsStore(bench),
    diagnose: createDiagnoseStore(bench),
    guide: createGuideStore(bench),
    navigation: createNavigationStore(),
    request: createRequestStore(bench),
    radar: createRadarStore(bench),
    sandbox: createSandboxStore(bench),
    savedRequests: createSavedRequestsStore(bench),
    settings: createSettingsStore(bench),
    token: createTokenStore(bench),
    tokens: createTokensStore(bench),
    vault: createVaultStore(bench),
  };
}

export type Stores = ReturnType<typeof createStores>;

const StoresContext = createContext<Stores | undefined>(undefined);
export const StoresProvider = StoresContext.Provider;

export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (stores === undefined) throw new Error('The stores are not provided above this component.');
  return stores;
}

/** Epoch milliseconds of the app's steady clock; re-renders once a second. */
export function useNow(): number {
  return useStore(useStores().clock, (state) => state.now);
}
