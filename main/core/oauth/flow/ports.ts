import type { LoopbackAddress } from './redirectUri.ts';

/**
 * What the flow makes of a request to its redirect URI: the answer that it waits for, the server's no, or something that does not belong
 * to it and leaves it waiting.
 */
export type Verdict = 'accepted' | 'refused' | 'foreign';

export interface CallbackListener {
  /** The port that it got. */
  port: number;
  /** Ends the listening; resolves when the port is free. The page that answers an accepted callback still gets out. */
  close: () => Promise<void>;
}

/**
 * Listens on the loopback interface for the browser's way back, RFC 8252 §7.3. Only a GET for exactly this host and path is judged, and
 * the first one that is not foreign is the last. Rejects with `network.port-taken`.
 */
export type ListenForCallback = (
  address: LoopbackAddress,
  judge: (parameters: URLSearchParams) => Verdict,
) => Promise<CallbackListener>;

/** Opens an address in the system's browser; rejects with `input.not-a-url` for what is neither https nor loopback. */
export type OpenBrowser = (url: string) => Promise<unknown>;
