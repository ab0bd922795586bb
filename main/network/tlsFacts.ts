import type { TLSSocket } from 'node:tls';
import type { TlsFacts } from '#contract/exchange.ts';

/** Times of certificates are written by OpenSSL in its own way: `Jan  1 00:00:00 2030 GMT`. */
function isoTime(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}

/** Parts of a distinguished name in the order in which people read them: most particular first. */
function readableName(name: string): string {
  return name.split('\n').reverse().join(', ');
}

/** What was negotiated; absent while the server has shown no certificate. */
export function readTlsFacts(socket: TLSSocket, sentClientCertificate: boolean): TlsFacts | undefined {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return undefined;
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().standardName,
    subject: readableName(certificate.subject),
    issuer: readableName(certificate.issuer),
    subjectAlternativeNames: (certificate.subjectAltName ?? '').split(', ').filter((name) => name !== ''),
    validFrom: isoTime(certificate.validFrom),
    validTo: isoTime(certificate.validTo),
    fingerprint256: certificate.fingerprint256,
    clientCertificate: sentClientCertificate,
  };
}
