import { compactVerify, decodeJwt } from 'jose';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { readBody, withBody } from './form.ts';
import type { Practice } from './practice.ts';
import { ISSUER } from './practice.ts';
import { ROUTES } from './provider.ts';
import { unwrapRefreshToken } from './refreshTokens.ts';
import type { Refusal } from './refusals.ts';
import { toRefusal } from './refusals.ts';
import { createGrantReply, introspectAsDomain, refuse, refuseAsDomain } from './replies.ts';
import type { SigningKey } from './signingKey.ts';

type Next = () => Promise<unknown>;

interface WireOptions {
  provider: Provider;
  practice: Practice;
  key: SigningKey;
}

const FORM = 'application/x-www-form-urlencoded';
const CROSS_ORIGIN_HEADERS = ['access-control-allow-origin', 'access-control-expose-headers', 'vary'];
const FORM_ENDPOINTS = [ROUTES.token, ROUTES.introspection, ROUTES.revocation, ROUTES.device_authorization];

/** The provider's own name of a token: the `jti` of our access tokens. Anything foreign comes back as it is, to be refused as unknown. */
function toProviderToken(value: string): string {
  try {
    return decodeJwt(value).jti ?? value;
  } catch {
    return unwrapRefreshToken(value);
  }
}

/** Whether the ID token is one of this domain for the client; one that has expired still ends a session, RP-Initiated Logout §2. */
async function isIdTokenFor(key: SigningKey, hint: unknown, clientId: unknown): Promise<boolean> {
  if (typeof hint !== 'string') return false;
  try {
    await compactVerify(hint, key.publicKey);
    return [decodeJwt(hint).aud].flat().some((audience) => audience === clientId);
  } catch {
    return false;
  }
}

function findFault(ctx: KoaContextWithOIDC): Refusal | undefined {
  const error = 'invalid_request';
  if (ctx.method !== 'POST') return { status: 405, error, description: `${ctx.method} is not allowed here; use POST.` };
  if (!ctx.is(FORM)) return { status: 415, error, description: `The body has to be ${FORM}.` };
  return undefined;
}

const hasCredentials = (ctx: KoaContextWithOIDC, form: URLSearchParams): boolean =>
  ctx.get('authorization') !== '' || form.has('client_id') || form.has('client_assertion');

/** Hands the form on with the provider's names for our tokens. */
function translateRequest(ctx: KoaContextWithOIDC, form: URLSearchParams): void {
  for (const name of ['token', 'refresh_token']) {
    const values = form.getAll(name);
    form.delete(name);
    for (const value of values) form.append(name, toProviderToken(value));
  }
  ctx.req.headers.accept = 'application/json';
  ctx.req = ctx.request.req = ctx.response.req = withBody(ctx.req, form.toString());
}

/**
 * Translates between an identity domain's wire and the provider: signed tokens for the provider's opaque ones, audience and bare scope for
 * fully-qualified scopes, refusals with `ecid`. The provider stays the one that decides and remembers.
 */
export function createWire({ provider, practice, key }: WireOptions) {
  const grantAsDomain = createGrantReply(practice, key);
  const details = new WeakMap<object, string>();
  const remember = (ctx: KoaContextWithOIDC, { error_detail: detail }: { error_detail?: string | undefined }) => {
    if (detail !== undefined) details.set(ctx, detail);
  };
  provider.on('grant.error', remember);
  provider.on('introspection.error', remember);
  provider.on('revocation.error', remember);
  provider.on('userinfo.error', remember);

  async function answerForm(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
    const fault = findFault(ctx);
    if (fault !== undefined) {
      if (fault.status === 405) ctx.set('allow', 'POST');
      refuse(ctx, fault);
      return;
    }
    const text = await readBody(ctx.req);
    if (text === undefined) {
      ctx.set('connection', 'close');
      refuse(ctx, { status: 413, error: 'invalid_request', description: 'The request is too large.' });
      return;
    }
    const form = new URLSearchParams(text);
    if (!hasCredentials(ctx, form)) {
      ctx.set('www-authenticate', `Basic realm="${ISSUER}"`);
      refuse(ctx, toRefusal({ status: 401, error: 'invalid_client', description: undefined, detail: undefined }));
      return;
    }
    translateRequest(ctx, form);
    await next();
    if (ctx.status >= 400) refuseAsDomain(ctx, form, details.get(ctx));
    else if (ctx.path === ROUTES.token) grantAsDomain(ctx, form);
    else if (ctx.path === ROUTES.introspection) introspectAsDomain(ctx, practice);
  }

  async function answerUserinfo(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
    const [scheme, token] = ctx.get('authorization').split(' ');
    if (scheme?.toLowerCase() === 'bearer' && token !== undefined) {
      ctx.req.headers.authorization = `Bearer ${toProviderToken(token)}`;
    }
    ctx.req.headers.accept = 'application/json';
    await next();
    if (ctx.status >= 400) refuseAsDomain(ctx, new URLSearchParams(), details.get(ctx));
  }

  async function answer(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
    if (FORM_ENDPOINTS.includes(ctx.path)) {
      await answerForm(ctx, next);
      return;
    }
    if (ctx.path === ROUTES.userinfo) {
      await answerUserinfo(ctx, next);
      return;
    }
    if (ctx.path === ROUTES.authorization && ctx.query['scope']?.includes('offline_access') === true) {
      // The provider grants offline access only with this prompt; an identity domain asks for none.
      ctx.query = { ...ctx.query, prompt: 'consent' };
    }
    if (ctx.path === ROUTES.end_session) {
      const { id_token_hint: hint, ...others } = ctx.query;
      // The provider knows no ID token with several audiences, which is what a domain issues; the client it was checked against remains.
      if (await isIdTokenFor(key, hint, others['client_id'])) ctx.query = others;
    }
    await next();
  }

  return async (ctx: KoaContextWithOIDC, next: Next): Promise<void> => {
    await answer(ctx, next);
    // Pages of other origins have no business here, and nothing says that a real domain lets them in.
    for (const header of CROSS_ORIGIN_HEADERS) ctx.remove(header);
  };
}
