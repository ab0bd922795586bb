import type { FixStep } from '#contract/diagnosis.ts';

/** What is said about a cause, wherever it was found. */
export interface CauseText {
  title: string;
  explanation: string;
  fix: FixStep[];
  /** How to see that the fix worked. */
  verifyBy?: string;
}

export const ASK_AGAIN = 'Ask for the token again.';
export const SEND_AGAIN = 'Send the request again.';
