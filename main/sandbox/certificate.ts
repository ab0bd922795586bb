import { randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

interface CertificateFacts {
  commonName: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const TEN_YEARS_MS = 3650 * 86_400_000;

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
/** AlgorithmIdentifier of sha256WithRSAEncryption (RFC 4055), parameters NULL. */
const SHA256_WITH_RSA = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
/** Object identifier of commonName. */
const COMMON_NAME = Buffer.from('0603550403', 'hex');

/** One element of DER: tag, length in as few bytes as it takes, content. */
function element(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  if (size < 0x80) return Buffer.concat([Buffer.from([tag, size]), content]);
  const length = Buffer.from(size.toString(16).padStart(size > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

const utcTime = (ms: number): Buffer => {
  const digits = new Date(ms).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14);
  return element(UTC_TIME, Buffer.from(`${digits}Z`));
};

/** A positive serial number: the first bit is cleared and the next one set, so that DER needs no padding. */
function serialNumber(): Buffer {
  const bytes = randomBytes(8);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return element(INTEGER, bytes);
}

/** A self-signed X.509 certificate (RFC 5280, version 1), DER; node:crypto reads certificates and makes none. */
export function createCertificate({ commonName, privateKey, publicKey }: CertificateFacts): Buffer {
  const name = element(
    SEQUENCE,
    element(SET, element(SEQUENCE, COMMON_NAME, element(UTF8_STRING, Buffer.from(commonName)))),
  );
  const now = Date.now();
  const body = element(
    SEQUENCE,
    serialNumber(),
    SHA256_WITH_RSA,
    name,
    element(SEQUENCE, utcTime(now - 60_000), utcTime(now + TEN_YEARS_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', body, privateKey);
  return element(SEQUENCE, body, SHA256_WITH_RSA, element(BIT_STRING, Buffer.from([0]), signature));
}
