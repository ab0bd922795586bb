import { decodeJwt } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { z } from 'zod';
import type { Practice } from './practice.ts';
import { stableId } from './practice.ts';
import { ROUTES } from './provider.ts';
import { wrapRefreshToken } from './refreshTokens.ts';
import type { Refusal } from './refusals.ts';
import { refusalBody, toRefusal } from './refusals.ts';
import { splitScope } from './scopes.ts';
import type { SigningKey } from './signingKey.ts';
import { accessTokenClaims, identityTokenClaims, signToken } from './tokens.ts';

const refusedBody = z.object({ error: z.string(), error_description: z.string().optional() });
const grantedBody = z.object({
  token_type: z.string(),
  expires_in: z.number(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
});
const introspectedBody = z.looseObject({ active: z.literal(true), scope: z.string().optional() });

/** Sends a refusal in the domain's shape. */
export function refuse(ctx: KoaContextWithOIDC, refusal: Refusal): void {
  const body = refusalBody(refusal);
  ctx.status = refusal.status;
  ctx.set('x-oracle-dms-ecid', body.ecid);
  ctx.body = body;
}

/** The provider calls some things an invalid request for which an identity domain has a code of its own. */
function domainCode(error: string, ctx: KoaContextWithOIDC, form: URLSearchParams): string {
  if (error !== 'invalid_request') return error;
  const client = 'oidc' in ctx ? ctx.oidc.client : undefined;
  const grant = form.get('grant_type');
  if (client === undefined) return form.has('client_secret') ? error : 'invalid_client';
  const isForbidden = ctx.path === ROUTES.token && grant !== null && grant !== '' && !client.grantTypeAllowed(grant);
  return isForbidden ? 'unauthorized_client' : error;
}

/** Rewrites the provider's refusal, if the reply is one. `detail` is the provider's internal reason. */
export function refuseAsDomain(ctx: KoaContextWithOIDC, form: URLSearchParams, detail: string | undefined): void {
  const found = refusedBody.safeParse(ctx.body);
  if (!found.success) return;
  const { error, error_description: description } = found.data;
  refuse(ctx, toRefusal({ status: ctx.status, error: domainCode(error, ctx, form), description, detail }));
}

/** Rewrites the provider's token reply: signed tokens for its opaque ones, and no `scope` member. */
export function createGrantReply(practice: Practice, key: SigningKey) {
  function issueAccessToken(ctx: KoaContextWithOIDC, lifetime: number, grant: string): string {
    const { ClientCredentials, AccessToken } = ctx.oidc.entities;
    const token = ClientCredentials ?? AccessToken;
    if (token?.clientId === undefined) throw new Error('a granted token belongs to a client');
    const user = practice.users.find((each) => each.userName === AccessToken?.accountId);
    const issuedAt = Math.floor(Date.now() / 1000);
    const claims = accessTokenClaims(practice, {
      jti: token.jti,
      clientId: token.clientId,
      scope: token.scope,
      issuedAt,
      expiresAt: issuedAt + lifetime,
      grant,
      ...(user === undefined ? {} : { user }),
      ...(AccessToken?.sid === undefined ? {} : { sessionId: AccessToken.sid }),
    });
    return signToken(key, claims);
  }

  function issueIdentityToken(ctx: KoaContextWithOIDC, idToken: string): string | undefined {
    const user = practice.users.find((each) => each.userName === ctx.oidc.entities.AccessToken?.accountId);
    return user && signToken(key, identityTokenClaims(practice, decodeJwt(idToken), user));
  }

  return (ctx: KoaContextWithOIDC, form: URLSearchParams): void => {
    const granted = grantedBody.parse(ctx.body);
    const grantId = ctx.oidc.entities.AccessToken?.grantId ?? '';
    ctx.body = {
      access_token: issueAccessToken(ctx, granted.expires_in, form.get('grant_type') ?? ''),
      token_type: granted.token_type,
      expires_in: granted.expires_in,
      refresh_token: granted.refresh_token && wrapRefreshToken(granted.refresh_token, stableId(grantId)),
      id_token: granted.id_token && issueIdentityToken(ctx, granted.id_token),
    };
  };
}

/** Rewrites the provider's introspection of an active token: audience and bare scopes for fully-qualified ones. */
export function introspectAsDomain(ctx: KoaContextWithOIDC, practice: Practice): void {
  const active = introspectedBody.safeParse(ctx.body);
  if (!active.success) return;
  const { resource, bare } = splitScope(active.data.scope, practice.resources);
  const { AccessToken, RefreshToken } = ctx.oidc.entities;
  const userName = AccessToken?.accountId ?? RefreshToken?.accountId;
  ctx.body = {
    ...active.data,
    scope: bare.join(' '),
    aud: resource?.audience,
    sub: userName ?? active.data['client_id'],
    sub_type: userName === undefined ? 'client' : 'user',
    tenant: practice.tenant,
  };
}
