import { randomBytes } from 'node:crypto';

/** What identity domains send with a refusal, and what Oracle's support asks for: the execution context id. */
export interface Refusal {
  status: number;
  error: string;
  description: string;
}

export const newEcid = (): string => randomBytes(16).toString('base64url');

/** What the provider found; `detail` is its internal reason, which a real domain keeps to itself as well. */
export interface ProviderRefusal {
  status: number;
  error: string;
  description: string | undefined;
  detail: string | undefined;
}

const DESCRIPTIONS: Record<string, string> = {
  invalid_client: 'The client could not be authenticated: client ID or client secret is not right.',
  unauthorized_client: 'The client is not authorized for this grant type.',
  unsupported_grant_type: 'This grant type is not known here.',
  invalid_grant: 'The grant is not valid, has expired or was issued to another client.',
  invalid_token: 'The access token is not valid or has expired.',
};

/** Reasons of the provider that deserve their own sentence, because a real domain tells them apart too. */
const REASONS: Record<string, string> = {
  'refresh token already used': 'The refresh token has already been consumed: each one works once.',
  'refresh token not found': 'The refresh token is unknown, has been revoked or has expired.',
  'refresh token is expired': 'The refresh token has expired.',
  'authorization code already consumed': 'The authorization code has already been consumed.',
  'authorization code is expired': 'The authorization code has expired: it lives three minutes.',
  'authorization code redirect_uri mismatch': 'The redirect URI is not the one the code was issued for.',
  'PKCE verification failed': 'The code verifier does not match the code challenge.',
  'wrong user name or password': 'The user name or the password is not right.',
};

/** Turns what the provider says into what an identity domain would say: the same codes, other words. */
export function toRefusal(found: ProviderRefusal): Refusal {
  const description =
    REASONS[found.detail ?? ''] ?? DESCRIPTIONS[found.error] ?? found.description ?? 'The request was refused.';
  return { status: found.error === 'invalid_client' ? 401 : found.status, error: found.error, description };
}

export const refusalBody = ({ error, description }: Refusal) => ({
  error,
  error_description: description,
  ecid: newEcid(),
});

/** The refusal of the administration API when the signing certificate is not public. */
export const scimUnauthorized = () => ({
  schemas: [
    'urn:ietf:params:scim:api:messages:2.0:Error',
    'urn:ietf:params:scim:api:oracle:idcs:extension:messages:Error',
  ],
  detail: 'Operation failed due to unauthorized access.',
  status: '401',
  'urn:ietf:params:scim:api:oracle:idcs:extension:messages:Error': {
    messageId: 'error.common.exception.unauthorizedAccess',
  },
});
