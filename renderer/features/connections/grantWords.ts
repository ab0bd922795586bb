import type { GrantType } from '#contract/connection.ts';

/** Each grant as people read it in the console, and what it is for. */
const GRANTS: Record<GrantType, { name: string; purpose: string }> = {
  client_credentials: { name: 'Client credentials', purpose: 'The application itself asks; no user is involved.' },
  password: {
    name: 'Resource owner password',
    purpose: 'The application sends a user’s name and password. For tests with local users.',
  },
  authorization_code: { name: 'Authorization code', purpose: 'A user signs in with the browser; PKCE is always on.' },
  device_code: { name: 'Device code', purpose: 'A user signs in on another device with a short code.' },
  jwt_bearer: { name: 'JWT assertion', purpose: 'A signed statement names the user; no password, no browser.' },
  saml2_bearer: { name: 'SAML 2.0 assertion', purpose: 'An assertion of another identity provider names the user.' },
  token_exchange: { name: 'Token exchange', purpose: 'A token is turned into another one (RFC 8693).' },
  tls_client_auth: {
    name: 'TLS client (tls_client_auth)',
    purpose: 'The client certificate alone asks, on the domain’s secure host.',
  },
  tls_cert_auth: {
    name: 'TLS client (tls_cert_auth)',
    purpose: 'The same, under the name that the domain’s metadata uses.',
  },
  refresh_token: {
    name: 'Refresh token',
    purpose: 'A refresh token that you were given is used to get the first pair.',
  },
};

export const grantName = (type: GrantType): string => GRANTS[type].name;
export const grantPurpose = (type: GrantType): string => GRANTS[type].purpose;
