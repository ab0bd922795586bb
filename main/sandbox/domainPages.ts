import type { KoaContextWithOIDC } from 'oidc-provider';
import { renderPage } from './html.ts';
import { authorizationServerMetadata, idcsConfiguration, openidConfiguration } from './metadata.ts';
import type { Practice } from './practice.ts';
import { USER_PASSWORD } from './practice.ts';
import { ROUTES } from './provider.ts';
import { scimUnauthorized } from './refusals.ts';
import type { SigningKey } from './signingKey.ts';

/** What can be switched while the practice domain runs. */
export interface SandboxFaults {
  /** Whether the signing certificate is public: the setting "Access signing certificate" of a domain, off by default there and on here. */
  signingCertificatePublic: boolean;
}

interface PagesOptions {
  practice: Practice;
  key: SigningKey;
  faults: () => SandboxFaults;
  /** Whether the bearer token is one of this domain; such a caller sees the certificate in any case. */
  isOurToken: (token: string) => Promise<boolean>;
}

const signInText =
  '<p>On a real domain this is where people sign in. Its address is what you get when you open the application: replace ' +
  '<code>/ui/v1/signin</code> with <code>/ui/v1/adminconsole</code> for the console, or keep only the host for the domain URL.</p>';
const consoleText =
  '<p>On a real domain this is the administration console: applications, their grants and scopes, users, settings. ' +
  'The practice domain has everything set up, so there is nothing to do here.</p>';

/** The documents and pages beside the protocol: discovery, signing certificate, two explanations. */
export function createDomainPages({ practice, key, faults, isOurToken }: PagesOptions) {
  const facts = [
    ['Domain URL', practice.domainUrl],
    ['Practice API', practice.apiUrl],
    ['Users', practice.users.map((user) => user.userName).join(', ')],
    ['Password of each', USER_PASSWORD],
  ] as const;

  async function answerSigningCertificate(ctx: KoaContextWithOIDC): Promise<void> {
    const token = /^bearer (.+)$/i.exec(ctx.get('authorization'))?.[1];
    const mayRead = faults().signingCertificatePublic || (token !== undefined && (await isOurToken(token)));
    ctx.status = mayRead ? 200 : 401;
    ctx.body = mayRead ? { keys: [key.publicJwk] } : scimUnauthorized();
  }

  const pages: Record<string, (ctx: KoaContextWithOIDC) => unknown> = {
    '/.well-known/openid-configuration': (ctx) => (ctx.body = openidConfiguration(practice)),
    '/.well-known/oauth-authorization-server': (ctx) => (ctx.body = authorizationServerMetadata(practice)),
    '/.well-known/idcs-configuration': (ctx) => (ctx.body = idcsConfiguration(practice)),
    [ROUTES.jwks]: answerSigningCertificate,
    '/ui/v1/signin': (ctx) => (ctx.body = renderPage('Practice sign-in', signInText, facts)),
    '/ui/v1/adminconsole': (ctx) => (ctx.body = renderPage('Practice console', consoleText, facts)),
  };

  return async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> => {
    const page = ctx.method === 'GET' ? pages[ctx.path] : undefined;
    await (page === undefined ? next() : page(ctx));
  };
}
