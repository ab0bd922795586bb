import type { ParsedInput } from '#contract/api.ts';
import type { Diagnosis, PastedForm } from '#contract/diagnosis.ts';
import type { Exchange } from '#contract/exchange.ts';
import { Failure } from '../failure.ts';
import type { Now } from '../http.ts';
import { findRecordedExchange } from '../oauth/tokens/history.ts';
import { requireUnlocked } from '../records.ts';
import type { Records } from '../records.ts';
import type { RequestHistory } from '../request/requestHistory.ts';
import { atOnce, inSlices, ownEventLoop } from '../slices.ts';
import type { EventLoop } from '../slices.ts';
import { concluding } from './conclude.ts';
import type { Observed } from './observed.ts';
import type { PastedContext } from './read/pasted.ts';
import { observe } from './read/readFailure.ts';
import { takeApart } from './read/takeApart.ts';

export interface AnalyzePorts {
  records: Records;
  /** The API calls since the vault was opened. */
  calls: Pick<RequestHistory, 'list'>;
  now: Now;
  eventLoop?: EventLoop;
}

type DiagnosisSteps = Generator<void, Diagnosis, void>;

const LONGEST_TEXT = 5_000_000;

/** Answers the call of the bridge. Throws `input.not-found` for an exchange that is gone, `vault.locked`, and `input.too-large`. */
export async function analyze(ports: AnalyzePorts, question: ParsedInput<'diagnosis.analyze'>): Promise<Diagnosis> {
  const { text, exchange, exchangeId, token, apiUrl, context = {} } = question;
  const { now, ...known } = context;
  const circumstances: PastedContext = {
    apiUrl,
    ...known,
    now: typeof now === 'string' ? Date.parse(now) : (now ?? ports.now()),
  };
  const answer = (steps: DiagnosisSteps): Promise<Diagnosis> => inSlices(steps, ports.eventLoop ?? ownEventLoop);
  if (token !== undefined) return answer(analyzingToken(token, circumstances));
  if (text !== undefined) return answer(analyzingText(text, circumstances));
  if (exchangeId !== undefined) {
    return answer(analyzingText(JSON.stringify(findExchange(ports, exchangeId)), circumstances));
  }
  const asText = JSON.stringify(exchange ?? {});
  if (asText.length > LONGEST_TEXT) {
    throw new Failure('input.too-large', 'More than 5 MB are not read.', { field: 'exchange' });
  }
  return answer(analyzingText(asText, circumstances));
}

/** Of any connection. Throws `input.not-found` for one that is gone. */
export function findExchange({ records, calls }: Omit<AnalyzePorts, 'now'>, exchangeId: string): Exchange {
  requireUnlocked(records);
  return calls.list().find(({ id }) => id === exchangeId) ?? findRecordedExchange(records, exchangeId);
}

/** More than this share of sure is worth a reader's time. */
const LEAST_CONFIDENCE = 0.2;

/**
 * Why something failed, from whatever was pasted about it. Pure: nothing is stored and nothing is sent. The evidence comes from the text with
 * its secrets replaced. A text that no rule knows has no finding, and a success has none either.
 */
export const analyzeText = (text: string, context: PastedContext): Diagnosis => atOnce(analyzingText(text, context));

function* analyzingText(text: string, context: PastedContext): DiagnosisSteps {
  const apart = takeApart(text);
  yield;
  return yield* diagnosing(observe(apart, context));
}

/** The same for a token, with the API that it was meant for. */
export const analyzeToken = (token: string, context: PastedContext): Diagnosis =>
  atOnce(analyzingToken(token, context));

/** The same, a slice at a time: the first call compiles what the rules look for. */
export const analyzeTokenInSlices = (token: string, context: PastedContext): Promise<Diagnosis> =>
  inSlices(analyzingToken(token, context));

function* analyzingToken(token: string, context: PastedContext): DiagnosisSteps {
  const apart = takeApart(token);
  yield;
  return yield* diagnosing(observe({ ...apart, form: 'token', token: apart.token ?? token.trim(), rest: '' }, context));
}

function* diagnosing(seen: Observed): DiagnosisSteps {
  yield;
  const { findings } = yield* concluding(seen);
  return {
    findings: findings.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE),
    recognized: { form: seen.form, facts: factsOf(seen) },
    ...(seen.isSuccess && findings.length === 0 ? { isSuccess: true } : {}),
  };
}

const SHOWS_NO_PLACE: readonly PastedForm[] = ['token'];

/** What was read, for the person to see whether it was read rightly. */
function factsOf(seen: Observed): string[] {
  const { status, error, grantType, method, url, form, claims } = seen;
  const facts = [
    url === undefined || SHOWS_NO_PLACE.includes(form)
      ? undefined
      : `${method ?? ''} ${url.replace(/[?#].*$/s, '')}`.trim(),
    status === undefined ? undefined : `status ${status}`,
    error === undefined ? undefined : `error ${error}`,
    grantType === undefined ? undefined : `grant ${grantType}`,
    claims?.subject === undefined ? undefined : `token of ${claims.subject}`,
  ];
  return facts.filter((fact) => fact !== undefined).map((fact) => fact.slice(0, 200));
}
