import type { ErrorCode } from '#contract/result.ts';
import { Failure } from '../core/failure.ts';
import type { Phase } from './deadline.ts';

/** What the message of a failure may name. */
export interface FailureContext {
  host: string;
  phase: Phase;
  proxy?: string | undefined;
  /** Whether the server had shown its certificate when the connection failed. */
  sawCertificate?: boolean;
}

interface Explained {
  code: ErrorCode;
  message: string;
}

function textOf(error: unknown, key: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === 'string' ? value : '';
}

const PARSER_ERROR = 'HPE_UNKNOWN';

/** The HTTP client's parser says in `code` what it could not read, or, by its version, only by its name that it could not. */
function parserCodeOf(error: unknown): string {
  return error instanceof Error && error.name === 'HTTPParserError' ? PARSER_ERROR : '';
}

/** Node gathers the attempts at several addresses in an AggregateError, whose first error says most. */
function codeOf(error: unknown): string {
  const code = textOf(error, 'code') || parserCodeOf(error);
  if (code !== '' || !(error instanceof AggregateError)) return code;
  const inner: unknown = error.errors[0];
  return textOf(inner, 'code');
}

const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'INVALID_CA',
  'INVALID_PURPOSE',
]);

/** Whether a handshake failed because nobody that is trusted vouches for the certificate. */
export function isUntrustedIssuer(error: unknown): boolean {
  return UNTRUSTED.has(codeOf(error));
}

function explainUntrusted(code: string, host: string): Explained {
  const because =
    code === 'DEPTH_ZERO_SELF_SIGNED_CERT'
      ? 'it is self-signed'
      : code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'
        ? 'its issuer is unknown, or the server does not send the intermediate certificate'
        : 'its chain ends in an authority that this machine does not trust';
  return {
    code: 'tls.untrusted-issuer',
    message: `The certificate of ${host} is not trusted: ${because}. Add the authority to the connection if you trust it.`,
  };
}

/** Alerts by which a server says that it wants another client certificate, or any at all. */
const CLIENT_CERTIFICATE =
  /CERTIFICATE_REQUIRED|ALERT_(?:BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|CERTIFICATE_REVOKED|UNSUPPORTED_CERTIFICATE|NO_CERTIFICATE)/;
const NO_COMMON_PROTOCOL =
  /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS|VERSION_TOO_LOW|NO_SHARED_CIPHER|NO_CIPHER|DH_KEY_TOO_SMALL|BAD_DH|INSUFFICIENT_SECURITY|INAPPROPRIATE_FALLBACK/;
const NOT_TLS = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL|BAD_RECORD_TYPE/;

function explainAlert(code: string, context: FailureContext): Explained | undefined {
  const { host } = context;
  if (CLIENT_CERTIFICATE.test(code)) {
    return {
      code: 'tls.client-certificate',
      message: `${host} wants a client certificate, or refused the one that was sent.`,
    };
  }
  if (code.includes('HANDSHAKE_FAILURE')) {
    return context.sawCertificate
      ? {
          code: 'tls.client-certificate',
          message: `${host} ended the handshake after showing its certificate: it wants a client certificate.`,
        }
      : {
          code: 'tls.protocol',
          message: `${host} ended the handshake: no TLS version and cipher suits both sides, or it wants a client certificate.`,
        };
  }
  if (NO_COMMON_PROTOCOL.test(code)) {
    return {
      code: 'tls.protocol',
      message: `${host} offers no TLS version or cipher that is safe to use; TLS 1.2 is the least.`,
    };
  }
  if (NOT_TLS.test(code)) {
    return {
      code: 'tls.protocol',
      message: `${host} does not speak TLS at this port; the address may need http, or another port.`,
    };
  }
  return undefined;
}

function explainTls(error: unknown, context: FailureContext): Explained | undefined {
  const { host } = context;
  const code = codeOf(error);
  if (UNTRUSTED.has(code)) return explainUntrusted(code, host);
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return { code: 'tls.expired', message: `The certificate of ${host}, or one above it, has expired.` };
    case 'CERT_NOT_YET_VALID':
      return {
        code: 'tls.expired',
        message: `The certificate of ${host} is not valid yet; or this machine's clock is behind.`,
      };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return { code: 'tls.host-mismatch', message: `The certificate that ${host} shows is made out for another name.` };
    default:
  }
  const alert = explainAlert(code, context);
  if (alert) return alert;
  if (!/^(?:ERR_SSL_|ERR_TLS_|CERT_|CRL_|CA_|EE_|EPROTO)/.test(code)) return undefined;
  return { code: 'tls.failed', message: `The TLS handshake with ${host} failed (${code}).` };
}

function explainRoute(code: string, { host, phase, proxy }: FailureContext): Explained | undefined {
  if (phase === 'proxy' && proxy !== undefined) {
    return {
      code: 'network.proxy',
      message: `The proxy ${proxy} on the way to ${host} cannot be used (${code || 'connection closed'}).`,
    };
  }
  switch (code) {
    case 'ENOTFOUND':
    case 'ENODATA':
      return {
        code: 'network.dns',
        message: `The name of ${host} does not exist in DNS; check its spelling, or whether a VPN is needed.`,
      };
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'ESERVFAIL':
      return { code: 'network.dns', message: `The name of ${host} could not be looked up; is this machine online?` };
    case 'ECONNREFUSED':
      return { code: 'network.refused', message: `${host} refused the connection: nothing listens at that port.` };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
    case 'EACCES':
    case 'EPERM':
      return { code: 'network.unreachable', message: `There is no way from this machine to ${host} (${code}).` };
    case 'ETIMEDOUT':
      return { code: 'network.timeout', message: `${host} did not accept a connection in time.` };
    default:
      return undefined;
  }
}

/** The first bytes of a TLS record (an alert or a handshake), seen where HTTP was expected. */
function isTlsRecord(error: unknown): boolean {
  const data = textOf(error, 'data');
  return (data.charCodeAt(0) === 0x15 || data.charCodeAt(0) === 0x16) && data.charCodeAt(1) === 0x03;
}

/** The parser was told of the end when it expected more: there is nothing at which it stumbled. */
function isEarlyEnd(error: unknown, code: string): boolean {
  return code === 'HPE_INVALID_EOF_STATE' || (code === PARSER_ERROR && textOf(error, 'data') === '');
}

function explainReply(error: unknown, { host, phase }: FailureContext): Explained {
  const code = codeOf(error);
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') {
    return {
      code: 'protocol.headers-too-large',
      message: `The headers of the reply of ${host} are too large to be read.`,
    };
  }
  if (code.startsWith('HPE_') && isTlsRecord(error)) {
    return { code: 'tls.protocol', message: `${host} speaks TLS at this port: the address needs https.` };
  }
  const isMismatch = code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
  if (phase === 'download' && (code === 'UND_ERR_SOCKET' || isMismatch || isEarlyEnd(error, code))) {
    return { code: 'protocol.truncated', message: `${host} closed the connection before its reply was complete.` };
  }
  // Before the body there is no length to mismatch: the client says so of every head that names one and cannot be read.
  if (code.startsWith('HPE_') || isMismatch) {
    return { code: 'protocol.malformed-http', message: `The reply of ${host} is not valid HTTP.` };
  }
  const during =
    phase === 'download'
      ? 'in the middle of its reply'
      : phase === 'tls'
        ? 'during the TLS handshake'
        : 'before it answered';
  return { code: 'network.interrupted', message: `${host} closed the connection ${during}.` };
}

const CLOSED =
  /^(?:ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|UND_ERR_CLOSED|UND_ERR_INFO|UND_ERR_DESTROYED|UND_ERR_ABORTED|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_HEADERS_OVERFLOW|HPE_\w+)$/;

function explain(error: unknown, context: FailureContext): Explained {
  const code = codeOf(error);
  if (
    code === 'UND_ERR_INVALID_ARG' ||
    code === 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH' ||
    code === 'UND_ERR_NOT_SUPPORTED'
  ) {
    return { code: 'input.invalid', message: 'A header or the method of the request cannot be sent in HTTP as it is.' };
  }
  const known = explainTls(error, context) ?? explainRoute(code, context);
  if (known) return known;
  const isClosed = CLOSED.test(code) || (error instanceof Error && error.message === 'closed');
  return isClosed
    ? explainReply(error, context)
    : { code: 'bug', message: `The exchange with ${context.host} failed unexpectedly (${code}).` };
}

/** Turns whatever the transport threw into a `Failure` that names host and phase, and carries no header and no body. */
export function toNetworkFailure(error: unknown, context: FailureContext): Failure {
  if (error instanceof Failure) return error;
  const { code, message } = explain(error, context);
  const reason = codeOf(error);
  // A server judges the client certificate after its own side of the handshake, when the request has begun already.
  const phase = code.startsWith('tls.') ? 'tls' : context.phase;
  const details = { host: context.host, phase, ...(reason !== '' && { reason }) };
  return new Failure(code, message, { details, cause: error });
}
