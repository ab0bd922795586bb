/** Upper bounds of one exchange. A server may be slow or hostile; none of these is left to a library's default. */
export interface Caps {
  /** Name lookup and TCP together, in milliseconds. */
  connectMs: number;
  tlsMs: number;
  /** From the sent request to the end of the reply's headers. */
  firstByteMs: number;
  /** Between two pieces of the body. */
  idleMs: number;
  headerBytes: number;
  /** How many times larger than on the wire a body may become, once it is past `ratioFromBytes`. */
  ratio: number;
  ratioFromBytes: number;
  /** How much of a body goes into the recorded exchange. */
  recordedBodyBytes: number;
  /** How long an unused connection is kept. */
  keepAliveMs: number;
}

const KIB = 1024;

export const DEFAULT_CAPS: Caps = {
  connectMs: 10_000,
  tlsMs: 10_000,
  firstByteMs: 30_000,
  idleMs: 30_000,
  headerBytes: 64 * KIB,
  ratio: 100,
  ratioFromBytes: KIB * KIB,
  recordedBodyBytes: 64 * KIB,
  keepAliveMs: 10_000,
};
