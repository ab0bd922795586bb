import { endpointOf } from '../connection/endpoints.ts';
import { assertionSketchOf, grantRequestOf } from '../tokens/grants.ts';
import type { GrantRequest, Parameter } from '../tokens/grants.ts';
import { clientAuthenticationOf } from '../clientAuth/clientAuthentication.ts';
import { quoted, wordOf } from '../../shell.ts';
import { usesClientCertificate } from '../clientAuth/mutualTls.ts';
import type { SigningPorts } from '../clientAuth/signing.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';

const BASIC_PLACEHOLDER = '<base64 of client id:secret>';
const PLACEHOLDERS = {
  secret: '<client secret>',
  username: '<user name>',
  password: '<password>',
  refreshToken: '<refresh token>',
  assertion: '<assertion>',
  clientAssertion: '<signed client assertion>',
  subjectToken: '<subject token>',
  actorToken: '<actor token>',
} as const;
const CLIENT_ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** curl takes certificate and key from files alone. */
export const CERTIFICATE_OPTIONS = '--cert client-certificate.pem --key client-key.pem';
/** Further parameters that are masked by the look of their name; the type of a token is none. */
const HARMLESS = /^grant_type$|_type$/;
const SECRET_NAME = /secret|password|token|assertion|key/i;

/**
 * The connection's token request as a curl command for a POSIX shell. Without `reveal` each secret is a placeholder in angle brackets,
 * and what is not stored yet is one too; with it, assertions are signed now and good for their lifetime. Certificate and key of mutual
 * TLS are named as files. Throws `input.*`: with `reveal`, a command that cannot work is none.
 */
export async function curlOf(ports: SigningPorts, connection: StoredConnection, reveal: boolean): Promise<string> {
  const shown = reveal ? connection : withPlaceholders(connection);
  const grant = await grantOf(ports, shown, reveal);
  const authentication = await authenticationOf(ports, shown, reveal);
  const parameters: Parameter[] = [['grant_type', grant.grantType], ...authentication.parameters, ...grant.parameters];
  const body = parameters.map(
    ([name, value]) => `${formEncode(name)}=${reveal ? formEncode(value) : masked(name, value)}`,
  );
  const headers = [...authentication.headers, 'Content-Type: application/x-www-form-urlencoded;charset=UTF-8'];
  return [
    'curl -i',
    ...headers.map((header) => `-H ${quoted(header)}`),
    ...(usesClientCertificate(shown) ? [CERTIFICATE_OPTIONS] : []),
    '--request POST',
    wordOf(endpointOf(shown, 'token').href),
    `-d ${quoted(body.join('&'))}`,
  ].join(' ');
}

function grantOf(
  ports: SigningPorts,
  connection: StoredConnection,
  reveal: boolean,
): GrantRequest | Promise<GrantRequest> {
  const { type } = connection.grant;
  if (!reveal && (type === 'jwt_bearer' || type === 'saml2_bearer')) {
    return assertionSketchOf(connection, type, PLACEHOLDERS.assertion);
  }
  return grantRequestOf(ports, connection);
}

export interface Authentication {
  headers: string[];
  parameters: Parameter[];
}

/** Made by the same code that authenticates the real request, so that the two cannot differ. */
export async function authenticationOf(
  ports: SigningPorts,
  connection: StoredConnection,
  reveal: boolean,
): Promise<Authentication> {
  const { method } = connection.clientAuth;
  if (!reveal && (method === 'client_secret_jwt' || method === 'private_key_jwt')) {
    const parameters: Parameter[] = [
      ['client_id', connection.clientId],
      ['client_assertion_type', CLIENT_ASSERTION_TYPE],
      ['client_assertion', PLACEHOLDERS.clientAssertion],
    ];
    return { headers: [], parameters };
  }
  if (!reveal && method === 'client_secret_basic') {
    return { headers: [`Authorization: Basic ${BASIC_PLACEHOLDER}`], parameters: [] };
  }
  const body = new URLSearchParams();
  const headers = new Headers();
  const server = { issuer: endpointOf(connection, 'token').origin };
  await clientAuthenticationOf(ports, connection)(server, { client_id: connection.clientId }, body, headers);
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
      subjectToken: PLACEHOLDERS.subjectToken,
      ...(grant.actorToken === undefined ? {} : { actorToken: PLACEHOLDERS.actorToken }),
    },
  };
}

function masked(name: string, value: string): string {
  if (Object.values<string>(PLACEHOLDERS).includes(value)) return value;
  return !HARMLESS.test(name) && SECRET_NAME.test(name) ? `<${formEncode(name)}>` : formEncode(value);
}

/** Form-encoding that a reader can follow: a space is %20, and what a scope is made of stays as it is. */
export function formEncode(text: string): string {
  const encoded = new URLSearchParams([['', text]]).toString().slice(1);
  return encoded.replaceAll('+', '%20').replace(/%(3A|2F|2C|40)/g, (code) => decodeURIComponent(code));
}
