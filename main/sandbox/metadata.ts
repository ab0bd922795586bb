import type { Practice } from './practice.ts';
import { ISSUER, STANDARD_SCOPES } from './practice.ts';
import { ROUTES } from './provider.ts';

/** OpenID Connect discovery as identity domains answer it: the issuer is the same for all of them, so it never equals the address asked. */
export function openidConfiguration({ domainUrl }: Practice): Record<string, unknown> {
  return {
    issuer: ISSUER,
    authorization_endpoint: domainUrl + ROUTES.authorization,
    token_endpoint: domainUrl + ROUTES.token,
    userinfo_endpoint: domainUrl + ROUTES.userinfo,
    revocation_endpoint: domainUrl + ROUTES.revocation,
    introspection_endpoint: domainUrl + ROUTES.introspection,
    end_session_endpoint: domainUrl + ROUTES.end_session,
    device_authorization_endpoint: domainUrl + ROUTES.device_authorization,
    jwks_uri: domainUrl + ROUTES.jwks,
    scopes_supported: STANDARD_SCOPES,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    grant_types_supported: ['client_credentials', 'password', 'refresh_token', 'authorization_code'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    http_logout_supported: true,
    logout_session_supported: false,
  };
}

/** RFC 8414 metadata: the same, and the one document that names PKCE and public clients. */
export const authorizationServerMetadata = (practice: Practice): Record<string, unknown> => ({
  ...openidConfiguration(practice),
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
  code_challenge_methods_supported: ['S256'],
});

/** The domain's own discovery document: nested, so that no standard client can use it. */
export function idcsConfiguration(practice: Practice): Record<string, unknown> {
  const { domainUrl } = practice;
  return {
    configuration: { issuer: ISSUER },
    'access-configuration': {
      http_authentication_endpoint: `${domainUrl}/sso/v1/user/login`,
      asserter_endpoint: `${domainUrl}/admin/v1/Asserter`,
      encryption_keys_endpoint: `${domainUrl}${ROUTES.jwks}`,
      password_authenticator_endpoint: `${domainUrl}/admin/v1/PasswordAuthenticator`,
    },
    'openid-configuration': openidConfiguration(practice),
  };
}
