import type { FixStep } from '#contract/diagnosis.ts';

/** What is said about a cause, wherever it was found. */
export interface CauseText {
  title: string;
  explanation: string;
  fix: FixStep[];
  /** How to see that the fix worked. */
  verifyBy?: string;
}

const DOMAIN = 'Identity & Security → Domains → (domain)';
export const APP = `${DOMAIN} → Integrated applications → (application)`;
export const OAUTH = `${APP} → OAuth configuration → Edit OAuth configuration`;
export const RESOURCES = `${OAUTH} → Token issuance policy → Resources`;
export const SERVICE = `${DOMAIN} → Oracle Cloud Services → (service)`;
export const USERS = `${DOMAIN} → User management → Users → (user)`;
export const SETTINGS = `${DOMAIN} → Settings → Domain settings`;
export const ASK_AGAIN = 'Ask for the token again.';
export const SEND_AGAIN = 'Send the request again.';
