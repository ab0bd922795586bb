import { createHash } from 'node:crypto';
import type { KeyObject, X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '#contract/keys.ts';
import type { SigningAlgorithm } from '#contract/connection.ts';
import type { PrivateKeyReading } from '../core/oauth/clientAuth/keyPort.ts';

const RSA: SigningAlgorithm[] = ['RS256', 'PS256', 'RS384', 'PS384', 'RS512', 'PS512'];
/** By the names that OpenSSL gives them. */
const CURVES: Record<string, { name: string; algorithm: SigningAlgorithm }> = {
  prime256v1: { name: 'P-256', algorithm: 'ES256' },
  secp384r1: { name: 'P-384', algorithm: 'ES384' },
  secp521r1: { name: 'P-521', algorithm: 'ES512' },
};

export function describeKey(key: KeyObject): PrivateKeyReading {
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { pem, ...kindOf(key) };
}

function kindOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): Omit<PrivateKeyReading, 'pem'> {
  if (asymmetricKeyType === 'rsa') {
    return { kind: `RSA, ${asymmetricKeyDetails?.modulusLength ?? 0} bits`, algorithms: RSA };
  }
  if (asymmetricKeyType === 'ec') {
    const curve = asymmetricKeyDetails?.namedCurve ?? 'unknown';
    const known = CURVES[curve];
    return { kind: `EC, ${known?.name ?? curve}`, algorithms: known ? [known.algorithm] : [] };
  }
  return { kind: asymmetricKeyType ?? 'unknown', algorithms: [] };
}

export function describeCertificate(certificate: X509Certificate): CertificateFacts & { pem: string } {
  const { raw, serialNumber } = certificate;
  const sha1 = createHash('sha1').update(raw).digest();
  const sha256 = createHash('sha256').update(raw).digest();
  return {
    pem: certificate.toString(),
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    serialNumber,
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    x5t: sha1.toString('base64url'),
    x5tS256: sha256.toString('base64url'),
    sha1: sha1.toString('hex'),
    sha256: sha256.toString('hex'),
  };
}

/** A distinguished name with its parts in one line; an empty one is undefined at run time. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ');
}
