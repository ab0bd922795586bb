import type { Finding } from '#contract/diagnosis.ts';
import type { TokenTimes } from '#contract/inspection.ts';
import type { JsonValue } from '../records.ts';
import { readInstant } from './instants.ts';
import {
  expired,
  issuedAhead,
  lifetimeFinding,
  noExpiry,
  notYetValid,
  spellingFinding,
  unreadableTime,
  validNow,
} from './timeFindings.ts';
import type { Instants } from './timeFindings.ts';

export interface TimesReading {
  times: TokenTimes;
  findings: Finding[];
}

/** Readings of two clocks taken a moment apart differ by so much without anyone being wrong. */
const HARMLESS_MS = 5_000;

function validity({ exp, nbf }: Instants, now: number): Finding[] {
  // A token is valid before `exp` and not at it (RFC 7519 §4.1.4).
  const bad = [
    ...(exp !== undefined && exp.ms <= now ? [expired(exp, now)] : []),
    ...(nbf !== undefined && nbf.ms > now ? [notYetValid(nbf, now)] : []),
  ];
  if (bad.length > 0) return bad;
  return [exp === undefined ? noExpiry() : validNow(exp, now)];
}

function timesOf({ iat, nbf, exp }: Instants, now: number): TokenTimes {
  return {
    ...(iat === undefined ? {} : { issuedAt: iat.ms }),
    ...(nbf === undefined ? {} : { notBefore: nbf.ms }),
    ...(exp === undefined ? {} : { expiresAt: exp.ms, remainingSeconds: Math.floor((exp.ms - now) / 1000) }),
  };
}

/** Reads the times of a token's claims and judges them by a clock, given in epoch milliseconds. */
export function readTimes(claims: ReadonlyMap<string, JsonValue>, now: number): TimesReading {
  const instants: Instants = {};
  const findings: Finding[] = [];
  for (const name of ['iat', 'nbf', 'exp'] as const) {
    const raw = claims.get(name);
    if (raw === undefined) continue;
    const instant = readInstant(raw);
    if (instant === undefined) {
      findings.push(unreadableTime(name, raw));
      continue;
    }
    instants[name] = instant;
    const spelling = spellingFinding(name, instant, raw);
    if (spelling !== undefined) findings.push(spelling);
  }
  findings.push(...validity(instants, now));
  if (instants.iat !== undefined && instants.iat.ms > now + HARMLESS_MS) findings.push(issuedAhead(instants.iat, now));
  const lifetime = lifetimeFinding(instants);
  if (lifetime !== undefined) findings.push(lifetime);
  return { times: timesOf(instants, now), findings };
}
