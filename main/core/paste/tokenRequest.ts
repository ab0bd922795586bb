import type { ClientAuthMethod, GrantType } from '#contract/connection.ts';
import { parametersOf } from '../diagnosis/read/requestFacts.ts';
import type { PastedRequest } from '../diagnosis/read/pasted.ts';
import { headerOf } from '../http.ts';
import { isSecretName } from '../redact/names.ts';
import { readBase64url } from '../token/base64url.ts';
import { readUtf8 } from '../token/utf8.ts';
import { readToken } from '../token/readToken.ts';
import type { ConnectionFacts } from './material.ts';
import { isPlaceholder } from './placeholders.ts';

const GRANTS: Record<string, GrantType> = {
  client_credentials: 'client_credentials',
  password: 'password',
  authorization_code: 'authorization_code',
  refresh_token: 'refresh_token',
  tls_client_auth: 'tls_client_auth',
  tls_cert_auth: 'tls_cert_auth',
  'urn:ietf:params:oauth:grant-type:jwt-bearer': 'jwt_bearer',
  'urn:ietf:params:oauth:grant-type:saml2-bearer': 'saml2_bearer',
  'urn:ietf:params:oauth:grant-type:device_code': 'device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'token_exchange',
};

/** What the connection holds in a field of its own, or what is good for one request alone. */
const KNOWN = new Set(
  `grant_type client_id client_secret client_assertion client_assertion_type scope username password refresh_token
   assertion subject_token subject_token_type actor_token actor_token_type requested_token_type audience resource
   redirect_uri code code_verifier device_code response_type`.split(/\s+/),
);

/** What a token request says of the connection that sends it; undefined for any other request. RFC 6749 §4, RFC 7521, RFC 8693. */
export function tokenRequestFacts(request: PastedRequest): ConnectionFacts | undefined {
  const parameters = parametersOf(request);
  const grant = parameters.get('grant_type');
  const isTokenPath = /\/(?:token|oauth\/tokens)\/?(?:\?|$)/i.test(request.url ?? '') && request.method !== 'GET';
  if (grant === undefined && !isTokenPath) return undefined;
  const grantType = grant === undefined ? undefined : GRANTS[grant];
  const client = clientOf(request, parameters);
  const notes = [...(client.notes ?? [])];
  if (grant !== undefined && grantType === undefined && !isPlaceholder(grant))
    notes.push('The grant type of the request is none that Grantsmith knows. Choose the one that is meant.');
  if (parameters.has('code'))
    notes.push('An authorization code works once, so it was left out: sign in for a new one.');
  const extraParameters = Object.fromEntries(
    [...parameters].filter(
      ([name, value]) =>
        !KNOWN.has(name) && name !== '' && name.length <= 200 && value.length <= 8192 && !isSecretName(name, value),
    ),
  );
  return {
    tokenUrl: request.url,
    grantType,
    ...client,
    username: parameters.get('username'),
    password: parameters.get('password'),
    refreshToken: parameters.get('refresh_token'),
    assertion: parameters.get('assertion'),
    subject: grantType === 'jwt_bearer' ? claimOf(parameters.get('assertion'), 'sub') : undefined,
    subjectToken: parameters.get('subject_token'),
    subjectTokenType: parameters.get('subject_token_type'),
    actorToken: parameters.get('actor_token'),
    actorTokenType: parameters.get('actor_token_type'),
    requestedTokenType: parameters.get('requested_token_type'),
    grantAudience: grantType === 'token_exchange' ? parameters.get('audience') : undefined,
    resource: parameters.get('resource'),
    redirectUri: parameters.get('redirect_uri'),
    scope: parameters.get('scope'),
    extraParameters,
    notes,
  };
}

type ClientFacts = Pick<ConnectionFacts, 'clientId' | 'secret' | 'method' | 'keyId' | 'audience' | 'notes'>;

function clientOf({ headers }: PastedRequest, parameters: ReadonlyMap<string, string>): ClientFacts {
  const authorization = headerOf(headers, 'authorization') ?? '';
  if (/^basic\b/i.test(authorization)) return basicFacts(authorization);
  const clientId = parameters.get('client_id');
  const assertion = parameters.get('client_assertion');
  if (assertion !== undefined) return assertionFacts(assertion, clientId);
  const secret = parameters.get('client_secret');
  if (secret !== undefined) return { clientId, secret, method: 'client_secret_post' };
  return clientId === undefined ? {} : { clientId, method: 'none' };
}

/** RFC 7617: user-id and password in base64. The client that authenticates by it form-encodes both first, RFC 6749 §2.3.1. */
export function basicFacts(authorization: string): ClientFacts {
  const method: ClientAuthMethod = 'client_secret_basic';
  const credentials = authorization.replace(/^basic\s*/i, '').replace(/\s+/g, '');
  if (isPlaceholder(credentials) || credentials === '') return { method };
  const { bytes } = readBase64url(credentials);
  const { text, badByte } = readUtf8(bytes ?? new Uint8Array());
  const colon = text.indexOf(':');
  if (colon < 0 || badByte !== undefined)
    return {
      method,
      notes: ['The Basic credentials cannot be read: they are no base64 of client ID, colon and secret.'],
    };
  const clientId = formDecoded(text.slice(0, colon));
  const given = text.slice(colon + 1);
  const secret = formDecoded(given).replace(/[\r\n]+$/, '');
  const notes =
    secret === formDecoded(given) ? [] : ['The secret ended with a line break, as echo writes one. It was taken away.'];
  return { clientId, secret, method, notes };
}

/** Only what looks encoded is decoded: a plain secret has no percent sign before two digits. */
function formDecoded(text: string): string {
  if (!/^[A-Za-z0-9*._+%~-]*$/.test(text) || !/%[0-9A-Fa-f]{2}/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    if (cause instanceof URIError) return text;
    throw cause;
  }
}

function assertionFacts(assertion: string, given: string | undefined): ClientFacts {
  const header = readToken(assertion).header?.members ?? [];
  const textIn = (name: string): string | undefined => {
    const value = header.find((member) => member.name === name)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const isBySecret = textIn('alg')?.startsWith('HS') ?? false;
  return {
    clientId: given ?? claimOf(assertion, 'iss') ?? claimOf(assertion, 'sub'),
    method: isBySecret ? 'client_secret_jwt' : 'private_key_jwt',
    keyId: textIn('kid'),
    audience: claimOf(assertion, 'aud'),
    notes: [
      isBySecret
        ? 'The client signs a statement with its secret; the statement was left out, and the secret is not in it.'
        : 'The client signs a statement with its private key; the statement was left out, and the key is not in it.',
    ],
  };
}

function claimOf(token: string | undefined, name: string): string | undefined {
  if (token?.startsWith('eyJ') !== true) return undefined;
  const value = readToken(token).payload?.members?.find((member) => member.name === name)?.value;
  return typeof value === 'string' ? value : undefined;
}
