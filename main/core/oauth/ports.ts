import type { Now, SendHttp } from '../http.ts';
import type { Records } from '../records.ts';

/** What the OAuth core stands on. */
export interface OAuthPorts {
  records: Records;
  sendHttp: SendHttp;
  now: Now;
  newId: () => string;
}
