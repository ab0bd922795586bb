import type { Vault } from './vault.ts';

/** True as soon as the vault is open, false when the time is over first. */
export function whenUnlocked(vault: Pick<Vault, 'onChange' | 'isUnlocked'>, timeoutMs: number): Promise<boolean> {
  if (vault.isUnlocked) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = (isOpen: boolean): void => {
      clearTimeout(timer);
      stop();
      resolve(isOpen);
    };
    const stop = vault.onChange(({ state }) => {
      if (state === 'unlocked') end(true);
    });
    const timer = setTimeout(end, timeoutMs, false);
  });
}
