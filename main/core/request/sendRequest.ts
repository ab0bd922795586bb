import type { ApiAnswer, ApiOutcome, Redirect } from '#contract/apiRequest.ts';
import type { Header } from '#contract/exchange.ts';
import { Failure } from '../failure.ts';
import type { BodySink, HttpReply, HttpRequest } from '../http.ts';
import { compact } from '../json.ts';
import { headerOf } from '../http.ts';
import { MAX_BODY_BYTES, presentBody } from './apiBody.ts';
import { diagnoseAnswer } from './apiDiagnosis.ts';
import type { BodyShelf } from './bodyShelf.ts';
import type { ReplyShelf } from './replyShelf.ts';
import { heldOf, holdCurrentToken } from './currentToken.ts';
import type { HeldToken, RequestDesk } from './currentToken.ts';
import { prepareRequest } from './prepare.ts';
import type { ParsedRequest, PreparedRequest } from './prepare.ts';
import { decideRedirect, trailMark } from './redirects.ts';
import type { Hop } from './redirects.ts';

const TOTAL_TIMEOUT_MS = 120_000;
/** A file is as long as it is; a server that falls silent is given up long before, and the person may cancel. */
const FILE_TIMEOUT_MS = 6 * 3_600_000;

type Token = Extract<HeldToken, { kind: 'held' }>;

export interface SendOptions {
  signal: AbortSignal;
  /** Where a long body goes, of which only the first piece is in the answer then. */
  shelf?: BodyShelf | undefined;
  /** Where the body is kept, so that it can be saved. */
  replies?: ReplyShelf | undefined;
  /** Takes the body of a successful reply in place of the answer. */
  sinkFor?: (headers: readonly Header[]) => BodySink;
}

interface Sending extends SendOptions {
  desk: RequestDesk;
  request: ParsedRequest;
  prepared: PreparedRequest;
}

interface Answered {
  reply: HttpReply;
  /** Of the request that was answered so, token and all. */
  sentHeaders: Header[];
  redirects: Redirect[];
}

/**
 * Sends a request to an API, with the token that it asks for. Any status is an answer. Throws `input.*` before anything is sent, and
 * the transport's `Failure` when no reply came.
 */
export async function sendRequest(
  desk: RequestDesk,
  request: ParsedRequest,
  options: SendOptions,
): Promise<ApiOutcome> {
  const sending: Sending = { ...options, desk, request, prepared: prepareRequest(desk.records, request) };
  const held = await holdToken(sending);
  if (held?.kind === 'refused') return { kind: 'token-refused', refusal: held.refusal };
  const answered = await sendFollowing(sending, held);
  const isRetried = answered.reply.status === 401 && held?.source === 'stored' && answered.redirects.length === 0;
  return isRetried && sending.prepared.choice.kind === 'current'
    ? retryAfter401(sending, answered, held)
    : answerOf(sending, answered, held);
}

async function holdToken({ desk, prepared, signal }: Sending): Promise<HeldToken | undefined> {
  const { choice } = prepared;
  switch (choice.kind) {
    case 'none':
      return undefined;
    case 'chosen':
      return heldOf(choice.token, 'stored');
    case 'current':
      return holdCurrentToken(desk, choice.connection.id, { signal });
  }
}

/** A stored token may have been revoked since; a fresh one settles whether that is why. The request was refused, so sending it again does nothing twice. */
async function retryAfter401(sending: Sending, refused: Answered, held: Token): Promise<ApiOutcome> {
  const renewed = await renew(sending, held.accessToken);
  if (typeof renewed === 'string') return { ...(await answerOf(sending, refused, held)), renewalFailed: renewed };
  return { ...(await answerOf(sending, await sendFollowing(sending, renewed), renewed)), retriedAfter401: true };
}

/** Another token, or why there is none: the server's 401 is worth more to the person than a second failure. */
async function renew({ desk, prepared, signal }: Sending, refusedToken: string): Promise<Token | string> {
  const connectionId = prepared.connection?.id ?? '';
  try {
    const held = await holdCurrentToken(desk, connectionId, { refusedToken, signal });
    if (held.kind === 'held') return held;
    const words = [held.refusal.error, held.refusal.errorDescription].filter((text) => text !== undefined);
    return `The domain refused another token with ${[held.refusal.status, ...words].join(', ')}.`;
  } catch (error) {
    if (error instanceof Failure && /^(?:input|network|tls|protocol)\./.test(error.code)) return error.message;
    throw error;
  }
}

async function sendFollowing(sending: Sending, token: Token | undefined): Promise<Answered> {
  const { desk, request, prepared, sinkFor } = sending;
  const endsAt = desk.now() + (request.timeoutMs ?? (sinkFor ? FILE_TIMEOUT_MS : TOTAL_TIMEOUT_MS));
  const { method, url, body } = prepared;
  const headers: Header[] = [...prepared.headers, ...(token ? [authorizationOf(token)] : [])];
  const redirects: Redirect[] = [];
  const trail: string[] = [];
  let hop: Hop = compact({ method, url, headers, body });
  for (;;) {
    trail.push(trailMark(hop));
    const reply = await sendHop(sending, hop, { token, endsAt });
    const location = headerOf(reply.headers, 'location');
    const step = decideRedirect({ status: reply.status, location }, hop, {
      follow: request.followRedirects === true,
      trail,
    });
    if (step) redirects.push(step.redirect);
    if (!step?.next) return { reply, redirects, sentHeaders: hop.headers };
    hop = step.next;
  }
}

/** RFC 6750 §2.1; a server may write the type in any case, RFC 6749 §7.1. */
export function authorizationOf({ tokenType, accessToken }: Pick<Token, 'tokenType' | 'accessToken'>): Header {
  const scheme = tokenType.toLowerCase() === 'bearer' ? 'Bearer' : tokenType;
  return ['Authorization', `${scheme} ${accessToken}`];
}

function sendHop(
  { desk, request, prepared, signal, sinkFor }: Sending,
  hop: Hop,
  { token, endsAt }: { token: Token | undefined; endsAt: number },
): Promise<HttpReply> {
  return desk.sendHttp(
    compact({
      purpose: 'api' as const,
      connectionId: prepared.connection?.id,
      tokenOwnerId: prepared.choice.kind === 'chosen' ? prepared.choice.token.connectionId : undefined,
      method: hop.method,
      url: hop.url.href,
      headers: hop.headers,
      body: hop.body,
      route: prepared.route,
      maxBodyBytes: MAX_BODY_BYTES,
      truncateBody: true,
      sinkFor: sinkFor && forSuccess(sinkFor),
      totalTimeoutMs: Math.max(1, endsAt - desk.now()),
      firstByteTimeoutMs: request.timeoutMs,
      signal,
      secrets: [...prepared.secrets, ...(token ? [token.accessToken] : [])],
    }),
  );
}

/** RFC 9110 §15.3. What comes with any other status is for reading, not what was asked for. */
function forSuccess(sinkFor: NonNullable<SendOptions['sinkFor']>): HttpRequest['sinkFor'] {
  return (status, headers) => (status >= 200 && status < 300 ? sinkFor(headers) : undefined);
}

async function answerOf(
  { desk, request, prepared, shelf, replies }: Sending,
  { reply, redirects, sentHeaders }: Answered,
  token: Token | undefined,
): Promise<ApiAnswer> {
  const { status, statusText, httpVersion, headers, exchange } = reply;
  const owner = request.connectionId ?? '';
  const kept = replies?.keep(owner, exchange.request.url, reply);
  const body = compact({ ...presentBody(reply, shelf && { shelf, owner }), kept });
  const { secrets } = prepared;
  const diagnosis = await diagnoseAnswer(reply, body, {
    headers: sentHeaders,
    expiresAt: token?.expiresAt,
    secrets,
    now: desk.now(),
  });
  return compact({
    kind: 'answered' as const,
    status,
    statusText,
    httpVersion,
    headers,
    body,
    timings: exchange.timings,
    tls: exchange.tls,
    redirects,
    exchange,
    token: token && { id: token.id, source: token.source },
    diagnosis,
  });
}
