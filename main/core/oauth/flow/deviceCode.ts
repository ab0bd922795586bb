import { deviceAuthorizationRequest, OperationProcessingError, processDeviceAuthorizationResponse } from 'oauth4webapi';
import type { AuthorizationServer, Client, DeviceAuthorizationResponse } from 'oauth4webapi';
import type { SettledOutcome, TokenOutcome } from '#contract/token.ts';
import { Failure } from '../../failure.ts';
import { compact } from '../../json.ts';
import { askToken } from '../tokens/askToken.ts';
import type { TokenAnswer, TokenQuestion } from '../tokens/askToken.ts';
import { clientAuthenticationOf } from '../clientAuth/clientAuthentication.ts';
import { endpointOf, serverOf } from '../connection/endpoints.ts';
import { scopeOf } from '../tokens/grants.ts';
import type { GrantRequest, Parameter } from '../tokens/grants.ts';
import { addToHistory } from '../tokens/history.ts';
import { keepAnswer } from '../tokens/keepAnswer.ts';
import { withMutualTlsEndpoint } from '../clientAuth/mutualTls.ts';
import { readJsonObject, replyDetails } from '../exchange/replyBody.ts';
import { readRefusal, redirected } from '../exchange/tokenReply.ts';
import { responseOf, sendOverWire } from '../exchange/wire.ts';
import { furtherParametersOf } from './authorizationRequest.ts';
import { withCheckedIdToken } from './idToken.ts';
import { readIssuerFacts } from './issuer.ts';
import { waitOrThrow } from './run.ts';
import type { FlowRun } from './run.ts';

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code';
/** RFC 8628 §3.2 and §3.5. */
const DEFAULT_INTERVAL_SECONDS = 5;
const SLOW_DOWN_SECONDS = 5;
/** A server that named a shorter one would be asked more often than an identity domain allows. */
const MIN_INTERVAL_SECONDS = 1;
const MAX_INTERVAL_SECONDS = 300;
const MAX_LIFE_SECONDS = 86_400;

type Pending = Extract<TokenOutcome, { kind: 'pending' }>;

/** What the person is told, and the questioning that goes on meanwhile. */
export interface DeviceFlow {
  pending: Pending;
  /** Asks until the server says yes or no. Throws `protocol.sign-in-expired`, `cancelled`, `vault.locked` and what a broken reply leads to. */
  poll: () => Promise<SettledOutcome>;
}

/** Asks for a code that the person types elsewhere, RFC 8628 §3.1. A refusal is a value. */
export async function startDeviceCode(run: FlowRun): Promise<DeviceFlow | { refused: SettledOutcome }> {
  const { desk, recorder, signal } = run;
  const connection = await withMutualTlsEndpoint(desk, run.connection, 'deviceAuthorization', signal);
  const server = serverOf(connection, 'deviceAuthorization');
  const client: Client = { client_id: connection.clientId };
  const grant = deviceRequest(run);
  const endpoint = endpointOf(connection, 'deviceAuthorization');
  const authenticate = clientAuthenticationOf(desk, connection);
  const request = { connection, endpoint, purpose: 'device' as const, secrets: [], signal };
  const reply = await sendOverWire(desk.sendHttp, request, (options) =>
    deviceAuthorizationRequest(server, client, authenticate, grant.parameters, options),
  );
  const { exchange } = reply;
  const asked = { title: `Asked ${endpoint.host} for a code`, parameters: grant.parameters, exchangeId: exchange.id };
  recorder.step('device', asked);
  const question: TokenQuestion = { connection, grant, purpose: 'device', signal };
  if (reply.status >= 300 && reply.status < 400) throw redirected(reply);
  if (reply.status >= 400)
    return { refused: await keepAnswer(desk, question, { reply, exchange, ...readRefusal(reply) }) };
  readJsonObject(reply);
  const codes = await readCodes(server, client, reply);
  await desk.records.transact((transaction) => addToHistory(desk.records, transaction, connection.id, exchange));
  const pending = pendingOf(run, codes);
  recorder.hide(codes.device_code, codes.user_code);
  recorder.step('device', {
    title: `Waiting for the code to be typed at ${hostOf(pending.verificationUri)}`,
    parameters: Object.entries(codes).flatMap(([name, value]): Parameter[] =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  });
  const url = pending.verificationUriComplete ?? pending.verificationUri;
  const { userCode, verificationUri, expiresAt: until } = pending;
  recorder.waitFor({ for: 'device', url, userCode, verificationUri, pasteOnly: false, until });
  return { pending, poll: () => poll(run, codes, pending.expiresAt) };
}

/** An identity domain wants the response type too, and no other server minds. */
function deviceRequest({ connection, overrides }: FlowRun): GrantRequest {
  return {
    grantType: 'device_code',
    parameters: [
      ['response_type', 'device_code'],
      ...scopeOf(connection, overrides),
      ...furtherParametersOf(connection),
    ],
    secrets: [],
  };
}

async function readCodes(
  server: AuthorizationServer,
  client: Client,
  reply: Parameters<typeof responseOf>[0],
): Promise<DeviceAuthorizationResponse> {
  try {
    return await processDeviceAuthorizationResponse(server, client, responseOf(reply));
  } catch (error) {
    if (!(error instanceof OperationProcessingError)) throw error;
    const flaw = error.message.replaceAll('"response" body ', '');
    throw new Failure('protocol.unexpected-reply', `The reply is none of a device endpoint: ${flaw}.`, {
      details: replyDetails(reply),
      cause: error,
    });
  }
}

function pendingOf({ desk, recorder }: FlowRun, codes: DeviceAuthorizationResponse): Pending {
  return compact({
    kind: 'pending' as const,
    userCode: codes.user_code,
    verificationUri: codes.verification_uri,
    verificationUriComplete: codes.verification_uri_complete,
    expiresAt: desk.now() + Math.min(codes.expires_in, MAX_LIFE_SECONDS) * 1000,
    requestId: recorder.read().requestId,
  });
}

async function poll(run: FlowRun, codes: DeviceAuthorizationResponse, expiresAt: number): Promise<SettledOutcome> {
  const { desk, connection, recorder, signal } = run;
  const parameters: Parameter[] = [['device_code', codes.device_code]];
  const grant = { grantType: GRANT_TYPE, parameters, secrets: [codes.device_code, codes.user_code] };
  const question: TokenQuestion = { connection, grant, purpose: 'token', signal };
  let seconds = clamp(codes.interval ?? DEFAULT_INTERVAL_SECONDS);
  for (;;) {
    await waitOrThrow(run, Math.min(seconds * 1000, expiresAt - desk.now()));
    if (desk.now() >= expiresAt) throw expired();
    const answer = await askUnlessUnreachable(run, question);
    const next = intervalAfter(answer, seconds);
    const title = titleOf(answer, next);
    recorder.step(next === undefined ? 'token' : 'poll', {
      title,
      parameters: [['grant_type', GRANT_TYPE], ...parameters],
      ...(answer === undefined || next !== undefined ? {} : { exchangeId: answer.exchange.id }),
    });
    if (answer !== undefined && next === undefined) return keepAnswer(desk, question, await checkedAnswer(run, answer));
    seconds = next ?? seconds;
  }
}

/** No nonce goes with a device code, RFC 8628 §3.1. */
function checkedAnswer(run: FlowRun, answer: TokenAnswer): Promise<TokenAnswer> {
  const isOpenId = scopeOf(run.connection, run.overrides).some(([, scope]) => scope.split(' ').includes('openid'));
  return withCheckedIdToken(run, answer, { isOpenId, facts: () => readIssuerFacts(run, 'deviceAuthorization') });
}

/** A way that fails is no answer: the person may be typing the code at this moment, RFC 8628 §3.5. */
async function askUnlessUnreachable(run: FlowRun, question: TokenQuestion): Promise<TokenAnswer | undefined> {
  try {
    return await askToken(run.desk, question);
  } catch (error) {
    if (error instanceof Failure && error.code.startsWith('network.')) return undefined;
    throw error;
  }
}

/** How long to wait before the next question, in seconds; undefined when the answer is the last one. */
function intervalAfter(answer: TokenAnswer | undefined, seconds: number): number | undefined {
  if (answer === undefined) return clamp(seconds * 2);
  if (answer.kind !== 'refused') return undefined;
  if (answer.error === 'authorization_pending') return seconds;
  return answer.error === 'slow_down' ? clamp(seconds + SLOW_DOWN_SECONDS) : undefined;
}

function titleOf(answer: TokenAnswer | undefined, next: number | undefined): string {
  if (next === undefined) return 'The server has decided';
  const then = `asking again in ${next} s`;
  if (answer === undefined) return `The server could not be reached, ${then}`;
  return answer.kind === 'refused' && answer.error === 'slow_down' ? `Asked too often, ${then}` : `Not yet, ${then}`;
}

function clamp(seconds: number): number {
  return Math.min(Math.max(seconds, MIN_INTERVAL_SECONDS), MAX_INTERVAL_SECONDS);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function expired(): Failure {
  return new Failure(
    'protocol.sign-in-expired',
    'The code was not entered in time and is good for nothing any more. Ask for a new one.',
  );
}
