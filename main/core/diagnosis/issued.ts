import type { Finding } from '#contract/diagnosis.ts';
import { findingOf } from './causes/causes.ts';
import { evidence } from './quote.ts';

/** What is known about a token that was issued. */
export interface IssuedContext {
  /** `grant_type` as it was sent. */
  grantType: string;
  /** As it was sent; empty for none. */
  requestedScope: string;
  /** As the reply names it; absent when it does not. */
  grantedScope?: string;
  hasRefreshToken: boolean;
  /** Epoch milliseconds of our clock. */
  now: number;
  expiresAt?: number;
  /** Server clock minus ours. */
  clockSkewSeconds?: number;
}

const LARGEST_SKEW_SECONDS = 120;
const OFFLINE = 'offline_access';

/** What deserves a look although the token was issued. */
export function warnAboutIssued(context: IssuedContext): Finding[] {
  return [...refreshNotices(context), ...scopeNotices(context), ...timeNotices(context)];
}

function refreshNotices({ grantType, requestedScope, hasRefreshToken }: IssuedContext): Finding[] {
  if (hasRefreshToken) return [];
  const asked = requestedScope.split(/\s+/).includes(OFFLINE);
  const sent = evidence('request', requestedScope === '' ? 'no scope' : `scope=${requestedScope}`);
  const came = evidence('reply body', 'no refresh_token');
  if (grantType === 'client_credentials') {
    return asked
      ? [{ ...findingOf('scope.refresh-not-enabled', 0.9, [sent, came], 'notice'), ...CLIENT_NEEDS_NONE }]
      : [];
  }
  return [findingOf(asked ? 'scope.refresh-not-enabled' : 'scope.no-offline-access', 0.9, [sent, came], 'notice')];
}

const CLIENT_NEEDS_NONE = {
  title: 'Client credentials never come with a refresh token',
  explanation: 'The client can ask for a new access token at any time, so offline_access has no effect here.',
  fix: [{ text: 'Take offline_access out of the scope.' }],
};

function scopeNotices({ requestedScope, grantedScope }: IssuedContext): Finding[] {
  if (grantedScope === undefined) return [];
  if (withheldScopes(requestedScope, grantedScope).length === 0) return [];
  const proof = [evidence('request', `scope=${requestedScope}`), evidence('reply body', `scope=${grantedScope}`)];
  return [findingOf('scope.not-granted', 0.6, proof, 'notice')];
}

/** The words that were asked for and did not come; `offline_access` shows itself by a refresh token. */
export function withheldScopes(requestedScope: string, grantedScope: string): string[] {
  const granted = new Set(grantedScope.split(/\s+/));
  return requestedScope.split(/\s+/).filter((word) => word !== '' && word !== OFFLINE && !hasScope(granted, word));
}

/** An identity domain names the bare scope of what was asked for with its audience in front. */
function hasScope(granted: Set<string>, word: string): boolean {
  return granted.has(word) || [...granted].some((scope) => scope !== '' && word.endsWith(scope));
}

function timeNotices({ now, expiresAt, clockSkewSeconds = 0 }: IssuedContext): Finding[] {
  const findings: Finding[] = [];
  const seconds = Math.round(clockSkewSeconds);
  if (Math.abs(clockSkewSeconds) > LARGEST_SKEW_SECONDS) {
    const direction = seconds > 0 ? 'ahead of' : 'behind';
    const proof = evidence('clock', `the server’s clock is ${Math.abs(seconds)} s ${direction} this machine’s`);
    findings.push(findingOf('clock.skew', 0.95, [proof], 'notice'));
  }
  if (expiresAt !== undefined && expiresAt <= now) {
    findings.push({
      ...findingOf('token.expired', 0.8, [evidence('reply body', 'the token ended before it arrived')], 'notice'),
      title: 'The token was already expired when it arrived',
    });
  }
  return findings;
}
