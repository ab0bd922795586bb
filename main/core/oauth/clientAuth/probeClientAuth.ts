import { CLIENT_AUTH_METHODS } from '#contract/connection.ts';
import type { ClientAuthMethod } from '#contract/connection.ts';
import type { ClientAuthAttempt, ClientAuthProbe, ProbeStep } from '#contract/discovery.ts';
import { METADATA_DOCUMENTS } from '#contract/discovery.ts';
import { metadataOf } from '../../discovery/discover.ts';
import { fetchDocument, foreseen } from '../../discovery/fetchDocument.ts';
import { serverOfConnection } from '../../discovery/server.ts';
import type { Failure } from '../../failure.ts';
import { compact } from '../../json.ts';
import { askToken } from '../tokens/askToken.ts';
import type { TokenAnswer, TokenQuestion } from '../tokens/askToken.ts';
import { readConnection } from '../connection/connections.ts';
import { grantRequestOf } from '../tokens/grants.ts';
import { throwIfCancelled } from '../tokens/inFlight.ts';
import type { OAuthPorts } from '../tokens/ports.ts';
import type { Wait } from '../../wait.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';
import { refusedOutcome } from '../exchange/tokenOutcome.ts';

const MAX_REQUESTS = 6;
/** Four a second: the smallest domains take ten, and other clients share them. */
const PAUSE_MS = 250;

interface ProbePorts extends OAuthPorts {
  wait: Wait;
  /** Told of each method as it begins and as it ends; a cancelled one does not end. */
  onStep?: (step: Pick<ProbeStep, 'method' | 'attempt'>) => void;
}

/**
 * Finds out which client authentication the server takes from this client: asks for a token by client credentials with one method after
 * the other, slowly, six times at most. That grant involves no user, so nobody can be locked out by it. A server judges the client before
 * the grant, so a refusal for another reason shows that the client was recognized. Keeps no token. Throws `input.not-found`,
 * `input.missing` and `cancelled`.
 */
export async function probeClientAuth(
  ports: ProbePorts,
  connectionId: string,
  signal?: AbortSignal,
): Promise<ClientAuthProbe> {
  const connection = readConnection(ports.records, connectionId);
  const advertised = await advertisedMethods(ports, connection, signal);
  const attempts: ClientAuthAttempt[] = [];
  let requests = 0;
  for (const method of methodsToTry(connection, advertised)) {
    throwIfCancelled(signal);
    if (requests >= MAX_REQUESTS) break;
    ports.onStep?.({ method });
    const found = await attemptWith(ports, withMethod(connection, method), signal);
    const attempt = { ...found, method, advertised: advertised.includes(method) };
    attempts.push(attempt);
    ports.onStep?.({ method, attempt });
    if (attempt.verdict === 'not-tried') continue;
    requests += 1;
    await ports.wait(PAUSE_MS, signal);
  }
  throwIfCancelled(signal);
  const first = (verdict: ClientAuthAttempt['verdict']): ClientAuthMethod | undefined =>
    attempts.find((attempt) => attempt.verdict === verdict)?.method;
  return compact({ working: first('works') ?? first('authenticated'), attempts, requests });
}

async function advertisedMethods(
  ports: OAuthPorts,
  connection: StoredConnection,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const server = serverOfConnection(connection);
  const names = METADATA_DOCUMENTS.filter((name) => name !== 'idcs-configuration');
  const documents = await Promise.all(names.map((name) => fetchDocument(ports.sendHttp, server, name, signal)));
  return [...new Set(metadataOf(server, documents).flatMap(({ lists }) => lists.clientAuthMethods))];
}

/** The two with a secret are tried whatever the server advertises, since its list may be incomplete; then what it names. */
function methodsToTry(connection: StoredConnection, advertised: readonly string[]): ClientAuthMethod[] {
  const always = new Set<string>([
    'client_secret_basic',
    'client_secret_post',
    connection.clientAuth.method,
    ...advertised,
  ]);
  return CLIENT_AUTH_METHODS.filter((method) => always.has(method));
}

/** The same client asking for itself, with another client authentication. */
export function withMethod(connection: StoredConnection, method: ClientAuthMethod): StoredConnection {
  const { clientAuth, grant } = connection;
  return {
    ...connection,
    clientAuth: { ...clientAuth, method },
    grant: { ...grant, type: 'client_credentials' },
  };
}

type Attempt = Omit<ClientAuthAttempt, 'method' | 'advertised'>;

/** One token request, and what it tells about the client; its token is dropped. Throws `cancelled`. */
export async function attemptWith(
  ports: OAuthPorts,
  connection: StoredConnection,
  signal: AbortSignal | undefined,
): Promise<Attempt> {
  try {
    const grant = await grantRequestOf(ports, connection);
    const question: TokenQuestion = { connection, grant, purpose: 'token', signal };
    return await verdictOf(question, await askToken(ports, question));
  } catch (error) {
    const failure = foreseen(error);
    const isInput = failure.code.startsWith('input.');
    return {
      verdict: isInput ? 'not-tried' : 'failed',
      sentence: failure.message,
      problem: failure.toReply(),
    };
  }
}

async function verdictOf(question: TokenQuestion, answer: TokenAnswer): Promise<Attempt> {
  const { exchange } = answer;
  switch (answer.kind) {
    case 'issued':
      return { verdict: 'works', sentence: 'The server issued a token.', status: 200, exchange };
    case 'failed':
      return { ...failed(answer.failure), exchange };
    case 'refused': {
      const outcome = await refusedOutcome(question, answer);
      const { status, error, errorDescription, diagnosis } = outcome;
      return compact({ ...judge(status, error), status, error, errorDescription, diagnosis, exchange });
    }
  }
}

function failed(failure: Failure): Attempt {
  return { verdict: 'failed', sentence: failure.message, problem: failure.toReply() };
}

/** RFC 6749 §5.2: a client that is not recognized gets invalid_client; the other errors come after that. */
export function clientVerdict(status: number, error: string | undefined): 'refused' | 'authenticated' | 'failed' {
  if (error === 'invalid_client' || status === 401) return 'refused';
  return error !== undefined && AFTER_AUTHENTICATION.has(error) ? 'authenticated' : 'failed';
}

function judge(status: number, error: string | undefined): Pick<Attempt, 'verdict' | 'sentence'> {
  const verdict = clientVerdict(status, error);
  switch (verdict) {
    case 'refused':
      return { verdict, sentence: 'The server does not recognize the client in this way.' };
    case 'authenticated':
      return {
        verdict,
        sentence: `The server recognizes the client, and refuses the token for another reason: ${error ?? ''}.`,
      };
    case 'failed':
      return {
        verdict,
        sentence: `The server answered ${status}, which does not tell whether it knows the client.`,
      };
  }
}

const AFTER_AUTHENTICATION = new Set([
  'unauthorized_client',
  'invalid_scope',
  'invalid_grant',
  'unsupported_grant_type',
  'invalid_target',
  'access_denied',
]);
