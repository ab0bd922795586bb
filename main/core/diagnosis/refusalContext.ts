import type { ClientAuthMethod } from '#contract/connection.ts';
import type { Header } from '#contract/exchange.ts';

/** What the rules know about a token request that was refused. Texts of the server are already without our secrets. */
export interface RefusalContext {
  status: number;
  error?: string;
  errorDescription?: string;
  /** The reply body as text. */
  body: string;
  replyHeaders: readonly Header[];
  url: string;
  method: string;
  /** `grant_type` as it was sent. */
  grantType: string;
  clientAuthMethod: ClientAuthMethod;
  /** As it was sent; empty for none. */
  scope: string;
  /** What is odd about the client secret, without quoting it. */
  secretFlaws: readonly string[];
  /** Whether the value sent as refresh token has the form of a JWT. */
  refreshTokenIsJwt: boolean;
  /** When the refresh token was sent before and no answer was kept, in epoch milliseconds. */
  refreshUnansweredAt?: number;
  /** Server clock minus ours. */
  clockSkewSeconds?: number;
}

/** What is odd about a secret that was pasted; nothing of it is quoted. */
export function flawsOf(secret: string | undefined): string[] {
  if (secret === undefined) return [];
  const flaws: string[] = [];
  if (secret !== secret.trim()) flaws.push('begins or ends with white space');
  if (/[\r\n]/.test(secret.trim())) flaws.push('holds a line break');
  if (/^(["'`]).*\1$/s.test(secret.trim())) flaws.push('stands in quotes');
  if (/^Basic /i.test(secret.trim())) flaws.push('begins with “Basic”, like a whole header');
  return flaws;
}
