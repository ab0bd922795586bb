import { endpointOf } from './endpoints.ts';
import { grantRequestOf } from './grants.ts';
import type { Parameter } from './grants.ts';
import { clientAuthenticationOf } from './clientAuthentication.ts';
import { quoted, wordOf } from '../shell.ts';
import type { StoredConnection } from './storedConnection.ts';

const BASIC_PLACEHOLDER = '<base64 of client id:secret>';
const PLACEHOLDERS = {
  secret: '<client secret>',
  username: '<user name>',
  password: '<password>',
  refreshToken: '<refresh token>',
} as const;
/** Further parameters that are masked by the look of their name. */
const SECRET_NAME = /secret|password|token|assertion|key/i;

/**
 * The connection's token request as a curl command for a POSIX shell. Without `reveal` each secret is a placeholder in angle brackets,
 * and what is not stored yet is one too. Throws `input.*`: with `reveal`, a command that cannot work is none.
 */
export async function curlOf(connection: StoredConnection, reveal: boolean): Promise<string> {
  const shown = reveal ? connection : withPlaceholders(connection);
  const grant = grantRequestOf(shown);
  const authentication = await authenticationOf(shown, reveal);
  const parameters: Parameter[] = [['grant_type', grant.grantType], ...authentication.parameters, ...grant.parameters];
  const body = parameters.map(
    ([name, value]) => `${formEncode(name)}=${reveal ? formEncode(value) : masked(name, value)}`,
  );
  const headers = [...authentication.headers, 'Content-Type: application/x-www-form-urlencoded;charset=UTF-8'];
  return [
    'curl -i',
    ...headers.map((header) => `-H ${quoted(header)}`),
    '--request POST',
    wordOf(endpointOf(shown, 'token').href),
    `-d ${quoted(body.join('&'))}`,
  ].join(' ');
}

interface Authentication {
  headers: string[];
  parameters: Parameter[];
}

/** Made by the same code that authenticates the real request, so that the two cannot differ. */
async function authenticationOf(connection: StoredConnection, reveal: boolean): Promise<Authentication> {
  const { method } = connection.clientAuth;
  if (!reveal && method === 'client_secret_basic') {
    return { headers: [`Authorization: Basic ${BASIC_PLACEHOLDER}`], parameters: [] };
  }
  const body = new URLSearchParams();
  const headers = new Headers();
  const server = { issuer: endpointOf(connection, 'token').origin };
  await clientAuthenticationOf(connection)(server, { client_id: connection.clientId }, body, headers);
  const authorization = headers.get('authorization');
  return {
    headers: authorization === null ? [] : [`Authorization: ${authorization}`],
    parameters: [...body.entries()],
  };
}

/** The connection with a word in angle brackets in the place of each secret, stored or not. */
function withPlaceholders(connection: StoredConnection): StoredConnection {
  const { clientAuth, grant } = connection;
  return {
    ...connection,
    clientAuth: { ...clientAuth, secret: PLACEHOLDERS.secret },
    grant: {
      ...grant,
      username: grant.username ?? PLACEHOLDERS.username,
      password: PLACEHOLDERS.password,
      refreshToken: PLACEHOLDERS.refreshToken,
    },
  };
}

function masked(name: string, value: string): string {
  if (Object.values<string>(PLACEHOLDERS).includes(value)) return value;
  return name !== 'grant_type' && SECRET_NAME.test(name) ? `<${formEncode(name)}>` : formEncode(value);
}

/** Form-encoding that a reader can follow: a space is %20, and what a scope is made of stays as it is. */
function formEncode(text: string): string {
  const encoded = new URLSearchParams([['', text]]).toString().slice(1);
  return encoded.replaceAll('+', '%20').replace(/%(3A|2F|2C|40)/g, (code) => decodeURIComponent(code));
}
