import type { FlowCheck } from '#contract/flow.ts';

/** Two clocks: ours, and the server's as the `Date` of its reply told. */
interface Clocks {
  /** Epoch milliseconds of our clock. */
  now: number;
  /** Server clock minus ours; undefined for a reply without `Date`. */
  skewSeconds: number | undefined;
}

/** What servers forgive, OpenID Connect Core §3.1.3.7 rules 9 and 10; Oracle's own libraries take as much. */
const LEEWAY_SECONDS = 120;

/**
 * Rule 9: it must not have ended. The server's own clock decides where it is known, so that a wrong clock of this machine costs nobody
 * the token, and is named.
 */
export function checkExpiry(exp: unknown, clocks: Clocks): FlowCheck {
  if (!isTime(exp)) return { name: 'exp', result: 'fail', detail: 'It does not say until when it is valid.' };
  const isOver = (now: number): boolean => exp + LEEWAY_SECONDS <= now;
  return judge('exp', isOver, clocks, {
    good: 'It is valid.',
    ours: 'By this machine’s clock it has expired already',
    bad: 'It had expired when it arrived',
  });
}

/** Rule 10: it must not come from the future. */
export function checkIssuedAt(iat: unknown, clocks: Clocks): FlowCheck {
  if (!isTime(iat)) return { name: 'iat', result: 'fail', detail: 'It does not say when it was issued.' };
  const isAhead = (now: number): boolean => iat - LEEWAY_SECONDS > now;
  return judge('iat', isAhead, clocks, {
    good: 'It was issued in time.',
    ours: 'By this machine’s clock it is not yet valid',
    bad: 'It comes from the future',
  });
}

function judge(
  name: 'exp' | 'iat',
  isWrongAt: (seconds: number) => boolean,
  { now, skewSeconds }: Clocks,
  words: { good: string; ours: string; bad: string },
): FlowCheck {
  const ours = now / 1000;
  if (skewSeconds === undefined) {
    const hint = 'The server sent no date to compare the clocks by.';
    return isWrongAt(ours)
      ? { name, result: 'fail', detail: `${words.ours}. ${hint} Set this machine’s clock, and try again.` }
      : { name, result: 'pass', detail: `${words.good} ${hint}` };
  }
  if (isWrongAt(ours + skewSeconds))
    return { name, result: 'fail', detail: `${words.bad}, by the server’s own clock.` };
  if (!isWrongAt(ours)) return { name, result: 'pass', detail: words.good };
  const relation = `${Math.abs(skewSeconds)} s ${skewSeconds > 0 ? 'behind' : 'ahead of'}`;
  const detail = `${words.ours}, because that is ${relation} the server’s. By the server’s clock it is good. Set this machine’s clock.`;
  return { name, result: 'pass', detail };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
