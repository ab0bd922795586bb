import { compact } from '../../json.ts';
import { headerOf } from '../../http.ts';
import { redactPairs, redactPatterns } from '../../redact/patterns.ts';
import { createRedactor } from '../../redact/redactor.ts';
import { createValueScanner } from '../../redact/valueScanner.ts';
import { challengeOf } from '../apiRefusalContext.ts';
import type { Challenge } from '../apiRefusalContext.ts';
import type { Observed } from '../observed.ts';
import { readAssertion } from './assertion.ts';
import type { Pasted, PastedContext, PastedReply, PastedRequest } from './pasted.ts';
import { isRecord, parseJson, textOf } from './pasted.ts';
import { placeOf } from './place.ts';
import { carriedTokenOf, clientFactsOf, isJwt, parametersOf, readCarried } from './requestFacts.ts';
import { saidError } from './saidError.ts';
import { secretsIn } from './secretsIn.ts';
import { wordsOf } from './words.ts';

const LONGEST_BODY = 16_000;

/**
 * Turns what was taken apart into what the rules look at, a part at a step. Facts are read first and secrets replaced after, so that none
 * gets further.
 */
export function* observing(pasted: Pasted, context: PastedContext): Generator<void, Observed, void> {
  const { form, request, reply } = pasted;
  const secrets = secretsIn(pasted);
  yield;
  const redactor = createRedactor(secrets);
  const scan = createValueScanner(secrets);
  const hide = (text: string): string => redactPatterns(scan(text));
  const said = wordsOf(pasted);
  yield;
  const words = hide(said);
  yield;
  const { error, errorDescription } = saidError(reply?.body ?? '', words);
  const replyHeaders = redactor.headers(reply?.headers ?? []);
  yield;
  const place = placeOf(request, reply, error, words);
  const clocks = clocksOf(pasted, context.now);
  const parameters = request === undefined ? new Map<string, string>() : parametersOf(request);
  const sent = request === undefined ? { secretFlaws: [] } : clientFactsOf(request, parameters);
  yield;
  const isTokenRequest = place === 'token' || place === 'authorize' || place === 'page';
  const url = request?.url ?? (pasted.token === undefined ? undefined : context.apiUrl);
  const grantType = parameters.get('grant_type') ?? context.grant;
  const body = hide((reply?.body ?? '').slice(0, LONGEST_BODY));
  yield;
  const isHtml =
    /\bhtml\b/i.test(headerOf(reply?.headers ?? [], 'content-type') ?? '') ||
    /^\s*<(?:!doctype html|html|head)/i.test(body);
  return {
    form,
    place: pasted.token === undefined ? place : 'api',
    words,
    shown: redactPairs(words),
    body,
    isHtml,
    replyHeaders,
    secretFlaws: sent.secretFlaws,
    refreshTokenIsJwt: isJwt(parameters.get('refresh_token')),
    // A page in the place of an endpoint is none, whatever its status.
    isSuccess: isSuccess(reply) && !(isHtml && place !== 'api' && place !== 'unknown'),
    ...tokenOf(pasted, isTokenRequest),
    ...clocks,
    ...compact({
      status: reply?.status,
      failureCode: pasted.failureCode,
      error,
      errorDescription,
      challenge: challengeOf(replyHeaders) ?? saidChallenge(error, errorDescription),
      method: request?.method,
      url: url === undefined ? undefined : redactor.url(url),
      requestType: request === undefined ? undefined : headerOf(request.headers, 'content-type'),
      grantType,
      clientAuthMethod:
        isTokenRequest && request !== undefined && request.body !== '' ? sent.clientAuthMethod : undefined,
      scope: scopeOf(request, parameters, context, isTokenRequest),
      assertion: readAssertion(parameters, clocks.serverNow ?? context.now),
      states: statesOf(parameters, reply),
      hasRefreshToken: refreshIn(reply),
    }),
  };
}

function tokenOf(
  { token, request }: Pasted,
  isTokenRequest: boolean,
): Pick<Observed, 'tokenFlaws'> & Partial<Observed> {
  if (token !== undefined) return { hasToken: true, ...readCarried(token) };
  if (request === undefined || isTokenRequest) return { tokenFlaws: [] };
  return carriedTokenOf(request);
}

/** The server's time is the Date of its reply; without one, that of the machine that asked. */
function clocksOf(
  { reply, sentAt, clockSkewSeconds, token }: Pasted,
  now: number,
): Pick<Observed, 'serverNow' | 'clockSkewSeconds'> {
  const date = Date.parse(headerOf(reply?.headers ?? [], 'date') ?? '');
  const ours = sentAt ?? now;
  if (Number.isNaN(date))
    return sentAt === undefined && token === undefined && reply === undefined ? {} : { serverNow: ours };
  const skew = clockSkewSeconds ?? (date - ours) / 1000;
  // A reply of last week tells nothing about the clocks of today.
  return { serverNow: date, ...(Math.abs(skew) < LONGEST_SKEW_SECONDS ? { clockSkewSeconds: skew } : {}) };
}

const LONGEST_SKEW_SECONDS = 6 * 3600;

/** Some servers put the challenge of RFC 6750 §3 into the body alone. */
function saidChallenge(error: string | undefined, description: string | undefined): Challenge | undefined {
  if (error === undefined || !/^(?:invalid_token|insufficient_scope|invalid_session)$/.test(error)) return undefined;
  return description === undefined ? { error } : { error, description };
}

/** Absent where no token request is known; empty where one is, and it asks for no scope. */
function scopeOf(
  request: PastedRequest | undefined,
  parameters: ReadonlyMap<string, string>,
  context: PastedContext,
  isTokenRequest: boolean,
): string | undefined {
  const sent = parameters.get('scope') ?? context.requestedScope;
  if (sent !== undefined) return sent;
  return isTokenRequest && request?.isWhole === true && parameters.has('grant_type') ? '' : undefined;
}

function statesOf(parameters: ReadonlyMap<string, string>, reply: PastedReply | undefined): Observed['states'] {
  const location = headerOf(reply?.headers ?? [], 'location') ?? '';
  const sent = parameters.get('state');
  if (sent === undefined || !URL.canParse(location)) return undefined;
  const query = new URL(location).searchParams;
  const isCallback = query.has('code') || query.has('error');
  return isCallback ? [sent, query.get('state') ?? ''] : undefined;
}

function refreshIn(reply: PastedReply | undefined): boolean | undefined {
  const json = parseJson(reply?.body.trim() ?? '');
  return isRecord(json) && textOf(json['access_token']) !== undefined ? 'refresh_token' in json : undefined;
}

const DOCUMENT = ['token_endpoint', 'jwks_uri', 'authorization_endpoint'];

/** A token, a discovery document, a key set, an answer to an introspection, or anything at all that came with 2xx and names no error. */
function isSuccess(reply: PastedReply | undefined): boolean {
  if (reply === undefined) return false;
  const json = parseJson(reply.body.trim());
  if (isRecord(json) && (json['error'] !== undefined || json['fault'] !== undefined)) return false;
  if (reply.status !== undefined) return reply.status >= 200 && reply.status < 300;
  if (!isRecord(json)) return false;
  return (
    textOf(json['access_token']) !== undefined ||
    DOCUMENT.some((name) => name in json) ||
    Array.isArray(json['keys']) ||
    json['active'] === true
  );
}
