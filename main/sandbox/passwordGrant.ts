import type * as oidcProvider from 'oidc-provider';
import type { Provider, TokenEndpointGrantContext } from 'oidc-provider';
import type { Practice, PracticeUser } from './practice.ts';
import { findScopeFault, words } from './scopes.ts';

interface PasswordParameters {
  username?: string | undefined;
  password?: string | undefined;
}

type GrantContext = TokenEndpointGrantContext<PasswordParameters>;

export const PASSWORD_PARAMETERS = ['username', 'password', 'scope'];

/** The resource owner password credentials grant (RFC 6749 section 4.3), which the provider leaves to its users. */
export function createPasswordGrant(
  provider: Provider,
  { errors }: Pick<typeof oidcProvider, 'errors'>,
  practice: Practice,
) {
  function authenticate({ username, password }: PasswordParameters): PracticeUser {
    if (username === undefined || password === undefined) {
      throw new errors.InvalidRequest(`The request lacks ${username === undefined ? 'username' : 'password'}.`);
    }
    const user = practice.users.find((each) => each.userName === username);
    if (user?.password !== password) throw new errors.InvalidGrant('wrong user name or password');
    return user;
  }

  async function issueIdToken(ctx: GrantContext, user: PracticeUser): Promise<string> {
    const token = new provider.IdToken({ sub: user.userName }, { ctx });
    return token.issue({ use: 'idtoken' });
  }

  return async (ctx: GrantContext): Promise<void> => {
    const { client, params } = ctx.oidc;
    const allowed = words(client.scope);
    const fault = findScopeFault(params.scope, allowed, practice.resources);
    if (fault !== undefined) throw new errors.InvalidScope(fault, params.scope ?? '');
    const user = authenticate(params);
    const asked = words(params.scope);

    const grant = new provider.Grant({ accountId: user.userName, clientId: client.clientId });
    grant.addOIDCScope(asked);
    const shared = {
      accountId: user.userName,
      client,
      grantId: await grant.save(),
      gty: 'password',
      scope: asked.join(' '),
    };
    const accessToken = new provider.AccessToken(shared);
    ctx.oidc.entity('AccessToken', accessToken);
    const isRefreshable = asked.includes('offline_access') && client.grantTypeAllowed('refresh_token');
    ctx.body = {
      access_token: await accessToken.save(),
      token_type: 'Bearer',
      expires_in: accessToken.expiration,
      ...(isRefreshable ? { refresh_token: await new provider.RefreshToken(shared).save() } : {}),
      ...(asked.includes('openid') ? { id_token: await issueIdToken(ctx, user) } : {}),
    };
  };
}
