import { createRedactor } from './redactor.ts';
import type { Redactor } from './redactor.ts';

/** More than a session of work uses; what was used longest ago goes first. */
const KEPT = 1_000;

/** The secrets that are in use while the vault is open, so that the log does not hold one in any form, whoever writes to it. */
export interface LiveSecrets {
  remember: (secrets: readonly string[]) => void;
  redact: (text: string) => string;
  values: () => readonly string[];
  /** The vault locked. */
  forget: () => void;
}

export function createLiveSecrets(): LiveSecrets {
  const known = new Set<string>();
  let redactor: Redactor | undefined;
  return {
    remember: (secrets) => {
      for (const secret of secrets) {
        if (!known.has(secret)) redactor = undefined;
        known.delete(secret);
        known.add(secret);
      }
      for (const oldest of [...known].slice(0, -KEPT)) known.delete(oldest);
    },
    redact: (text) => (redactor ??= createRedactor([...known])).text(text),
    values: () => [...known],
    forget: () => {
      known.clear();
      redactor = undefined;
    },
  };
}
