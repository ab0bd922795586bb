import type { RequestListener } from 'node:http';
import { z } from 'zod';
import type { KeyPair } from './certificates.ts';
import { startTlsServer } from './oauthServer.ts';
import type { RunningServer } from './oauthServer.ts';

interface SavedModel {
  save(): Promise<string>;
  expiration: number;
  addOIDCScope(scope: string): void;
}
type Model = new (properties: object) => SavedModel;

interface GrantContext {
  body: unknown;
  oidc: {
    client: { clientId: string };
    params: Record<string, string | undefined>;
  };
}

interface ProviderLike {
  AccessToken: Model;
  RefreshToken: Model;
  Grant: Model;
  callback(): RequestListener;
  registerGrantType(name: string, handler: (context: GrantContext) => Promise<void>, parameters: string[]): void;
}

/** A name that the compiler does not follow: the package carries no types, and what the tests use of it is stated below. */
const PACKAGE = ['oidc', 'provider'].join('-');

const providerModule = z.object({
  Provider: z.custom<new (issuer: string, configuration: object) => ProviderLike>(
    (value) => typeof value === 'function',
  ),
  errors: z.object({ InvalidGrant: z.custom<new (detail: string) => Error>((value) => typeof value === 'function') }),
});

export interface ProviderClient {
  client_id: string;
  client_secret?: string;
  grant_types: string[];
  token_endpoint_auth_method: string;
  [member: string]: unknown;
}

interface ProviderOptions {
  keys: KeyPair;
  clients: ProviderClient[];
  /** User names with their passwords, for the password grant. */
  users: Record<string, string>;
  configuration?: object;
  /** PEM of the authority whose client certificates the server asks for. */
  clientAuthority?: string;
  /** Further grants by their wire name: which user the parameters stand for; undefined refuses them. */
  grants?: Record<
    string,
    (parameters: Record<string, string | undefined>, clientId: string) => Promise<string | undefined>
  >;
}

/** A client certificate authenticates whoever shows one of the authority's; its subject is not compared. */
const MUTUAL_TLS = {
  enabled: true,
  tlsClientAuth: true,
  getCertificate: (context: { socket: { getPeerX509Certificate(): unknown } }) =>
    context.socket.getPeerX509Certificate(),
  certificateAuthorized: (context: { socket: { authorized: boolean } }) => context.socket.authorized,
  certificateSubjectMatches: () => true,
};

/** A real `oidc-provider` over TLS, with the password grant that its documentation shows how to add. */
export async function startOidcProvider(options: ProviderOptions): Promise<RunningServer> {
  const { Provider, errors } = providerModule.parse(await import(PACKAGE));
  return startTlsServer(
    options.keys,
    (origin) => {
      const provider = new Provider(origin, {
        clients: options.clients.map((client) => ({ redirect_uris: [], response_types: [], ...client })),
        scopes: ['openid', 'offline_access', 'api:read', 'api:write'],
        routes: {
          token: '/oauth2/v1/token',
          introspection: '/oauth2/v1/introspect',
          revocation: '/oauth2/v1/revoke',
          userinfo: '/oauth2/v1/userinfo',
        },
        features: {
          clientCredentials: { enabled: true },
          introspection: { enabled: true, allowedPolicy: () => true },
          revocation: { enabled: true, allowedPolicy: () => true },
          devInteractions: { enabled: false },
          ...(options.clientAuthority !== undefined && { mTLS: MUTUAL_TLS }),
        },
        rotateRefreshToken: true,
        ttl: { AccessToken: 600, ClientCredentials: 600, Grant: 86_400, IdToken: 600, RefreshToken: 86_400 },
        findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
        ...options.configuration,
      });
      provider.registerGrantType(
        'password',
        (context) => grantPassword(provider, errors.InvalidGrant, options.users, context),
        ['username', 'password', 'scope'],
      );
      for (const [name, userOf] of Object.entries(options.grants ?? {})) {
        provider.registerGrantType(
          name,
          async (context) => {
            const { client, params } = context.oidc;
            const accountId = await userOf(params, client.clientId);
            if (accountId === undefined) throw new errors.InvalidGrant('not accepted');
            await issue(provider, context, accountId, name);
          },
          ['assertion', 'subject_token', 'subject_token_type', 'requested_token_type', 'audience', 'scope'],
        );
      }
      return provider.callback();
    },
    options.clientAuthority,
  );
}

async function grantPassword(
  provider: ProviderLike,
  InvalidGrant: new (detail: string) => Error,
  users: Record<string, string>,
  context: GrantContext,
): Promise<void> {
  const { username = '', password } = context.oidc.params;
  if (users[username] === undefined || users[username] !== password)
    throw new InvalidGrant('wrong user name or password');
  await issue(provider, context, username, 'password');
}

async function issue(provider: ProviderLike, context: GrantContext, accountId: string, gty: string): Promise<void> {
  const { client, params } = context.oidc;
  const { scope = '' } = params;
  const grant = new provider.Grant({ accountId, clientId: client.clientId });
  grant.addOIDCScope(scope);
  const shared = { accountId, client, grantId: await grant.save(), gty, scope };
  const accessToken = new provider.AccessToken(shared);
  const hasRefresh = scope.split(' ').includes('offline_access');
  context.body = {
    access_token: await accessToken.save(),
    token_type: 'Bearer',
    expires_in: accessToken.expiration,
    scope,
    ...(hasRefresh ? { refresh_token: await new provider.RefreshToken(shared).save() } : {}),
  };
}
