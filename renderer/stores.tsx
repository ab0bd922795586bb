import { createContext, useContext } from 'react';
import type { GrantsmithApi } from '#contract/api.ts';
import { useStore } from 'zustand';
import { createClockStore } from './features/clock/clockStore.ts';

/** Every feature's store, made once per window from the bridge; tests make them from a fake. */
export function createStores(bench: GrantsmithApi) {
  return {
    bench,
    clock: createClockStore(bench),
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
