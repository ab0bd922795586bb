import type { Revealed, SecretCopied } from '#contract/vault.ts';
import { Failure } from '../core/failure.ts';
import type { Now } from '../core/http.ts';
import type { ScreenCapture } from '../core/screenCapture.ts';

const SHOWN_SECONDS = 30;
/** Whoever sits down at an open app has not shown that the vault is theirs. */
const RECENT_MS = 5 * 60_000;

/** Keeps the books of what is on the screen in clear, and of when somebody last proved who they are. */
export interface Reveals {
  /** Somebody has just opened the vault, or proved again that they can. */
  authenticated: () => void;
  /** Throws `vault.reauthenticate` when that was too long ago. */
  requireRecent: () => void;
  reveal: (value: string) => Revealed;
  /** The one way of a stored secret into the clipboard, from which it is taken out again. Throws as `requireRecent` does. */
  copy: (make: () => string | Promise<string>) => Promise<SecretCopied>;
  /** Answers whether something was shown. */
  hide: () => boolean;
  /** The vault locked. */
  forget: () => void;
}

interface RevealPorts {
  now: Now;
  screenCapture: ScreenCapture;
  clipboard: { copy: (secret: string) => Promise<SecretCopied> };
}

export function createReveals({ now, screenCapture, clipboard }: RevealPorts): Reveals {
  let authenticatedAt: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const hide = (): boolean => {
    if (timer === undefined) return false;
    clearTimeout(timer);
    timer = undefined;
    screenCapture.block(false);
    return true;
  };
  const requireRecent = (): void => {
    if (authenticatedAt !== undefined && now() - authenticatedAt < RECENT_MS) return;
    throw new Failure(
      'vault.reauthenticate',
      'The vault has been open for a while. Show again that it is yours to get at this.',
    );
  };
  return {
    authenticated: () => {
      authenticatedAt = now();
    },
    requireRecent,
    reveal: (value) => {
      requireRecent();
      clearTimeout(timer);
      timer = setTimeout(hide, SHOWN_SECONDS * 1000);
      screenCapture.block(true);
      return { value, hidesInSeconds: SHOWN_SECONDS, screenCapture: screenCapture.reach };
    },
    copy: async (make) => {
      requireRecent();
      return clipboard.copy(await make());
    },
    hide,
    forget: () => {
      authenticatedAt = undefined;
      hide();
    },
  };
}
