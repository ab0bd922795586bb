import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { FlowCheck, FlowCheckName } from '#contract/flow.ts';
import { verifyToken } from '../../discovery/verifyToken.ts';
import { Failure } from '../../failure.ts';
import type { TokenAnswer } from '../tokens/askToken.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';
import type { TokenDesk } from '../tokens/tokenDesk.ts';
import { checkExpiry, checkIssuedAt } from './idTokenTimes.ts';
import { isExpectedIssuer } from './issuer.ts';
import type { IssuerFacts } from './issuer.ts';
import type { FlowRun } from './run.ts';

interface IdTokenReading {
  checks: FlowCheck[];
  /** Why the reply must not be used. */
  failure?: Failure;
}

interface Asked {
  /** Whether an ID token was asked for. */
  isOpenId: boolean;
  /** The nonce that was sent; a device code has none. */
  nonce?: string | undefined;
  facts: () => Promise<IssuerFacts>;
}

type Issued = Extract<TokenAnswer, { kind: 'issued' }>;
type Claims = Record<string, unknown>;

/** The answer as it may be kept: one whose ID token is not good is a failure. The checks are recorded as a step of the flow. */
export async function withCheckedIdToken(run: FlowRun, answer: TokenAnswer, asked: Asked): Promise<TokenAnswer> {
  if (answer.kind !== 'issued' || (answer.idToken === undefined && !asked.isOpenId)) return answer;
  const { checks, failure } = await checkIdToken(run, answer, asked);
  run.recorder.step('keys', { title: 'Checked the ID token', checks });
  return failure ? { kind: 'failed', failure, reply: answer.reply, exchange: answer.exchange } : answer;
}

/**
 * Compares the ID token of a token reply with what was asked, OpenID Connect Core §3.1.3.7. The library that reads the reply would stop at
 * the first flaw and knows no issuer but one; here each check is shown. It came straight from the token endpoint, whose TLS certificate
 * stands in for a signature that cannot be checked (rule 6 there), but not for one that is wrong. An administrator may give a domain any
 * issuer, so another one is shown and costs nobody the access token.
 */
async function checkIdToken({ desk, connection }: FlowRun, answer: Issued, asked: Asked): Promise<IdTokenReading> {
  const { idToken } = answer;
  if (idToken === undefined) return { checks: [notChecked('signature', 'It was asked for, and none came.')] };
  if (idToken.split('.').length === 5) {
    const detail = 'The ID token is encrypted. Only who holds its key can look inside.';
    return { checks: [notChecked('nonce', detail), notChecked('signature', detail)] };
  }
  const claims = readClaims(idToken);
  if (!claims) return refuse([fail('signature', 'It cannot be read: it is no signed JWT.')]);
  const clocks = { now: desk.now(), skewSeconds: answer.exchange.clockSkewSeconds };
  return refuse([
    checkNonce(claims['nonce'], asked.nonce),
    checkIssuer(await asked.facts(), claims['iss']),
    checkAudience(connection, claims['aud']),
    checkAuthorizedParty(connection, claims['azp']),
    checkExpiry(claims['exp'], clocks),
    checkIssuedAt(claims['iat'], clocks),
    await checkSignature(desk, connection, { idToken, accessToken: answer.accessToken }),
  ]);
}

function refuse(checks: FlowCheck[]): IdTokenReading {
  const flaw = checks.find(({ name, result }) => result === 'fail' && name !== 'iss');
  if (!flaw) return { checks };
  const failure =
    flaw.name === 'nonce'
      ? new Failure(
          'protocol.nonce-mismatch',
          'The ID token belongs to another sign-in: its nonce is not the one that was sent. The token was not kept.',
        )
      : new Failure('protocol.id-token-invalid', `The ID token is not good. ${flaw.detail} The token was not kept.`, {
          details: { check: flaw.name },
        });
  return { checks, failure };
}

function checkNonce(given: unknown, sent: string | undefined): FlowCheck {
  if (sent === undefined) return notChecked('nonce', 'None was sent.');
  return given === sent
    ? pass('nonce', 'The value that was sent stands in the ID token.')
    : fail('nonce', 'The ID token does not hold the value that was sent.');
}

function checkIssuer(facts: IssuerFacts, issuer: unknown): FlowCheck {
  return typeof issuer === 'string' && isExpectedIssuer(facts, issuer)
    ? pass('iss', `The ID token was issued by ${issuer}.`)
    : fail('iss', 'The ID token names another issuer than the server that was asked.');
}

/** Rule 3. An identity domain names itself beside the client. */
function checkAudience({ clientId }: StoredConnection, audience: unknown): FlowCheck {
  const audiences: unknown[] = Array.isArray(audience) ? audience : [audience];
  if (!audiences.includes(clientId)) return fail('aud', 'It is meant for another client than this one.');
  return pass(
    'aud',
    audiences.length === 1 ? 'It is meant for this client.' : 'It is meant for this client, among others.',
  );
}

/** Rules 4 and 5. */
function checkAuthorizedParty({ clientId }: StoredConnection, party: unknown): FlowCheck {
  if (party === undefined) return notChecked('azp', 'The ID token does not say which client asked for it.');
  return party === clientId
    ? pass('azp', 'This client asked for it.')
    : fail('azp', 'Another client than this one asked for it.');
}

async function checkSignature(
  desk: TokenDesk,
  connection: StoredConnection,
  { idToken, accessToken }: { idToken: string; accessToken: string },
): Promise<FlowCheck> {
  const { secret } = connection.clientAuth;
  try {
    const verification = await verifyToken(desk, {
      token: idToken,
      connectionId: connection.id,
      bearer: accessToken,
      // OpenID Connect Core §10.1: the key of an HMAC is the client secret.
      ...(isSealed(idToken) && secret !== undefined ? { key: secret } : {}),
    });
    const { verified, cause, reason = '', keySource = '', algorithm = '' } = verification;
    if (verified) return pass('signature', `It fits the key of the server (${algorithm}, ${keySource}).`);
    if (cause === 'token.signature' || cause === 'token.malformed') return fail('signature', reason);
    const why =
      cause === 'domain.signing-key-private'
        ? 'The domain does not show its signing key, not even to its own token. Switch on the access to the signing certificate in the domain’s settings.'
        : reason;
    return notChecked('signature', `${why} The certificate of the token endpoint stands in for it.`);
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'bug') throw error;
    return notChecked('signature', error.message);
  }
}

function isSealed(token: string): boolean {
  return decodeProtectedHeader(token).alg?.startsWith('HS') === true;
}

function readClaims(token: string): Claims | undefined {
  try {
    decodeProtectedHeader(token);
    return decodeJwt(token);
  } catch {
    // Said by a failed check.
    return undefined;
  }
}

const pass = (name: FlowCheckName, detail: string): FlowCheck => ({ name, result: 'pass', detail });
const fail = (name: FlowCheckName, detail: string): FlowCheck => ({ name, result: 'fail', detail });
const notChecked = (name: FlowCheckName, detail: string): FlowCheck => ({ name, result: 'not-applicable', detail });
