import { z } from 'zod';
import type { Evidence, Finding } from './diagnosis.ts';
import type { Exchange } from './exchange.ts';
import type { ErrorReply } from './result.ts';

const id = z.string().min(1).max(100);

/** The steps in the order in which a request meets what they look at. Ids are public: added, never renamed. */
export const CHECK_UP_STEPS = [
  'settings',
  'network',
  'tls',
  'clock',
  'metadata',
  'keys',
  'token',
  'claims',
  'api',
] as const;
export type CheckUpStepId = (typeof CHECK_UP_STEPS)[number];

export const checkUpInput = z.strictObject({
  connectionId: id,
  /** For `tokens.cancel`. */
  requestId: id.optional(),
  /** Ask the API, too, with the token in the request. Without it nothing is sent there. */
  api: z
    .strictObject({
      /** Those that change nothing, RFC 9110 §9.2.1. */
      method: z.enum(['GET', 'HEAD', 'OPTIONS']).optional(),
      /** Below the connection's API base URL; left out, the base URL itself. */
      path: z.string().max(8192).optional(),
    })
    .optional(),
});

/** `bad`: it failed. `notice`: it works, and something about it deserves a look. `skipped`: it was not checked. */
export type CheckUpVerdict = 'good' | 'notice' | 'bad' | 'skipped';

export interface CheckUpStep {
  id: CheckUpStepId;
  verdict: CheckUpVerdict;
  /** What was found, in a sentence; for a skipped step, why it was not checked. */
  sentence: string;
  /** What was seen, with figures; `where` names the thing. */
  seen: Evidence[];
  /** Best first. */
  findings: Finding[];
  /** The requests of this step, secrets replaced; a request that serves several steps stands at the first of them. */
  exchanges: Exchange[];
  /** A failure that has no reply to judge. */
  problem?: ErrorReply;
  durationMs: number;
}

/** A step as it begins, and with its result as it ends. */
export interface CheckUpProgress {
  connectionId: string;
  requestId?: string;
  stepId: CheckUpStepId;
  step?: CheckUpStep;
}

/** The chain of probes on one connection, without a secret in it. Nothing of it is stored, and no token that it asked for is. */
export interface CheckUp {
  connectionId: string;
  connectionName: string;
  /** Epoch milliseconds. */
  startedAt: number;
  durationMs: number;
  /** The worst of the steps that were checked. */
  verdict: Exclude<CheckUpVerdict, 'skipped'>;
  /** What is wrong, or that nothing is, and what was not checked. */
  headline: {
    /** The first step that failed. */
    stepId?: CheckUpStepId;
    sentence: string;
    /** Its likeliest cause with its fix. */
    finding?: Finding;
  };
  /** All of them, in order. */
  steps: CheckUpStep[];
  /** Requests that were sent. */
  requests: number;
}
