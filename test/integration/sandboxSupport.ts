import { randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import type { SandboxClient } from '../../main/sandbox/practice.ts';
import { serveSandbox } from '../../main/sandbox/serveSandbox.ts';
import type { Sandbox } from '../../main/sandbox/serveSandbox.ts';

const tokenReply = z.strictObject({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
});
const refusalReply = z.strictObject({ error: z.string(), error_description: z.string(), ecid: z.string().min(8) });

type Form = Record<string, string>;

/** A practice domain in this process; fails the test that made it fail inside. */
export async function serveForTest(): Promise<Sandbox> {
  return serveSandbox({
    newId: randomUUID,
    onError: (cause) => {
      throw cause;
    },
  });
}

export function clientOf({ clients }: Pick<Sandbox, 'clients'>, key: string): SandboxClient {
  const client = clients.find((each) => each.key === key);
  if (client === undefined) throw new Error(`the practice domain has no client ${key}`);
  return client;
}

export const basic = ({ clientId, clientSecret }: SandboxClient): Form => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret ?? ''}`).toString('base64')}`,
});
export const post = ({ clientId, clientSecret }: SandboxClient): Form => ({
  client_id: clientId,
  client_secret: clientSecret ?? '',
});

export const postForm = (url: string, form: Form | URLSearchParams, headers: Form = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' });

export async function requestToken(sandbox: Sandbox, form: Form, headers: Form = {}) {
  const response = await postForm(`${sandbox.domainUrl}/oauth2/v1/token`, form, headers);
  if (response.status !== 200) throw new Error(`refused: ${response.status} ${await response.text()}`);
  return tokenReply.parse(await response.json());
}

export async function requestRefusal(sandbox: Sandbox, form: Form, headers: Form = {}) {
  const response = await postForm(`${sandbox.domainUrl}/oauth2/v1/token`, form, headers);
  return { status: response.status, ...refusalReply.parse(await response.json()) };
}

/** An access token of the named client, by its own grant and scope. */
export async function tokenFor(sandbox: Sandbox, key: string, scope?: string): Promise<string> {
  const client = clientOf(sandbox, key);
  const user = client.username === undefined ? {} : { username: client.username, password: client.password ?? '' };
  const form = { grant_type: client.grantType, scope: scope ?? client.scope, ...user };
  return (await requestToken(sandbox, form, basic(client))).access_token;
}

export const read = (jwt: string) => ({ header: decodeProtectedHeader(jwt), claims: decodeJwt(jwt) });
