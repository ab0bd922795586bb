import type { SettledOutcome } from '#contract/token.ts';
import { Failure } from '../../failure.ts';
import { askToken } from '../tokens/askToken.ts';
import type { TokenAnswer, TokenQuestion } from '../tokens/askToken.ts';
import { endpointOf } from '../connection/endpoints.ts';
import { keepAnswer } from '../tokens/keepAnswer.ts';
import { requireLimitsOf } from '../connection/limits.ts';
import { createAuthorizationRequest } from './authorizationRequest.ts';
import type { AuthorizationRequest } from './authorizationRequest.ts';
import { checksOf, judgeCallback, readCallback, stateMismatch } from './callback.ts';
import { withCheckedIdToken } from './idToken.ts';
import { readIssuerFacts } from './issuer.ts';
import type { IssuerFacts } from './issuer.ts';
import type { Verdict } from './ports.ts';
import { readPastedCallback, readRedirectUri, redirectUriAt } from './redirectUri.ts';
import { refusedAuthorization } from './refusedAuthorization.ts';
import { abortFailure } from './run.ts';
import type { FlowRun } from './run.ts';

/** How long the browser may take to come back. */
const CALLBACK_LIFE_MS = 5 * 60_000;

/**
 * The authorization code grant in the system's browser, RFC 6749 §4.1, RFC 7636, RFC 8252. Whatever the end is, nothing listens any more.
 * Throws `input.*`, `network.*`, `protocol.*`, `cancelled` and `vault.locked`.
 */
export async function runAuthorizationCode(run: FlowRun): Promise<SettledOutcome> {
  const { request, parameters, reading } = await visitBrowser(run);
  run.recorder.hide(...parameters.getAll('code'));
  const facts = await reading;
  const checks = checksOf(facts, parameters);
  run.recorder.step('callback', { title: 'Read what the server answered', parameters: [...parameters], checks });
  const callback = readCallback(run.connection, facts, parameters, request.state);
  if (callback.kind === 'error') return refusedAuthorization(run, request, callback);
  return redeemCode(run, { request, facts }, callback.code);
}

interface Visit {
  request: AuthorizationRequest;
  parameters: URLSearchParams;
  /** Begins with the sign-in, so that nobody waits for it after. */
  reading: Promise<IssuerFacts>;
}

/** Opens the browser and waits for the callback that belongs to the request. */
async function visitBrowser(run: FlowRun): Promise<Visit> {
  requireLimitsOf(run.desk, run.connection.id, endpointOf(run.connection, 'authorization'));
  const redirect = readRedirectUri(run.connection.grant.redirectUri);
  const inbox = createInbox(run);
  const listener =
    redirect.kind === 'loopback' ? await run.ports.listenForCallback(redirect.address, inbox.judge) : undefined;
  try {
    const redirectUri =
      redirect.kind === 'foreign'
        ? redirect.uri
        : redirectUriAt(redirect.address, listener?.port ?? 0, redirect.search);
    const request = await createAuthorizationRequest(run.connection, run.overrides, redirectUri);
    run.recorder.hide(request.codeVerifier, request.state);
    inbox.expect(request);
    const until = run.desk.now() + CALLBACK_LIFE_MS;
    const { parameters, url } = request;
    run.recorder.step('browser', { title: `Opening ${new URL(url).host} in the browser`, parameters });
    run.recorder.waitFor({ for: 'callback', url, redirectUri, pasteOnly: listener === undefined, until });
    await openBrowser(run, url);
    const reading = readIssuerFacts(run, 'authorization');
    // Whoever cancels the flow ends the reading too; the waiting for the browser tells of it.
    reading.catch(() => undefined);
    return { request, reading, parameters: await inbox.wait(until) };
  } finally {
    run.recorder.waitFor(undefined);
    await listener?.close();
  }
}

/** A machine without a browser is no end: the address can be copied to another one, and the answer pasted. */
async function openBrowser({ ports, recorder }: FlowRun, url: string): Promise<void> {
  try {
    await ports.openBrowser(url);
  } catch (error) {
    if (error instanceof Failure) throw error;
    recorder.step('browser', { title: 'No browser could be opened. Copy the address and open it yourself.' });
  }
}

interface Inbox {
  judge: (parameters: URLSearchParams) => Verdict;
  expect: (request: AuthorizationRequest) => void;
  /** The first callback that belongs to the request. */
  wait: (until: number) => Promise<URLSearchParams>;
}

/** Where callbacks arrive, by the listener or by hand. It takes one. */
function createInbox(run: FlowRun): Inbox {
  let expected: AuthorizationRequest | undefined;
  let hasArrived = false;
  let take: (parameters: URLSearchParams) => void = () => undefined;
  const arrival = new Promise<URLSearchParams>((resolve) => (take = resolve));

  function judge(parameters: URLSearchParams, bringer: Bringer): Verdict {
    const verdict = expected === undefined ? 'foreign' : judgeCallback(parameters, expected.state);
    if (verdict === 'foreign') run.recorder.countForeign();
    else if (expected && !hasArrived) {
      hasArrived = true;
      recordReturn(run, expected.redirectUri, bringer);
      take(parameters);
    }
    return verdict;
  }

  function expect(request: AuthorizationRequest): void {
    expected = request;
    run.takePasted((pasted) => {
      const { searchParams } = readPastedCallback(request.redirectUri, pasted);
      if (judge(searchParams, 'person') === 'foreign') throw stateMismatch();
    });
  }

  async function wait(until: number): Promise<URLSearchParams> {
    const over = new AbortController();
    const life = AbortSignal.any([run.signal, over.signal]);
    const silence = run.ports.wait(until - run.desk.now(), life).then(() => undefined);
    const arrived = run.signal.aborted ? undefined : await Promise.race([arrival, silence]);
    over.abort();
    if (run.signal.aborted) throw abortFailure(run.signal);
    if (!arrived) throw expired();
    return arrived;
  }

  return { judge: (parameters) => judge(parameters, 'browser'), expect, wait };
}

type Bringer = 'browser' | 'person';

/** What the server and the browser said to each other before is between them. */
function recordReturn({ recorder }: FlowRun, redirectUri: string, bringer: Bringer): void {
  const title =
    bringer === 'browser'
      ? `The server sent the browser back to ${new URL(redirectUri).host}`
      : 'The address that the browser ended at was pasted';
  recorder.step('redirect', { title, parameters: [['redirect_uri', redirectUri]] });
}

function expired(): Failure {
  return new Failure(
    'protocol.sign-in-expired',
    'Nothing came back from the browser within 5 minutes, so Grantsmith stopped waiting. Start the sign-in again.',
  );
}

async function redeemCode(
  run: FlowRun,
  { request, facts }: { request: AuthorizationRequest; facts: IssuerFacts },
  code: string,
): Promise<SettledOutcome> {
  const { desk, connection, signal, recorder } = run;
  const { redirectUri, codeVerifier, nonce } = request;
  const scope = request.parameters.filter(([name]) => name === 'scope');
  const question: TokenQuestion = {
    connection,
    purpose: 'token',
    signal,
    grant: {
      grantType: 'authorization_code',
      parameters: [
        ['code', code],
        ['redirect_uri', redirectUri],
        ['code_verifier', codeVerifier],
      ],
      requestedScope: scope[0]?.[1] ?? '',
      secrets: [code, codeVerifier],
    },
  };
  const answer = await askToken(desk, question);
  recorder.step('token', {
    title: `Redeemed the code at ${endpointOf(connection, 'token').host}`,
    parameters: [['grant_type', 'authorization_code'], ...question.grant.parameters],
    checks: [pkceCheck(answer)],
    exchangeId: answer.exchange.id,
  });
  const isOpenId = nonce !== undefined;
  return keepAnswer(
    desk,
    question,
    await withCheckedIdToken(run, answer, { isOpenId, nonce, facts: async () => facts }),
  );
}

function pkceCheck({ kind }: TokenAnswer) {
  return kind === 'issued'
    ? { name: 'PKCE' as const, result: 'pass' as const, detail: 'The server took the code together with its verifier.' }
    : {
        name: 'PKCE' as const,
        result: 'not-applicable' as const,
        detail: 'The verifier was sent. The server did not take the code, for whatever reason.',
      };
}
