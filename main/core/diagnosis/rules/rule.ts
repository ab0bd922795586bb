import type { Evidence } from '#contract/diagnosis.ts';
import type { CauseId } from '../causes/causes.ts';
import type { Observed, Quote, Test } from '../observed.ts';
import { evidence } from '../quote.ts';

/** A rule that applies gives its evidence; an error's code counts more than its wording. */
export interface Rule {
  cause: CauseId;
  confidence: number;
  applies: (seen: Observed) => Evidence[] | undefined;
}

export const all =
  (...tests: Test[]): Test =>
  (seen) =>
    tests.every((test) => test(seen));
export const any =
  (...tests: Test[]): Test =>
  (seen) =>
    tests.some((test) => test(seen));
export const not =
  (test: Test): Test =>
  (seen) =>
    !test(seen);
export const error =
  (...codes: string[]): Test =>
  (seen) =>
    seen.error !== undefined && codes.includes(seen.error);
export const status =
  (...codes: number[]): Test =>
  (seen) =>
    seen.status !== undefined && codes.includes(seen.status);
export const grant =
  (pattern: RegExp): Test =>
  (seen) =>
    seen.grantType !== undefined && pattern.test(seen.grantType);
export const place =
  (...places: Observed['place'][]): Test =>
  (seen) =>
    places.includes(seen.place);
/** One of these wordings, whatever their case. One expression of them all is as quick as a single one. */
export const anyOf = (...wordings: readonly RegExp[]): RegExp =>
  new RegExp(wordings.map(({ source }) => source).join('|'), 'i');
export const says =
  (pattern: RegExp): Test =>
  (seen) =>
    pattern.test(seen.words);
export const url =
  (pattern: RegExp): Test =>
  (seen) =>
    seen.url !== undefined && pattern.test(seen.url);
export const hasReply: Test = ({ status: code }) => code !== undefined;
/** Nothing came back: what failed is the way there. */
export const noReply: Test = not(hasReply);
export const failed: Test = ({ isSuccess }) => !isSuccess;

export function rule(cause: CauseId, confidence: number, test: Test, quote: Quote = reply): Rule {
  return { cause, confidence, applies: (seen) => (test(seen) ? quote(seen) : undefined) };
}

/** A rule about a wording, with the words around it as evidence. */
export function sign(cause: CauseId, confidence: number, pattern: RegExp, ...tests: Test[]): Rule {
  return {
    cause,
    confidence,
    applies: (seen) => {
      if (!tests.every((test) => test(seen))) return undefined;
      const found = pattern.exec(seen.words);
      return found === null ? undefined : [...answered(seen), around(seen, found[0])];
    },
  };
}

const BEFORE = 60;
const AFTER = 160;

/** The words as they may be shown, around those that gave the cause away. */
export function around({ shown, body }: Observed, found: string): Evidence {
  const at = shown.indexOf(found);
  const where = body === '' ? 'text' : 'reply body';
  // Where the masking of a pair cut into the match itself, the beginning of the words has to do.
  if (at < 0) return evidence(where, shown.slice(0, BEFORE + AFTER));
  const from = at <= BEFORE ? 0 : shown.indexOf(' ', at - BEFORE) + 1 || at;
  const start = Math.min(from, at);
  return evidence(where, `${start > 0 ? '… ' : ''}${shown.slice(start, at + found.length + AFTER)}`);
}

function answered({ status: code }: Observed): Evidence[] {
  return code === undefined ? [] : [evidence('reply status', String(code))];
}

/** What the server said: its challenge, its error, or the beginning of its body. */
export function reply(seen: Observed): Evidence[] {
  const challenges = seen.replyHeaders.filter(([name]) => name.toLowerCase() === 'www-authenticate');
  const named = [seen.error, seen.errorDescription].filter((text) => text !== undefined).join(': ');
  const shownBody = seen.isHtml ? titleOf(seen.shown) : seen.shown;
  const said = named === '' ? shownBody : named;
  return [
    ...answered(seen),
    ...challenges.map(([, value]) => evidence('header WWW-Authenticate', value)),
    ...(challenges.length > 0 || said.trim() === '' ? [] : [evidence(seen.body === '' ? 'text' : 'reply body', said)]),
  ];
}

const titleOf = (html: string): string => /<title>([^<]{1,200})/i.exec(html)?.[1] ?? '';

export const sent =
  (quote: (seen: Observed) => string | undefined): Quote =>
  (seen) => {
    const text = quote(seen);
    return text === undefined || text === '' ? reply(seen) : [...reply(seen), evidence('request', text)];
  };

export const sentTo = sent(({ method, url: address }) =>
  address === undefined ? undefined : `${method ?? ''} ${address}`,
);
export const sentGrant = sent(({ grantType }) => (grantType === undefined ? undefined : `grant_type=${grantType}`));
export const sentMethod = sent(({ clientAuthMethod }) =>
  clientAuthMethod === undefined ? undefined : `client authentication: ${clientAuthMethod}`,
);
