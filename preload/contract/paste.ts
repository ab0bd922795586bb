import { z } from 'zod';
import type { ApiRequest } from './apiRequest.ts';
import { connectionInput } from './connection.ts';
import type { Connection } from './connection.ts';

const LONGEST_TEXT = 5_000_000;
const id = z.string().min(1).max(100);

export const recognizeInput = z.strictObject({
  text: z.string().max(LONGEST_TEXT, 'More than 5 MB are not read. Paste the part that matters.'),
});

/** What was pasted, as a whole. */
export const PASTE_KINDS = [
  'domain-url',
  'authorize-url',
  'web-address',
  'token-request',
  'api-request',
  'procedure',
  'basic-header',
  'token',
  'token-reply',
  'failure',
  'har',
  'key',
  'postman',
  'postman-environment',
  'openapi',
  'metadata',
  'credentials',
  'unknown',
] as const;
export type PasteKind = (typeof PASTE_KINDS)[number];

/** Something that can be done with what was pasted. */
export type PasteOffer =
  /** A connection. Its secrets stay in main and are here as facts; its `id` is empty. */
  | {
      kind: 'connection';
      offerId: string;
      connection: Connection;
      /** What a token request still lacks, in a few words each; empty when it can be made as it is. */
      missing: string[];
      /** Plain sentences: what was left out or read in another way. */
      notes: string[];
    }
  | {
      kind: 'request';
      offerId: string;
      method: string;
      /** For the eye: without what stands in its query. */
      url: string;
      /** It carries a token, which can stay or give way to the one of the connection. */
      hasToken: boolean;
      notes: string[];
    }
  /** The text itself goes to the inspector, the diagnosis or the form's field of the key; main keeps nothing for it. */
  | { kind: 'inspect' }
  | { kind: 'diagnose' }
  | { kind: 'key' };

export interface PasteReading {
  kind: PasteKind;
  /** Under which `paste.accept` finds what was kept. There when an offer needs it; good for ten minutes, one paste at a time. */
  pasteId?: string;
  /** What was read out of it, in a few words each. No secret is among them. */
  facts: string[];
  /** Plain sentences on the whole. */
  notes: string[];
  /** The best first; empty when nothing was recognised. */
  offers: PasteOffer[];
}

export const acceptPasteInput = z.strictObject({
  pasteId: id,
  offerId: id,
  /** What the form made of an offered connection: a secret that is absent here is the one that was pasted. */
  connection: connectionInput.omit({ id: true }).optional(),
  /** Of a request: it goes with the token that was pasted with it, not with the connection's. */
  withOwnToken: z.boolean().optional(),
});

/** What came of an accepted offer. What was kept for it is gone. */
export type PasteAccepted =
  /** The connection is saved. `request` is the call to the API that was pasted along. */
  | { kind: 'connection'; connectionId: string; request?: ApiRequest }
  /** To be put into the form of a connection. */
  | { kind: 'request'; request: ApiRequest };
