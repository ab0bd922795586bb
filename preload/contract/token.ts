import { z } from 'zod';
import type { Diagnosis, Finding } from './diagnosis.ts';
import type { Exchange } from './exchange.ts';
import type { GrantType } from './connection.ts';
import type { ErrorReply } from './result.ts';
import type { SecretCopied } from './vault.ts';

const id = z.string().min(1).max(100);
/** Chosen by the caller, so that a request can be cancelled before it has answered. */
const requestId = id.optional();

export const requestTokenInput = z.strictObject({
  connectionId: id,
  requestId,
  overrides: z
    .strictObject({
      scope: z.string().max(8192).optional(),
      username: z.string().max(512).optional(),
      password: z.string().max(65_536).optional(),
      subject: z.string().max(512).optional(),
      assertion: z.string().max(1_048_576).optional(),
      subjectToken: z.string().max(65_536).optional(),
    })
    .optional(),
});
export const tokenIdInput = z.strictObject({ tokenId: id });
/** Of a request about one token. */
export const askTokenInput = z.strictObject({ tokenId: id, requestId });
export const renameTokenInput = z.strictObject({ tokenId: id, name: z.string().trim().max(200) });
export const setAutoRefreshInput = z.strictObject({
  tokenId: id,
  /** Null switches it off. */
  leewaySeconds: z.number().int().min(5, 'At least 5 seconds.').max(86_400, 'At most a day.').nullable(),
});
export const exportHarInput = z.strictObject({ connectionId: id, exchangeId: id.optional() });
export const exchangeCurlInput = z.strictObject({ connectionId: id, exchangeId: id });
export const cancelInput = z.strictObject({ requestId: id });
export const listTokensInput = z.strictObject({ connectionId: id.optional() });
export const curlInput = z.strictObject({ connectionId: id, reveal: z.boolean() });

/** A token set as stored. All times are epoch milliseconds of the app's steady clock. */
export interface Token {
  id: string;
  connectionId: string;
  accessToken: string;
  tokenType: string;
  /** From `expires_in` and the time of issue; absent when the server named no lifetime. */
  expiresAt?: number;
  /** Whether a refresh token is kept with it. */
  refreshToken?: boolean;
  idToken?: string;
  scope?: string;
  obtainedAt: number;
  grantType: GrantType;
  /** How many times this set was refreshed. */
  refreshCount: number;
  /** What the person calls it. */
  name?: string;
  autoRefresh?: AutoRefresh;
}

/** The token is refreshed by itself while the vault is open. */
export interface AutoRefresh {
  /** How long before its end, in seconds. */
  leewaySeconds: number;
  /** Why it is not done any more: the server's no. A refresh by hand that works, or setting it again, takes it up. */
  stopped?: string;
}

/** What lists and countdowns need; carries no token. */
export type TokenSummary = Omit<Token, 'accessToken' | 'idToken'>;

export type TokenOutcome =
  | { kind: 'issued'; token: Token; exchange: Exchange; warnings: Finding[] }
  | {
      kind: 'refused';
      status: number;
      error?: string;
      errorDescription?: string;
      ecid?: string;
      exchange: Exchange;
      diagnosis: Diagnosis;
    }
  | {
      /** Of the device grant: the person signs in elsewhere, and the event `flow.ended` brings what comes of it. */
      kind: 'pending';
      userCode: string;
      verificationUri: string;
      verificationUriComplete?: string;
      /** Epoch milliseconds of the app's steady clock. */
      expiresAt: number;
      /** For `tokens.cancel` and `tokens.openInBrowser`. */
      requestId: string;
    };

/** An outcome that is the last one. */
export type SettledOutcome = Exclude<TokenOutcome, { kind: 'pending' }>;

/** What the promise of the request could not say any more, because it had answered `pending`; or says as well. */
export type FlowEnd = { requestId: string; connectionId: string; flowId: string } & (
  { outcome: SettledOutcome } | { error: ErrorReply }
);

export interface Introspection {
  active: boolean;
  claims: Record<string, unknown>;
  exchange: Exchange;
}

/** A recorded request was copied as a command, with what is stored now in the place of the secrets that were not recorded. */
export interface ExchangeCurlCopied extends SecretCopied {
  /** What is stored nowhere any more, in words; the command has a placeholder for each. */
  missing: string[];
  /** Whether running the command uses up a refresh token that the vault holds. */
  spendsRefreshToken: boolean;
}

/** A call that has no other result than the server's answer. */
export interface PlainOutcome {
  accepted: boolean;
  status: number;
  exchange: Exchange;
}

export interface UserInfo {
  claims: Record<string, unknown>;
  exchange: Exchange;
}
