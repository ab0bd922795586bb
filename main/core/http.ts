import type { Exchange, ExchangePurpose, Header } from '#contract/exchange.ts';

/** What a request trusts, shows and goes through; taken from the connection that it belongs to. */
export interface RequestRoute {
  /** PEM certificates trusted beside the system's. */
  caCertificates?: string;
  /** Certificate and key for mutual TLS, both PEM, the key unencrypted in memory. */
  clientCertificate?: { certificate: string; privateKey: string };
  proxy: { mode: 'system' | 'none' | 'manual'; url?: string };
}

/** Takes the next piece of a decoded body; resolves when it may get another. */
export type BodySink = (chunk: Uint8Array) => Promise<void>;

export interface HttpRequest {
  purpose: ExchangePurpose;
  connectionId?: string;
  /** The connection whose token it carries, where that is another one: its limits hold, too. */
  tokenOwnerId?: string;
  method: string;
  url: string;
  headers: Header[];
  body?: string;
  route: RequestRoute;
  /** Largest decoded body that is read, in bytes. */
  maxBodyBytes: number;
  /** Whether a longer body is cut at `maxBodyBytes`; otherwise it is a failure (`protocol.too-large`). */
  truncateBody?: boolean;
  /**
   * Asked when the headers of a reply are there: a sink takes all of the body, however long, in place of `body`; undefined leaves it there.
   * What the sink throws ends the exchange.
   */
  sinkFor?: (status: number, headers: readonly Header[]) => BodySink | undefined;
  /** For the whole exchange, in milliseconds. */
  totalTimeoutMs: number;
  /** How long the server may think before its answer begins, in milliseconds; without it the transport's own cap. */
  firstByteTimeoutMs?: number;
  signal?: AbortSignal;
  /** Values that must not appear in the recorded exchange in any form, beside those known by their name. */
  secrets: readonly string[];
  /** Told of the exchange as it was recorded, of one that failed too. */
  onExchange?: (exchange: Exchange) => void;
}

export interface HttpReply {
  status: number;
  statusText: string;
  httpVersion: string;
  headers: Header[];
  /** Decoded body, at most `maxBodyBytes`. */
  body: Uint8Array;
  /** Whether the body was longer than `maxBodyBytes`; only when `truncateBody` was allowed. */
  truncated: boolean;
  /** How long the body was that a sink took; `body` is empty then. */
  sunkBytes?: number;
  /** The recorded, redacted form. */
  exchange: Exchange;
}

/**
 * Sends one request and reads its whole reply. Follows no redirect. Rejects with a `Failure` of the families `network`, `tls`,
 * `protocol` or with `cancelled`, whose details name the host and the phase; the failed exchange is recorded too.
 */
export type SendHttp = (request: HttpRequest) => Promise<HttpReply>;

/** Epoch milliseconds of a clock that a change of the machine's clock does not move. */
export type Now = () => number;

/** The value of a response header, the first if there are several. */
export function headerOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([given]) => given.toLowerCase() === name)?.[1];
}
