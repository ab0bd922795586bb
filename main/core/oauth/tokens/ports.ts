import type { Now, SendHttp } from '../../http.ts';
import type { Records } from '../../records.ts';

/** What the OAuth core stands on. */
export interface OAuthPorts {
  records: Records;
  sendHttp: SendHttp;
  now: Now;
  newId: () => string;
  /** Whether the vault was opened within so many milliseconds. Without it, what comes for a locked vault is dropped at once. */
  untilUnlocked?: (milliseconds: number) => Promise<boolean>;
}
