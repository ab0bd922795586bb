import type { Evidence, Finding } from '#contract/diagnosis.ts';
import { compact } from '../../json.ts';
import { attemptWith, clientVerdict, withMethod } from '../../oauth/clientAuth/probeClientAuth.ts';
import type { StoredConnection } from '../../oauth/connection/storedConnection.ts';
import { issuedContext, refusedOutcome } from '../../oauth/exchange/tokenOutcome.ts';
import { expiryOf } from '../../oauth/exchange/tokenReply.ts';
import { askToken } from '../../oauth/tokens/askToken.ts';
import type { TokenAnswer, TokenQuestion } from '../../oauth/tokens/askToken.ts';
import { grantRequestOf } from '../../oauth/tokens/grants.ts';
import type { OAuthPorts } from '../../oauth/tokens/ports.ts';
import { durationInWords } from '../../token/timeWords.ts';
import { findingOf } from '../causes/causes.ts';
import { warnAboutIssued } from '../issued.ts';
import { evidence } from '../quote.ts';
import type { CheckedToken } from './checkedToken.ts';
import { facts, failedStep, found } from './step.ts';
import type { Found } from './step.ts';

export interface TokenResult {
  found: Found;
  token?: CheckedToken;
}

/** Not to have asked for a refresh token is a choice and no fault. */
const CHOICES = new Set(['scope.no-offline-access']);

/**
 * Asks for a token as the connection says, once: a wrong password counts towards a user’s lock. The token is used for the steps after this
 * one and dropped with the check-up; the server lets it end by itself. Throws what no reply leads to.
 */
export async function checkToken(
  ports: OAuthPorts,
  connection: StoredConnection,
  signal: AbortSignal,
): Promise<TokenResult> {
  const grant = await grantRequestOf(ports, connection);
  const question: TokenQuestion = { connection, grant, purpose: 'token', signal };
  const answer = await askToken(ports, question);
  switch (answer.kind) {
    case 'issued':
      return issued(ports, question, answer);
    case 'refused':
      return { found: await refused(ports, question, answer, signal) };
    case 'failed':
      return { found: await failedStep(answer.failure, answer.exchange, ports.now(), attemptFacts(connection)) };
  }
}

function issued(
  ports: OAuthPorts,
  question: TokenQuestion,
  answer: Extract<TokenAnswer, { kind: 'issued' }>,
): TokenResult {
  const obtainedAt = ports.now();
  const expiresAt = expiryOf(answer, obtainedAt, answer.exchange.clockSkewSeconds ?? 0);
  const context = issuedContext(
    question,
    answer,
    compact({ refreshToken: answer.refreshToken, obtainedAt, expiresAt }),
  );
  const findings = warnAboutIssued(context).filter(({ cause }) => !CHOICES.has(cause) && cause !== 'clock.skew');
  const { accessToken, tokenType, scope, expiresIn } = answer;
  const seen = facts([
    ['status', String(answer.reply.status)],
    ['token type', tokenType],
    ['lifetime', expiresIn === undefined ? 'not named' : `${expiresIn} s, ${durationInWords(expiresIn * 1000)}`],
    ['scope of the reply', scope],
    ['refresh token', answer.refreshToken === undefined ? 'none' : 'came, and was dropped'],
    ['client certificate', answer.exchange.tls?.clientCertificate === true ? 'sent' : undefined],
    ['kept', 'no: the token of a check-up is dropped'],
  ]);
  const token: CheckedToken = {
    accessToken,
    tokenType,
    requestedScope: context.requestedScope,
    isStored: false,
    ...compact({ expiresAt, scope }),
  };
  return { found: found('The server issued a token.', seen, findings), token };
}

async function refused(
  ports: OAuthPorts,
  question: TokenQuestion,
  answer: Extract<TokenAnswer, { kind: 'refused' }>,
  signal: AbortSignal,
): Promise<Found> {
  const { status, error, errorDescription, ecid, diagnosis } = await refusedOutcome(question, answer);
  const client = clientVerdict(status, error);
  const words = [error, errorDescription].filter((text) => text !== undefined).join(': ');
  const seen = facts([
    ['status', String(status)],
    ['error', words === '' ? undefined : words],
    ['ECID', ecid],
    ['client', client === 'authenticated' ? 'recognized: its ID and authentication are right' : undefined],
  ]);
  const other = client === 'refused' ? await otherWay(ports, question.connection, signal) : undefined;
  return {
    verdict: 'bad',
    sentence: `The server refused the token with ${[status, error].filter((part) => part !== undefined).join(' ')}.`,
    seen: [...seen, ...(other?.seen ?? []), ...attemptFacts(question.connection)],
    findings: other === undefined ? diagnosis.findings : other.weigh(diagnosis.findings),
  };
}

interface OtherWay {
  seen: Evidence[];
  weigh: (findings: readonly Finding[]) => Finding[];
}

/**
 * A client that is not recognized may hold the wrong secret, or send the right one in a way that it may not use: the same secret sent the
 * other way tells the two apart. For client credentials, so that no user is involved.
 */
async function otherWay(
  ports: OAuthPorts,
  connection: StoredConnection,
  signal: AbortSignal,
): Promise<OtherWay | undefined> {
  const { method } = connection.clientAuth;
  if (method !== 'client_secret_basic' && method !== 'client_secret_post') return undefined;
  const other = method === 'client_secret_basic' ? 'client_secret_post' : 'client_secret_basic';
  const { verdict, status, error } = await attemptWith(ports, withMethod(connection, other), signal);
  const answered = [status, error].filter((part) => part !== undefined).join(' ');
  const proof = evidence(
    `the same by ${other}`,
    `${verdict === 'works' ? 'works' : verdict}${answered === '' ? '' : `, ${answered}`}`,
  );
  if (verdict === 'works' || verdict === 'authenticated') {
    return {
      seen: [proof],
      weigh: (findings) => [
        {
          ...findingOf('client.auth-method', 0.99, [proof]),
          title: `The secret is right, and the server takes it by ${other} alone`,
          fix: [{ text: `Choose ${other} in the connection.` }],
        },
        ...findings.filter(({ cause }) => !SECRET_CAUSES.has(cause)),
      ],
    };
  }
  if (verdict !== 'refused') return { seen: [proof], weigh: (findings) => [...findings] };
  return {
    seen: [proof],
    weigh: (findings) =>
      findings
        .filter(({ cause }) => cause !== 'client.auth-method')
        .map((finding) =>
          SECRET_CAUSES.has(finding.cause) ? { ...finding, evidence: [...finding.evidence, proof] } : finding,
        ),
  };
}

const SECRET_CAUSES = new Set([
  'client.credentials-wrong',
  'client.auth-method',
  'input.secret-damaged',
  'client.inactive',
  'client.other-domain',
]);

/** What an attempt costs, where it costs something. */
function attemptFacts({ grant }: StoredConnection): Evidence[] {
  if (grant.type === 'password') return facts([['sign-in attempts', 'one, which the domain may count towards a lock']]);
  return grant.assertion === undefined ? [] : facts([['assertion', 'the stored one was sent once']]);
}

/** Why no token is asked for, as the end of a sentence; undefined for a grant that needs nobody and uses nothing up. */
export function reasonNotToAsk({ grant }: StoredConnection): string | undefined {
  switch (grant.type) {
    case 'authorization_code':
    case 'device_code':
      return 'it needs you: sign in on the Token tab, and run the check-up again';
    case 'refresh_token':
      return 'asking may use up the only refresh token: refresh on the Token tab, where the next one is kept';
    default:
      return undefined;
  }
}
