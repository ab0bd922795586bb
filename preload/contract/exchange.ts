import type { ErrorReply } from './result.ts';

export type Header = [name: string, value: string];

/** What a recorded exchange was for. `authorization` is the browser's, of which only the request is known. */
export type ExchangePurpose =
  | 'authorization'
  | 'token'
  | 'refresh'
  | 'introspect'
  | 'revoke'
  | 'userinfo'
  | 'discovery'
  | 'keys'
  | 'device'
  | 'api';

/** Milliseconds spent in each phase; a phase that did not take place (a reused connection) is 0. */
export interface Timings {
  dns: number;
  connect: number;
  tls: number;
  /** From the last byte of the request to the first of the reply. */
  firstByte: number;
  download: number;
  total: number;
}

/** The server certificate and session, as negotiated. */
export interface TlsFacts {
  protocol: string;
  cipher: string;
  subject: string;
  issuer: string;
  subjectAlternativeNames: string[];
  validFrom: string;
  validTo: string;
  fingerprint256: string;
  /** Whether a client certificate was sent. */
  clientCertificate: boolean;
}

export interface RecordedBody {
  text?: string;
  bytes: number;
  truncated: boolean;
  contentType: string;
}

/** One HTTP request with what came of it. Secrets were replaced before it was recorded. */
export interface Exchange {
  id: string;
  purpose: ExchangePurpose;
  connectionId?: string;
  /** Epoch milliseconds. */
  startedAt: number;
  request: { method: string; url: string; headers: Header[]; body?: RecordedBody };
  response?: { status: number; statusText: string; httpVersion: string; headers: Header[]; body: RecordedBody };
  failure?: ErrorReply;
  timings: Timings;
  tls?: TlsFacts;
  /** The proxy that the request went through, without its credentials. */
  proxy?: string;
  /** Server clock minus ours, in seconds, from the Date header; absent without one. */
  clockSkewSeconds?: number;
}
