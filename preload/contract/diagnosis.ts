import { z } from 'zod';

export interface Evidence {
  /** Where it stands: `reply body`, `header WWW-Authenticate`, `request`, `certificate`, `clock`. */
  where: string;
  quote: string;
}

export interface FixStep {
  text: string;
  /** Click path in the identity domain's console, parts joined by ` → `. */
  consolePath?: string;
  url?: string;
}

/** One cause that explains a failure, or a notice about a success. */
export interface Finding {
  /** Id of the cause; public vocabulary such as `client.credentials-wrong`. */
  cause: string;
  title: string;
  /** 0 to 1. */
  confidence: number;
  level: 'good' | 'notice' | 'bad';
  evidence: Evidence[];
  explanation: string;
  fix: FixStep[];
  /** How to see that the fix worked. */
  verifyBy?: string;
}

/** What a failure that was pasted turned out to be. */
export const PASTED_FORMS = [
  'token',
  'json',
  'problem',
  'page',
  'soap',
  'http-reply',
  'transcript',
  'curl',
  'exchange',
  'har',
  'address',
  'challenge',
  'console',
  'log',
  'text',
] as const;
export type PastedForm = (typeof PASTED_FORMS)[number];

/** What was recognised in a text before anything was concluded from it. */
export interface Recognition {
  form: PastedForm;
  /** What was read out of it, in a few words each: `status 401`, `error invalid_client`, `grant client_credentials`. */
  facts: string[];
}

/** Best first; empty when nothing known fits, and when nothing is wrong. */
export interface Diagnosis {
  findings: Finding[];
  /** Of what was analysed by itself; the diagnosis of a request that Grantsmith sent has none. */
  recognized?: Recognition;
  /** What was analysed is a success: there is nothing to mend. */
  isSuccess?: boolean;
}

const LONGEST_TEXT = 5_000_000;
const TOO_LONG = 'More than 5 MB are not read. Paste the part around the failure.';
const text = z.string().min(1, 'Paste what the failure said.').max(LONGEST_TEXT, TOO_LONG);
const context = z.strictObject({
  /** `grant_type` of the request, if it is known. */
  grant: z.string().max(200).exactOptional(),
  requestedScope: z.string().max(8192).exactOptional(),
  /** The address of the API that was called. */
  apiUrl: z.string().max(8192).exactOptional(),
  /** When it happened: an ISO time or epoch milliseconds. The present without it. */
  now: z.union([z.number(), z.iso.datetime({ offset: true })]).exactOptional(),
});

/** One of four: a text, an exchange as JSON, one that was recorded, or a token, with the API that it is for. */
export const analyzeInput = z
  .strictObject({
    text: text.exactOptional(),
    exchange: z.record(z.string(), z.unknown()).exactOptional(),
    exchangeId: z.string().min(1).max(100).exactOptional(),
    token: text.exactOptional(),
    apiUrl: z.string().max(8192).exactOptional(),
    context: context.exactOptional(),
  })
  .refine(
    ({ text: pasted, exchange, exchangeId, token }) =>
      [pasted, exchange, exchangeId, token].filter((given) => given !== undefined).length === 1,
    { path: ['text'], message: 'Give one of text, exchange, exchangeId and token.' },
  );
