import { X509Certificate } from 'node:crypto';

export interface CertificateDate {
  /** The common name, or the whole subject. */
  label: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,200000}-----END CERTIFICATE-----/g;

/** The ends of the certificates in a text, in their order; what is none is passed over. */
export function readCertificateDates(text: string): CertificateDate[] {
  return (text.match(PEM) ?? []).flatMap((pem) => {
    let certificate: X509Certificate;
    try {
      certificate = new X509Certificate(pem);
    } catch {
      // The connection's own check says what is wrong with it; here it just has no end to count down to.
      return [];
    }
    const expiresAt = Date.parse(certificate.validTo);
    const name = /^CN=(.+)$/m.exec(certificate.subject)?.[1] ?? certificate.subject.replaceAll('\n', ', ');
    return Number.isNaN(expiresAt) ? [] : [{ label: name, expiresAt }];
  });
}
