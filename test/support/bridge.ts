import type { GrantsmithApi } from '#contract/api.ts';

declare global {
  interface Window {
    readonly grantsmith: GrantsmithApi;
  }
}

/** Name of the global under which the page finds the bridge; importing this file also tells the compiler its type. */
export const BRIDGE = 'grantsmith';
