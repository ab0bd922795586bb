import type { GrantsmithApi } from '#contract/api.ts';

declare global {
  interface Window {
    readonly grantsmith: GrantsmithApi;
  }
}

/** The only reader of the bridge; everything else gets it handed in. */
export const bench: GrantsmithApi = window.grantsmith;
