import { randomBytes } from 'node:crypto';
import type * as oidcProvider from 'oidc-provider';
import type { ClientMetadata, Configuration, Provider } from 'oidc-provider';
import { escapeHtml, renderPage } from './html.ts';
import { createPasswordGrant, PASSWORD_PARAMETERS } from './passwordGrant.ts';
import type { Practice, SandboxClient } from './practice.ts';
import { ISSUER, STANDARD_SCOPES } from './practice.ts';
import { findScopeFault, qualifiedScopes, words } from './scopes.ts';
import type { SigningKey } from './signingKey.ts';
import { createStore } from './store.ts';

export type ProviderModule = typeof oidcProvider;

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const DAY = 86_400;

/** Lifetimes in seconds, as identity domains have them by default. */
const LIFETIMES = {
  AccessToken: 3600,
  ClientCredentials: 3600,
  AuthorizationCode: 180,
  DeviceCode: 300,
  IdToken: 480 * 60,
  Interaction: 900,
  RefreshToken: 7 * DAY,
  Session: 480 * 60,
  Grant: 7 * DAY,
};

export const ROUTES = {
  authorization: '/oauth2/v1/authorize',
  token: '/oauth2/v1/token',
  introspection: '/oauth2/v1/introspect',
  revocation: '/oauth2/v1/revoke',
  userinfo: '/oauth2/v1/userinfo',
  device_authorization: '/oauth2/v1/device',
  end_session: '/oauth2/v1/userlogout',
  jwks: '/admin/v1/SigningCert/jwk',
  code_verification: '/ui/v1/device',
};

/**
 * Loads the provider only now: its many modules cost a start-up time that nobody pays who does not practise. It is written for Node 22;
 * what older ones lack of it is `URL.parse`.
 */
export async function loadProvider(): Promise<ProviderModule> {
  if (!('parse' in URL)) {
    const parse = (text: string, base?: string) => (URL.canParse(text, base) ? new URL(text, base) : null);
    Object.defineProperty(URL, 'parse', { value: parse, configurable: true, writable: true });
  }
  return import('oidc-provider');
}

function toClientMetadata(client: SandboxClient): ClientMetadata {
  const isInteractive = client.grantType === 'authorization_code';
  const grant = client.grantType === 'device_code' ? DEVICE_GRANT : client.grantType;
  return {
    client_id: client.clientId,
    client_name: client.name,
    ...(client.clientSecret === undefined
      ? { token_endpoint_auth_method: 'none' }
      : { client_secret: client.clientSecret, token_endpoint_auth_method: 'client_secret_basic' }),
    application_type: isInteractive ? 'native' : 'web',
    grant_types: client.refreshAllowed ? [grant, 'refresh_token'] : [grant],
    redirect_uris: [...(client.redirectUris ?? [])],
    response_types: isInteractive ? ['code'] : [],
    scope: [...STANDARD_SCOPES, ...client.allowedScopes].join(' '),
  };
}

const notAllowed = () => false;
const allowed = () => true;

function features(module: ProviderModule, practice: Practice): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: allowed },
    revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        ctx.body = renderPage(
          'Sign out',
          `${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
        );
      },
      postLogoutSuccessSource: (ctx) => {
        ctx.body = renderPage('Signed out', '<p>You are signed out of the practice domain.</p>');
      },
    },
    deviceFlow: {
      enabled: true,
      charset: 'base-20',
      mask: '********',
      userCodeInputSource: (ctx, form, _out, error) => {
        const note =
          error === undefined ? 'Type the code that the device shows.' : 'That code is not known. Type it again.';
        ctx.body = renderPage(
          'Practice device',
          `<p>${note}</p>${form}<button form="op.deviceInputForm">Continue</button>`,
        );
      },
      userCodeConfirmSource: (ctx, form, client, _device, userCode) => {
        const name = escapeHtml(client.clientName ?? client.clientId);
        ctx.body = renderPage(
          'Practice device',
          `<p>${name} asks to be signed in. Go on only if your device shows this code:</p><p><code class="code">${escapeHtml(userCode)}</code></p>` +
            `${form}<button form="op.deviceConfirmForm">Yes, this is my device</button>`,
        );
      },
      successSource: (ctx) => {
        ctx.body = renderPage('Practice device', '<p>The device is signed in. You may close this page.</p>');
      },
    },
    resourceIndicators: {
      enabled: true,
      // Asked after the client has authenticated and before unknown scopes are dropped: the one place that sees what was really asked for.
      defaultResource: (ctx, client) => {
        const scope = ctx.oidc.params?.['scope'];
        const asked = typeof scope === 'string' ? scope : undefined;
        const fault = findScopeFault(asked, words(client.scope), practice.resources);
        if (fault !== undefined) throw new module.errors.InvalidScope(fault, asked ?? '');
        return [];
      },
      getResourceServerInfo: () => {
        throw new module.errors.InvalidTarget('Name the audience in the scope; resource parameters are not used here.');
      },
    },
  };
}

/** A provider that issues opaque tokens with fully-qualified scopes; `createWire` gives them the look of an identity domain. */
export function createProvider(module: ProviderModule, practice: Practice, key: SigningKey): Provider {
  const provider = new module.Provider(ISSUER, {
    adapter: createStore(),
    clients: practice.clients.map(toClientMetadata),
    jwks: { keys: [key.privateJwk] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    scopes: [...STANDARD_SCOPES, ...qualifiedScopes(practice.resources)],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username', 'given_name', 'family_name', 'updated_at'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
      approles: ['appRoles'],
    },
    features: features(module, practice),
    routes: ROUTES,
    ttl: LIFETIMES,
    responseTypes: ['code'],
    rotateRefreshToken: true,
    clientBasedCORS: notAllowed,
    interactions: { url: (_, interaction) => `/ui/v1/signin/${interaction.uid}` },
    findAccount: (_, userName) => {
      const user = practice.users.find((each) => each.userName === userName);
      if (user === undefined) return undefined;
      return {
        accountId: userName,
        claims: () => ({
          sub: userName,
          name: user.displayName,
          preferred_username: userName,
          given_name: user.givenName,
          family_name: user.familyName,
          email: user.email,
          email_verified: true,
          groups: [...user.groups],
          appRoles: [],
        }),
      };
    },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = renderPage('The practice domain refused this', '', [
        ['Error', out.error],
        ['Description', out.error_description ?? ''],
      ]);
    },
  });
  provider.silent = true;
  provider.registerGrantType('password', createPasswordGrant(provider, module, practice), PASSWORD_PARAMETERS);
  return provider;
}
