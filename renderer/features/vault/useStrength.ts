import { useCallback, useRef, useState } from 'react';
import type { PasswordStrength } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';

/**
 * Measures a password while it is typed: one measurement at a time, then the last one that was typed meanwhile. Only the verdict is
 * kept, never the password. Where measuring fails the verdict stays away; main refuses a weak password all the same.
 */
export function useStrength(): { strength: PasswordStrength | undefined; measure: (password: string) => void } {
  const { bench } = useStores();
  const [strength, setStrength] = useState<PasswordStrength>();
  const next = useRef<string>(undefined);
  const isMeasuring = useRef(false);
  const run = useCallback(async (): Promise<void> => {
    if (isMeasuring.current) return;
    isMeasuring.current = true;
    while (next.current !== undefined) {
      const password = next.current;
      next.current = undefined;
      const result = password === '' ? undefined : await bench.vault.passwordStrength({ password });
      setStrength(result?.ok === true ? result.value : undefined);
    }
    isMeasuring.current = false;
  }, [bench]);
  const measure = useCallback(
    (password: string): void => {
      next.current = password;
      void run();
    },
    [run],
  );
  return { strength, measure };
}
