/** Bytes before the identifier in the refresh tokens of identity domains: format 1, then a length of 32. */
const PREFIX = Buffer.from([0x01, 0x00, 0x20]);
const IDENTIFIER_LENGTH = 32;

/**
 * Dresses the provider's refresh token as an identity domain would: URL-safe base64 with its padding kept, a prefix, 32 hex digits and the rest.
 * The digits are the same for all tokens of one grant.
 */
export function wrapRefreshToken(token: string, identifier: string): string {
  const bytes = Buffer.concat([PREFIX, Buffer.from(identifier.slice(0, IDENTIFIER_LENGTH)), Buffer.from(token)]);
  return bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

/** The provider's refresh token; anything that is not one comes back as it is, and is unknown to the provider. */
export function unwrapRefreshToken(value: string): string {
  const bytes = Buffer.from(value, 'base64url');
  const isOurs = bytes.subarray(0, PREFIX.length).equals(PREFIX);
  return isOurs ? bytes.subarray(PREFIX.length + IDENTIFIER_LENGTH).toString() : value;
}
