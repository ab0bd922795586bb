import { X509Certificate } from 'node:crypto';
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
  // Not `getPeerX509Certificate`: before the certificate is judged it leaves the judge of Node 20 an empty one, and each name mismatches.
  const { raw } = socket.getPeerCertificate();
  // The types promise a certificate; a server without one gives an empty object.
  if (!(raw instanceof Uint8Array)) return undefined;
  const certificate = new X509Certificate(raw);
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
