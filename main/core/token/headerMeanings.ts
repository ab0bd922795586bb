import type { MeaningRow } from './registeredClaims.ts';

/** Header parameters of signed and encrypted tokens. */
export const HEADER_PARAMETERS: readonly MeaningRow[] = [
  [
    'alg',
    'The algorithm of the signature, or the one that wraps the encryption key.',
    'RFC 7515 §4.1.1, RFC 7516 §4.1.1',
  ],
  [
    'jku',
    'An address to fetch keys from; never followed here, for a token must not choose its own key.',
    'RFC 7515 §4.1.2',
  ],
  [
    'jwk',
    'A public key inside the token; not trusted here, for a token must not choose its own key.',
    'RFC 7515 §4.1.3',
  ],
  ['kid', 'Name of the key, by which it is found in the issuer’s key set.', 'RFC 7515 §4.1.4'],
  ['x5u', 'An address to fetch a certificate from; never followed here.', 'RFC 7515 §4.1.5'],
  ['x5c', 'The certificate chain of the key; shown, and not trusted by itself.', 'RFC 7515 §4.1.6'],
  ['x5t', 'SHA-1 thumbprint of the key’s certificate.', 'RFC 7515 §4.1.7'],
  ['x5t#S256', 'SHA-256 thumbprint of the key’s certificate.', 'RFC 7515 §4.1.8'],
  ['typ', 'What kind of token this is.', 'RFC 7519 §5.1'],
  ['cty', 'What kind of content is inside; JWT means another token.', 'RFC 7519 §5.2'],
  ['crit', 'Parameters that a reader must understand, or refuse the token.', 'RFC 7515 §4.1.11'],
  ['b64', 'Whether the payload is base64url; false has no place in a JWT.', 'RFC 7797 §3'],
  ['enc', 'The algorithm that encrypts the content.', 'RFC 7516 §4.1.2'],
  ['zip', 'How the content was compressed before it was encrypted.', 'RFC 7516 §4.1.3'],
  ['epk', 'The sender’s one-time public key for the key agreement.', 'RFC 7518 §4.6.1.1'],
  ['apu', 'The sender’s name in the key agreement.', 'RFC 7518 §4.6.1.2'],
  ['apv', 'The recipient’s name in the key agreement.', 'RFC 7518 §4.6.1.3'],
  ['iv', 'Starting value for wrapping the key.', 'RFC 7518 §4.7.1.1'],
  ['tag', 'Check value for the wrapped key.', 'RFC 7518 §4.7.1.2'],
  ['p2s', 'Salt for making a key from a password.', 'RFC 7518 §4.8.1.1'],
  ['p2c', 'How many rounds make a key from a password; a huge number only costs the reader time.', 'RFC 7518 §4.8.1.2'],
  ['iss', 'A copy of the claim iss, readable while the content is encrypted.', 'RFC 7519 §5.3'],
  ['sub', 'A copy of the claim sub, readable while the content is encrypted.', 'RFC 7519 §5.3'],
  ['aud', 'A copy of the claim aud, readable while the content is encrypted.', 'RFC 7519 §5.3'],
  [
    'nonce',
    'A value against replay; in a token of Microsoft Entra it means that only Microsoft’s own services can verify it.',
    'RFC 8555 §6.5.2',
  ],
  ['url', 'The address that the request is for.', 'RFC 8555 §6.4.1'],
  ['trust_chain', 'Statements that lead to a trusted federation.', 'OpenID Federation 1.0'],
];
