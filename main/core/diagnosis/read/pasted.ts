import type { PastedForm } from '#contract/diagnosis.ts';
import type { Header } from '#contract/exchange.ts';

export interface PastedRequest {
  method?: string;
  url?: string;
  headers: Header[];
  body: string;
  /** Whether the headers are all that were sent, so that a missing one was not sent. */
  isWhole: boolean;
}

export interface PastedReply {
  status?: number;
  headers: Header[];
  body: string;
}

/** What was pasted, taken apart. Nothing of it is masked yet: it never leaves `read/`. */
export interface Pasted {
  form: PastedForm;
  request?: PastedRequest;
  reply?: PastedReply;
  /** The words that belong to neither. */
  rest: string;
  /** The pasted text itself, when it is a token. */
  token?: string;
  /** When the request was sent by the clock of the machine that sent it, in epoch milliseconds. */
  sentAt?: number;
  /** Server clock minus ours, where it was measured. */
  clockSkewSeconds?: number;
  /** The code of our own failure, of an exchange that Grantsmith recorded. */
  failureCode?: string;
}

/** What the person knows beside the text. */
export interface PastedContext {
  grant?: string | undefined;
  requestedScope?: string | undefined;
  apiUrl?: string | undefined;
  /** Epoch milliseconds of our clock. */
  now: number;
}

export type JsonRecord = Record<string, unknown>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The value of a text that is JSON and nothing else; undefined otherwise. */
export function parseJson(text: string): unknown {
  if (!/^[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
