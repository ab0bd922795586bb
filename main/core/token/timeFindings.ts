import type { Finding } from '#contract/diagnosis.ts';
import type { JsonValue } from '../records.ts';
import { createFinding } from './finding.ts';
import type { Instant } from './instants.ts';
import { distanceInWords, durationInWords, instantInWords } from './timeWords.ts';

export type TimeName = 'iat' | 'nbf' | 'exp';
export type Instants = Partial<Record<TimeName, Instant>>;

const CLOCK_SUSPECT_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

const evidenceOf = (name: TimeName, instant: Instant, now: number): [string, string][] => [
  ['token payload', `${name}: ${instantInWords(instant.ms)}`],
  ['clock', instantInWords(now)],
];

export function expired(exp: Instant, now: number): Finding {
  const ago = now - exp.ms;
  const clock =
    ago < CLOCK_SUSPECT_MS
      ? ' So short a time may also be a clock that is ahead; compare with the `Date` header of a reply.'
      : '';
  return createFinding({
    cause: 'token.expired',
    title: `Expired ${distanceInWords(exp.ms, now)}`,
    level: 'bad',
    confidence: ago < CLOCK_SUSPECT_MS ? 0.9 : 0.98,
    evidence: evidenceOf('exp', exp, now),
    explanation: `By this machine's clock the token stopped being valid ${durationInWords(ago)} ago; an API refuses it with 401.${clock}`,
    fix: ['Request a new token, or refresh it if a refresh token came with it.'],
    verifyBy: 'The new token’s `exp` lies ahead.',
  });
}

export function notYetValid(nbf: Instant, now: number): Finding {
  return createFinding({
    cause: 'token.not-yet-valid',
    title: `Not valid before ${instantInWords(nbf.ms)}`,
    level: 'bad',
    confidence: 0.95,
    evidence: evidenceOf('nbf', nbf, now),
    explanation: `By this machine's clock the token becomes valid ${distanceInWords(nbf.ms, now)}. Most often a clock is wrong, here or at the issuer.`,
    fix: ['Set this machine’s clock by the network (NTP), then look again.'],
    verifyBy: 'This machine’s time agrees with the `Date` header of the token endpoint.',
  });
}

export function issuedAhead(iat: Instant, now: number): Finding {
  return createFinding({
    cause: 'clock.skew',
    title: `Issued ${durationInWords(iat.ms - now)} in the future`,
    level: 'notice',
    confidence: 0.85,
    evidence: evidenceOf('iat', iat, now),
    explanation:
      'A token cannot come from the future, so this machine’s clock is behind or the issuer’s is ahead. Strict APIs refuse such a token.',
    fix: ['Set this machine’s clock by the network (NTP), then compare with the `Date` header of the token endpoint.'],
    verifyBy: 'A new token’s `iat` is not ahead of this machine’s clock.',
  });
}

export function validNow(exp: Instant, now: number): Finding {
  return createFinding({
    cause: 'none',
    title: `Valid for another ${durationInWords(exp.ms - now)} by this machine's clock`,
    level: 'good',
    confidence: 0.95,
    evidence: evidenceOf('exp', exp, now),
    explanation: `Its times fit until ${instantInWords(exp.ms)}. Whether it was signed by the right key and not taken back is another question.`,
  });
}

export function noExpiry(): Finding {
  return createFinding({
    cause: 'none',
    title: 'Names no expiry',
    level: 'notice',
    confidence: 0.9,
    explanation:
      'There is no `exp` that can be read as a time. JWT access tokens and ID tokens must have one (RFC 9068 §2.2, OpenID Connect Core §2).',
  });
}

export function spellingFinding(name: TimeName, instant: Instant, raw: JsonValue | undefined): Finding | undefined {
  if (instant.spelling === 'seconds') return undefined;
  return createFinding({
    cause: 'token.malformed',
    title: `\`${name}\` is written in ${instant.spelling}`,
    level: 'bad',
    confidence: 0.9,
    evidence: [['token payload', `${name}: ${JSON.stringify(raw)}`]],
    explanation: `A time in a token is a plain number of seconds since 1970 (RFC 7519 §2). This one is ${instant.spelling}; it was read as ${instantInWords(instant.ms)}, but servers refuse it or take it for another time.`,
    fix: [`Write \`${name}\` as a number of seconds, without quotes.`],
    verifyBy: `\`${name}\` has ten digits and no quotes.`,
  });
}

export function lifetimeFinding({ iat, exp }: Instants): Finding | undefined {
  if (iat === undefined || exp === undefined) return undefined;
  const lifetime = exp.ms - iat.ms;
  const span: [string, string][] = [['token payload', `iat to exp: ${durationInWords(lifetime)}`]];
  if (lifetime <= 0) {
    return createFinding({
      cause: 'token.malformed',
      title: 'Ends before it begins',
      level: 'notice',
      confidence: 0.9,
      evidence: [['token payload', `iat ${instantInWords(iat.ms)}, exp ${instantInWords(exp.ms)}`]],
      explanation: '`exp` is not after `iat`, so the token was never valid.',
    });
  }
  if (lifetime <= DAY_MS) return undefined;
  return createFinding({
    cause: 'none',
    title: `Unusually long life: ${durationInWords(lifetime)}`,
    level: 'notice',
    confidence: 0.8,
    evidence: span,
    explanation:
      'Access tokens usually live for an hour or less. Whoever gets hold of a longer one can use it until it ends, for a JWT is seldom taken back.',
    fix: [{ text: 'Shorten the access token expiry of the resource application, unless the long life is meant.' }],
  });
}

export function unreadableTime(name: TimeName, raw: JsonValue): Finding {
  return createFinding({
    cause: 'token.malformed',
    title: `\`${name}\` is not a time`,
    level: 'bad',
    confidence: 0.9,
    evidence: [['token payload', `${name}: ${JSON.stringify(raw)}`]],
    explanation: 'It should be a number of seconds since 1970 (RFC 7519 §2), and fits no calendar as it stands.',
  });
}
