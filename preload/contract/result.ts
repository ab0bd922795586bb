/**
 * Every code that a failure may carry. A code is public vocabulary: tests, scripts and the page switch on it,
 * so codes are added and never renamed. Families: what was typed (`input`), what the server broke (`protocol`), the way there
 * (`network`, `tls`), the vault, a cancel by the user, and everything else (`bug`).
 */
export const ERROR_CODES = [
  'input.invalid',
  'input.missing',
  'input.not-a-url',
  'input.not-found',
  'input.too-large',
  'input.unreadable-file',
  'input.in-use',
  'input.key-format',
  'input.key-passphrase',
  'input.key-mismatch',
  'input.key-unsupported',
  'input.certificate-expired',
  'input.assertion-format',
  'input.assertion-times',
  'input.assertion-expired',
  'input.assertion-too-early',
  'input.unsupported',
  'input.host-not-allowed',
  'input.weak-password',
  'input.secret-found',
  'protocol.not-json',
  'protocol.truncated',
  'protocol.unexpected-reply',
  'protocol.redirected',
  'protocol.too-large',
  'protocol.headers-too-large',
  'protocol.malformed-http',
  'protocol.encoding',
  'protocol.state-mismatch',
  'protocol.issuer-mismatch',
  'protocol.nonce-mismatch',
  'protocol.id-token-invalid',
  'protocol.sign-in-expired',
  'network.dns',
  'network.refused',
  'network.unreachable',
  'network.timeout',
  'network.proxy',
  'network.interrupted',
  'network.port-taken',
  'tls.untrusted-issuer',
  'tls.expired',
  'tls.host-mismatch',
  'tls.protocol',
  'tls.client-certificate',
  'tls.failed',
  'vault.absent',
  'vault.exists',
  'vault.locked',
  'vault.wrong-password',
  'vault.corrupt',
  'vault.tampered',
  'vault.too-new',
  'vault.not-a-vault',
  'vault.missing-file',
  'vault.unreadable',
  'vault.rolled-back',
  'vault.conflict',
  'vault.read-only',
  'vault.not-saved',
  'vault.weak-parameters',
  'vault.slot-missing',
  'vault.last-slot',
  'vault.keyring-unavailable',
  'vault.keyring-stale',
  'vault.capsule-expired',
  'vault.reauthenticate',
  'cancelled',
  'bug',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** A failure as it crosses the bridge. `field` is the dotted path of the input that caused it. */
export interface ErrorReply {
  code: ErrorCode;
  message: string;
  field?: string;
  details?: Record<string, string | number | boolean>;
}

/** Electron passes only a message through a rejected invoke, so failures travel as values. */
export type Result<Value> = { ok: true; value: Value } | { ok: false; error: ErrorReply };
