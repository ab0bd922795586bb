import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { readBody } from './form.ts';
import { escapeHtml, renderPage } from './html.ts';
import type { Practice } from './practice.ts';
import { USER_PASSWORD } from './practice.ts';
import { words } from './scopes.ts';

const SIGN_IN_PATH = /^\/ui\/v1\/signin\/[\w-]+$/;

interface FormOptions {
  action: string;
  clientName: string;
  scope: string;
  userNames: string[];
  note: string;
}

function renderForm({ action, clientName, scope, userNames, note }: FormOptions): string {
  const options = userNames.map((name) => `<option>${escapeHtml(name)}</option>`).join('');
  const scopes = words(scope).map((each) => `<li><code>${escapeHtml(each)}</code></li>`);
  return renderPage(
    'Practice sign-in',
    `<p role="alert">${escapeHtml(note)}</p><form method="post" action="${escapeHtml(action)}">` +
      `<label for="username">User</label><select id="username" name="username">${options}</select>` +
      `<label for="password">Password</label><input id="password" name="password" type="password" autofocus placeholder="${escapeHtml(USER_PASSWORD)}">` +
      `<p class="asks">${escapeHtml(clientName)} asks for:</p><ul>${scopes.join('')}</ul>` +
      '<button name="answer" value="allow">Sign in and allow</button> <button name="answer" value="deny">Deny</button></form>',
  );
}

const scopeOf = (params: Record<string, unknown>): string =>
  typeof params['scope'] === 'string' ? params['scope'] : '';

/** Sign-in and consent on one page: what the provider calls an interaction. */
export function createSignIn(provider: Provider, practice: Practice) {
  async function show(ctx: KoaContextWithOIDC, note: string): Promise<void> {
    const { params } = await provider.interactionDetails(ctx.req, ctx.res);
    const client = practice.clients.find((each) => each.clientId === params['client_id']);
    ctx.body = renderForm({
      action: ctx.path,
      clientName: client?.name ?? 'An unknown client',
      scope: scopeOf(params),
      userNames: practice.users.map((user) => user.userName),
      note,
    });
  }

  async function finish(ctx: KoaContextWithOIDC, result: Record<string, unknown>): Promise<void> {
    ctx.status = 303;
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false }));
  }

  async function submit(ctx: KoaContextWithOIDC): Promise<void> {
    const form = new URLSearchParams(await readBody(ctx.req));
    if (form.get('answer') === 'deny') {
      return finish(ctx, { error: 'access_denied', error_description: 'The user denied the request.' });
    }
    const user = practice.users.find((each) => each.userName === form.get('username'));
    if (user?.password !== form.get('password')) {
      return show(ctx, `That password is not right. Each practice user has the password ${USER_PASSWORD}.`);
    }
    const { params } = await provider.interactionDetails(ctx.req, ctx.res);
    const grant = new provider.Grant({ accountId: user.userName, clientId: String(params['client_id']) });
    grant.addOIDCScope(scopeOf(params));
    await finish(ctx, { login: { accountId: user.userName }, consent: { grantId: await grant.save() } });
  }

  return async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> => {
    if (!SIGN_IN_PATH.test(ctx.path)) {
      await next();
      return;
    }
    ctx.set('cache-control', 'no-store');
    try {
      await (ctx.method === 'POST' ? submit(ctx) : show(ctx, 'Choose a user and sign in.'));
    } catch (cause) {
      if (!(cause instanceof Error && cause.name === 'SessionNotFound')) throw cause;
      ctx.status = 400;
      ctx.body = renderPage('Practice sign-in', '<p>This sign-in has ended. Start it again in the application.</p>');
    }
  };
}
