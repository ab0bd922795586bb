import { z } from 'zod';
import { CLIENT_AUTH_METHODS, GRANT_TYPES } from './connection.ts';
import type { ClientAuthMethod, GrantType } from './connection.ts';

/** Every step that a guide can hold, in the order in which they are taken. Ids are public: ticks are kept under them. */
export const GUIDE_STEPS = [
  'domain.address',
  'service.audience',
  'service.refresh',
  'client.register',
  'client.grant',
  'client.refresh',
  'client.redirect',
  'client.certificate',
  'client.scope',
  'client.roles',
  'client.network',
  'client.activate',
  'client.credentials',
  'user.account',
  'user.sign-on',
  'user.assignment',
  'user.issuer',
  'api.role',
  'api.user',
  'connection.key',
  'connection.scope',
  'connection.offline-access',
  'connection.assertion',
  'connection.subject-token',
  'connection.refresh-token',
  'connection.clock',
  'connection.token',
] as const;
export type GuideStepId = (typeof GUIDE_STEPS)[number];

/** Where a step is taken; a guide is grouped by it. */
export type GuidePlace = 'service' | 'client' | 'user' | 'api' | 'connection';

/** `identity-domain` tells of Oracle's console; `other` of any server, in the words of the RFCs. */
export const GUIDE_SERVERS = ['identity-domain', 'other'] as const;
export type GuideServer = (typeof GUIDE_SERVERS)[number];

const connectionId = z.string().min(1).max(100);

/** What is left out is taken from the connection, or else is what most clients have. */
export const guideInput = z.strictObject({
  grant: z.enum(GRANT_TYPES),
  connectionId: connectionId.optional(),
  clientAuth: z.enum(CLIENT_AUTH_METHODS).optional(),
  server: z.enum(GUIDE_SERVERS).optional(),
  /** Whether a refresh token is wanted. */
  refresh: z.boolean().optional(),
});

export const setGuideStepInput = z.strictObject({ connectionId, stepId: z.enum(GUIDE_STEPS), done: z.boolean() });

/** A value that is copied out of one place and pasted into another. Never a secret. */
export interface GuideValue {
  /** For instance `redirect URI`. */
  name: string;
  /** The field at the other end, for instance `Redirect URL`. */
  into: string;
}

export interface GuideStep {
  id: GuideStepId;
  place: GuidePlace;
  title: string;
  /** One sentence. */
  why: string;
  /** What to click and type, in order. Machine words stand between backticks. */
  details: string[];
  /** Click path, parts joined by ` → `. */
  consolePath?: string;
  /** Whether that path begins in the console of the identity domain. */
  inConsole: boolean;
  /** What goes from there into a field of the connection. */
  takes: GuideValue[];
  /** What goes from the connection to there, with the value that it has. */
  gives: (GuideValue & { value: string })[];
  /** Ids of the causes that a failure shows when this step is missing. */
  findings: string[];
  /** What the app found out itself: from what the connection holds, or from its last exchange. */
  seen?: { evidence: string; /** Epoch milliseconds. */ at?: number };
  /** Ticked by the person; epoch milliseconds. */
  tickedAt?: number;
}

/** What has to be in place before a grant works. */
export interface Guide {
  grant: GrantType;
  clientAuth: ClientAuthMethod;
  server: GuideServer;
  refresh: { possible: boolean; wanted: boolean };
  /** The console of the connection's domain, for `connections.openConsole`. Absent where there is none. */
  console?: { domainUrl: string; host: string };
  steps: GuideStep[];
}
