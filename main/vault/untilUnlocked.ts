import type { Vault } from './vault.ts';

/** Whether the vault is opened within so many milliseconds. Leaves neither a timer nor a listener behind. */
export function untilUnlocked(vault: Pick<Vault, 'onChange'>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isUnlocked: boolean): void => {
      clearTimeout(timer);
      stopListening();
      resolve(isUnlocked);
    };
    const timer = setTimeout(() => end(false), milliseconds);
    const stopListening = vault.onChange(({ state }) => {
      if (state === 'unlocked') end(true);
    });
  });
}
