import { genericTokenEndpointRequest } from 'oauth4webapi';
import type { Client } from 'oauth4webapi';
import type { Exchange, ExchangePurpose } from '#contract/exchange.ts';
import { Failure } from '../../failure.ts';
import type { HttpReply } from '../../http.ts';
import { clientAuthenticationOf } from '../clientAuth/clientAuthentication.ts';
import { endpointOf, serverOf } from '../connection/endpoints.ts';
import type { GrantRequest } from './grants.ts';
import { withMutualTlsEndpoint } from '../clientAuth/mutualTls.ts';
import type { OAuthPorts } from './ports.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';
import { readTokenReply } from '../exchange/tokenReply.ts';
import type { IssuedTokens, Refusal } from '../exchange/tokenReply.ts';
import { sendOverWire } from '../exchange/wire.ts';

export interface TokenQuestion {
  connection: StoredConnection;
  grant: GrantRequest;
  purpose: ExchangePurpose;
  signal?: AbortSignal | undefined;
  /** When its refresh token was sent before and no answer was kept, in epoch milliseconds. */
  unansweredAt?: number | undefined;
}

/** What came back. `failed` is a reply that is none of a token endpoint: it is kept in the history before the failure is thrown. */
export type TokenAnswer = { reply: HttpReply; exchange: Exchange } & (
  IssuedTokens | Refusal | { kind: 'failed'; failure: Failure }
);

/** Asks the token endpoint. Throws `input.*` before anything is sent, and the transport's `Failure` when no reply came. */
export async function askToken(ports: OAuthPorts, question: TokenQuestion): Promise<TokenAnswer> {
  const { grant, purpose, signal } = question;
  const connection = await withMutualTlsEndpoint(ports, question.connection, 'token', signal);
  const server = serverOf(connection, 'token');
  const client: Client = { client_id: connection.clientId };
  const authenticate = clientAuthenticationOf(ports, connection);
  const request = { connection, endpoint: endpointOf(connection, 'token'), purpose, secrets: grant.secrets, signal };
  const reply = await sendOverWire(ports.sendHttp, request, (options) =>
    genericTokenEndpointRequest(server, client, authenticate, grant.grantType, grant.parameters, options),
  );
  const { exchange } = reply;
  try {
    return { reply, exchange, ...(await readTokenReply(server, client, reply)) };
  } catch (error) {
    if (error instanceof Failure) return { reply, exchange, kind: 'failed', failure: error };
    throw error;
  }
}
