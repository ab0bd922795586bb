import { z } from 'zod';
import type { GrantType } from './connection.ts';
import type { ErrorReply } from './result.ts';

export const FLOW_STEP_KINDS = ['browser', 'redirect', 'callback', 'token', 'keys', 'device', 'poll'] as const;
export type FlowStepKind = (typeof FLOW_STEP_KINDS)[number];

export const FLOW_CHECKS = ['PKCE', 'state', 'nonce', 'iss', 'aud', 'azp', 'exp', 'iat', 'signature'] as const;
export type FlowCheckName = (typeof FLOW_CHECKS)[number];

export const CHECK_RESULTS = ['pass', 'fail', 'not-applicable'] as const;

/** A parameter as it went over the wire, with its secret values replaced when it was recorded. */
export interface FlowParameter {
  name: string;
  value: string;
  /** What it is for; empty for one that nobody knows. */
  explanation: string;
}

/** What was compared, in a sentence that says why. */
export interface FlowCheck {
  name: FlowCheckName;
  result: (typeof CHECK_RESULTS)[number];
  detail: string;
}

export interface FlowStep {
  kind: FlowStepKind;
  /** Epoch milliseconds of the app's steady clock. */
  at: number;
  title: string;
  parameters: FlowParameter[];
  checks: FlowCheck[];
  /** The exchange in the connection's history. */
  exchangeId?: string;
}

/** What a flow needs of the person to go on. */
export interface FlowWaiting {
  /** Where the browser is to come back to, or where the user code is typed. */
  for: 'callback' | 'device';
  /** The address that was opened or is to be opened; it may be opened on another machine. */
  url: string;
  /** Of the authorization code grant. */
  redirectUri?: string;
  /** Of a device code: what the person types, and where. */
  userCode?: string;
  verificationUri?: string;
  /** Whether the answer has to be pasted, because the redirect URI is not ours to listen on. */
  pasteOnly: boolean;
  /** Epoch milliseconds, when the waiting ends by itself. */
  until: number;
}

export const FLOW_RESULTS = ['issued', 'refused', 'failed', 'cancelled'] as const;

/** One interactive way to a token, from the first step to its end. */
export interface Flow {
  id: string;
  connectionId: string;
  /** Under which it is cancelled and continued; the one of the call `tokens.request`, or one that main chose. */
  requestId: string;
  grantType: GrantType;
  startedAt: number;
  steps: FlowStep[];
  /** Callbacks that did not belong to it: wrong or missing state. None of them was taken. */
  foreignCallbacks: number;
  /** Only while it goes on. */
  waiting?: FlowWaiting;
  ended?: { at: number; result: (typeof FLOW_RESULTS)[number]; error?: ErrorReply };
}

const requestId = z.string().min(1).max(100);

export const continueWithUrlInput = z.strictObject({ requestId, url: z.string().max(65_536) });
export const flowInput = z.strictObject({ requestId });
