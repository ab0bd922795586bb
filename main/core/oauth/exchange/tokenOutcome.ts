import type { TokenOutcome } from '#contract/token.ts';
import type { IssuedContext } from '../../diagnosis/issued.ts';
import { withoutSecrets } from '../../redact/echoes.ts';
import { diagnoseRefusal } from '../../diagnosis/refusal.ts';
import { flawsOf } from '../../diagnosis/refusalContext.ts';
import { compact } from '../../json.ts';
import type { TokenAnswer, TokenQuestion } from '../tokens/askToken.ts';
import type { GrantRequest } from '../tokens/grants.ts';
import { bodyText } from './replyBody.ts';
import type { StoredToken } from '../tokens/storedToken.ts';
import { secretsOf } from './wire.ts';

type Refused = Extract<TokenAnswer, { kind: 'refused' }>;
type RefusedOutcome = Extract<TokenOutcome, { kind: 'refused' }>;
type Issued = Extract<TokenAnswer, { kind: 'issued' }>;

/** The refresh token that the request spent, if it was one of that grant. */
export function usedRefreshToken(grant: GrantRequest): string | undefined {
  return parameterOf(grant, 'refresh_token');
}

/** The server's no with its likely causes. A server may echo what it was sent, so its words are cleaned of our secrets first. */
export async function refusedOutcome(question: TokenQuestion, answer: Refused): Promise<RefusedOutcome> {
  const { connection, grant } = question;
  const secrets = [...secretsOf(connection), ...grant.secrets];
  const said = compact({
    status: answer.status,
    error: clean(answer.error, secrets),
    errorDescription: clean(answer.errorDescription, secrets),
  });
  const { exchange } = answer;
  const diagnosis = await diagnoseRefusal({
    ...said,
    ...compact({ clockSkewSeconds: exchange.clockSkewSeconds, refreshUnansweredAt: question.unansweredAt }),
    body: withoutSecrets(bodyText(answer.reply), secrets),
    replyHeaders: exchange.response?.headers ?? [],
    url: exchange.request.url,
    method: exchange.request.method,
    grantType: grant.grantType,
    clientAuthMethod: connection.clientAuth.method,
    scope: scopeOf(grant),
    secretFlaws: flawsOf(connection.clientAuth.secret),
    refreshTokenIsJwt: /^eyJ[^.]*\.[^.]+\.[^.]*$/.test(usedRefreshToken(grant) ?? ''),
  });
  return compact({ kind: 'refused' as const, ...said, ecid: answer.ecid, exchange, diagnosis });
}

/** What the warnings look at. */
export function issuedContext(
  { grant }: TokenQuestion,
  answer: Issued,
  token: Pick<StoredToken, 'refreshToken' | 'obtainedAt' | 'expiresAt'>,
): IssuedContext {
  return compact({
    grantType: grant.grantType,
    requestedScope: scopeOf(grant),
    grantedScope: answer.scope,
    hasRefreshToken: token.refreshToken !== undefined,
    now: token.obtainedAt,
    expiresAt: token.expiresAt,
    clockSkewSeconds: answer.exchange.clockSkewSeconds,
  });
}

function scopeOf(grant: GrantRequest): string {
  return parameterOf(grant, 'scope') ?? grant.requestedScope ?? '';
}

function parameterOf(grant: GrantRequest, name: string): string | undefined {
  return grant.parameters.find(([given]) => given === name)?.[1];
}

function clean(text: string | undefined, secrets: readonly string[]): string | undefined {
  return text === undefined ? undefined : withoutSecrets(text, secrets);
}
