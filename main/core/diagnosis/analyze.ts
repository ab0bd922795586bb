import type { ParsedInput } from '#contract/api.ts';
import type { Diagnosis, PastedForm } from '#contract/diagnosis.ts';
import type { Exchange } from '#contract/exchange.ts';
import { Failure } from '../failure.ts';
import type { Now } from '../http.ts';
import { findRecordedExchange } from '../oauth/tokens/history.ts';
import { requireUnlocked } from '../records.ts';
import type { Records } from '../records.ts';
import type { RequestHistory } from '../request/requestHistory.ts';
import { inSlices } from '../slices.ts';
import type { EventLoop } from '../slices.ts';
import { concluding } from './conclude.ts';
import type { Observed } from './observed.ts';
import type { Pasted, PastedContext } from './read/pasted.ts';
import { observing } from './read/readFailure.ts';
import { takingApart } from './read/takeApart.ts';

export interface AnalyzePorts {
  records: Records;
  /** The API calls since the vault was opened. */
  calls: Pick<RequestHistory, 'list'>;
  now: Now;
  analyzeLong: AnalyzeLong;
}

/** What is to be diagnosed: a text, or a token, with the circumstances. */
export interface Material {
  text: string;
  isToken: boolean;
  context: PastedContext;
}

/** `analyzeMaterial` in a thread of its own. Throws `input.unsupported` for what takes too much time or memory. */
export type AnalyzeLong = (material: Material) => Promise<Diagnosis>;

/** A longer text takes main longer than it may stand still, at a single step: JSON is parsed in one. */
const LONGEST_IN_MAIN = 100_000;
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
  const answer = (material: Omit<Material, 'context'>): Promise<Diagnosis> =>
    material.text.length > LONGEST_IN_MAIN
      ? ports.analyzeLong({ ...material, context: circumstances })
      : analyzeMaterial({ ...material, context: circumstances });
  if (token !== undefined) return answer({ text: token, isToken: true });
  if (text !== undefined) return answer({ text, isToken: false });
  if (exchangeId !== undefined) {
    return answer({ text: JSON.stringify(findExchange(ports, exchangeId)), isToken: false });
  }
  const asText = JSON.stringify(exchange ?? {});
  if (asText.length > LONGEST_TEXT) {
    throw new Failure('input.too-large', 'More than 5 MB are not read.', { field: 'exchange' });
  }
  return answer({ text: asText, isToken: false });
}

/** Of any connection. Throws `input.not-found` for one that is gone. */
export function findExchange(
  { records, calls }: Pick<AnalyzePorts, 'records' | 'calls'>,
  exchangeId: string,
): Exchange {
  requireUnlocked(records);
  return calls.list().find(({ id }) => id === exchangeId) ?? findRecordedExchange(records, exchangeId);
}

/** More than this share of sure is worth a reader's time. */
const LEAST_CONFIDENCE = 0.2;

/**
 * Why something failed, from whatever was pasted about it. Pure: nothing is stored and nothing is sent. The evidence comes from the text with
 * its secrets replaced. A text that no rule knows has no finding, and a success has none either.
 */
export const analyzeText = (text: string, context: PastedContext): Promise<Diagnosis> =>
  analyzeMaterial({ text, isToken: false, context });

/** The same for a token, with the API that it was meant for. */
export const analyzeToken = (token: string, context: PastedContext): Promise<Diagnosis> =>
  analyzeMaterial({ text: token, isToken: true, context });

/** The same for either, a slice at a time: the first call compiles what is looked for. */
export const analyzeMaterial = (material: Material, eventLoop?: EventLoop): Promise<Diagnosis> =>
  inSlices(analyzing(material), eventLoop);

function* analyzing({ text, isToken, context }: Material): Generator<void, Diagnosis, void> {
  const apart = yield* takingApart(text);
  const seen = yield* observing(isToken ? asToken(apart, text) : apart, context);
  const { findings } = yield* concluding(seen);
  return {
    findings: findings.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE),
    recognized: { form: seen.form, facts: factsOf(seen) },
    ...(seen.isSuccess && findings.length === 0 ? { isSuccess: true } : {}),
  };
}

const asToken = (apart: Pasted, text: string): Pasted => ({
  ...apart,
  form: 'token',
  token: apart.token ?? text.trim(),
  rest: '',
});

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
