import {
  introspectionRequest,
  OperationProcessingError,
  processIntrospectionResponse,
  processUserInfoResponse,
  revocationRequest,
  skipSubjectCheck,
  UnsupportedOperationError,
  userInfoRequest,
} from 'oauth4webapi';
import type { AuthorizationServer, Client } from 'oauth4webapi';
import type { ExchangePurpose } from '#contract/exchange.ts';
import type { Introspection, PlainOutcome, UserInfo } from '#contract/token.ts';
import { Failure } from '../../failure.ts';
import type { HttpReply } from '../../http.ts';
import { toJson } from '../../json.ts';
import type { JsonValue } from '../../records.ts';
import { membersWithoutSecrets, withoutSecrets } from '../../redact/echoes.ts';
import { clientAuthenticationOf } from '../clientAuth/clientAuthentication.ts';
import { readConnection } from '../connection/connections.ts';
import { endpointOf, serverOf } from '../connection/endpoints.ts';
import { withMutualTlsEndpoint } from '../clientAuth/mutualTls.ts';
import type { OAuthPorts } from './ports.ts';
import { readJsonObject, replyDetails } from '../exchange/replyBody.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';
import { readToken } from './storedToken.ts';
import type { StoredToken } from './storedToken.ts';
import { readRefusal, redirected } from '../exchange/tokenReply.ts';
import { responseOf, secretsOf, sendOverWire } from '../exchange/wire.ts';
import type { WireOptions } from '../exchange/wire.ts';

interface Inquiry {
  token: StoredToken;
  connection: StoredConnection;
  client: Client;
  secrets: string[];
  signal: AbortSignal | undefined;
}

function inquire(ports: OAuthPorts, tokenId: string, signal: AbortSignal | undefined): Inquiry {
  const token = readToken(ports.records, tokenId);
  const connection = readConnection(ports.records, token.connectionId);
  const secrets = [token.accessToken, token.refreshToken, token.idToken].filter((secret) => secret !== undefined);
  return { token, connection, client: { client_id: connection.clientId }, secrets, signal };
}

type EndpointName = Parameters<typeof withMutualTlsEndpoint>[2];

async function send(
  ports: OAuthPorts,
  inquiry: Inquiry,
  to: { endpoint: EndpointName; purpose: ExchangePurpose },
  run: (server: AuthorizationServer, options: WireOptions) => Promise<Response>,
): Promise<{ server: AuthorizationServer; reply: HttpReply }> {
  const { secrets, signal } = inquiry;
  const connection = await withMutualTlsEndpoint(ports, inquiry.connection, to.endpoint, signal);
  const server = serverOf(connection, to.endpoint);
  const request = { connection, endpoint: endpointOf(connection, to.endpoint), purpose: to.purpose, secrets, signal };
  const reply = await sendOverWire(ports.sendHttp, request, (options) => run(server, options));
  if (reply.status >= 300 && reply.status < 400) throw redirected(reply);
  return { server, reply };
}

/** Asks the server what it knows of the access token, RFC 7662. An identity domain allows it to clients with the operation Introspect. */
export async function introspectToken(
  ports: OAuthPorts,
  tokenId: string,
  signal?: AbortSignal,
): Promise<Introspection> {
  const inquiry = inquire(ports, tokenId, signal);
  const authenticate = clientAuthenticationOf(ports, inquiry.connection);
  const { server, reply } = await send(
    ports,
    inquiry,
    { endpoint: 'introspection', purpose: 'introspect' },
    (as, options) => introspectionRequest(as, inquiry.client, authenticate, inquiry.token.accessToken, options),
  );
  if (reply.status !== 200) throw refused(inquiry, reply);
  readJsonObject(reply);
  const claims = await readable(reply, processIntrospectionResponse(server, inquiry.client, responseOf(reply)));
  return { active: claims.active, claims: cleanClaims(inquiry, claims), exchange: reply.exchange };
}

/** Tells the server to forget the refresh token, or the access token where there is none, RFC 7009. The stored token stays. */
export async function revokeToken(ports: OAuthPorts, tokenId: string, signal?: AbortSignal): Promise<PlainOutcome> {
  const inquiry = inquire(ports, tokenId, signal);
  const { token } = inquiry;
  const authenticate = clientAuthenticationOf(ports, inquiry.connection);
  const hint = token.refreshToken === undefined ? 'access_token' : 'refresh_token';
  const { reply } = await send(ports, inquiry, { endpoint: 'revocation', purpose: 'revoke' }, (as, options) =>
    revocationRequest(as, inquiry.client, authenticate, token.refreshToken ?? token.accessToken, {
      ...options,
      additionalParameters: { token_type_hint: hint },
    }),
  );
  return { accepted: reply.status === 200, status: reply.status, exchange: reply.exchange };
}

/** Asks who the token is for, OpenID Connect Core §5.3. The token needs the scope openid. */
export async function requestUserInfo(ports: OAuthPorts, tokenId: string, signal?: AbortSignal): Promise<UserInfo> {
  const inquiry = inquire(ports, tokenId, signal);
  const { server, reply } = await send(ports, inquiry, { endpoint: 'userinfo', purpose: 'userinfo' }, (as, options) =>
    userInfoRequest(as, inquiry.client, inquiry.token.accessToken, options),
  );
  if (reply.status !== 200) throw refused(inquiry, reply);
  const claims = await readable(
    reply,
    processUserInfoResponse(server, inquiry.client, skipSubjectCheck, responseOf(reply)),
  );
  return { claims: cleanClaims(inquiry, claims), exchange: reply.exchange };
}

/** Everything that a server must not have repeated of what it was sent. */
const sentSecrets = ({ connection, secrets }: Inquiry): string[] => [...secretsOf(connection), ...secrets];

function cleanClaims(inquiry: Inquiry, claims: object): Record<string, JsonValue> {
  const members = Object.entries(claims).map(([name, value]): [string, JsonValue] => [name, toJson(value)]);
  return membersWithoutSecrets(Object.fromEntries(members), sentSecrets(inquiry));
}

/** These calls have no other value than the answer, so a refusal is a failure that carries the server's words. */
function refused(inquiry: Inquiry, reply: HttpReply): Failure {
  const { error, errorDescription } = readRefusal(reply);
  const words = [error, errorDescription].filter((text) => text !== undefined).join(': ');
  const said = words === '' ? '' : ` It says: ${withoutSecrets(words, sentSecrets(inquiry))}`;
  return new Failure('protocol.unexpected-reply', `The server refused this with ${reply.status}.${said}`, {
    details: replyDetails(reply),
  });
}

async function readable<Value>(reply: HttpReply, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof OperationProcessingError) && !(error instanceof UnsupportedOperationError)) throw error;
    const flaw = error.message.replaceAll('"response" body ', '');
    throw new Failure('protocol.unexpected-reply', `The server’s reply breaks the standard: ${flaw}.`, {
      details: replyDetails(reply),
      cause: error,
    });
  }
}
