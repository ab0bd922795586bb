import type { Exchange } from '#contract/exchange.ts';
import type { SettledOutcome } from '#contract/token.ts';
import { withoutSecrets } from '../../redact/echoes.ts';
import { diagnoseRefusal } from '../../diagnosis/refusal.ts';
import { compact } from '../../json.ts';
import { createRedactor } from '../../redact/redactor.ts';
import { hasConnection } from '../connection/connections.ts';
import { addToHistory } from '../tokens/history.ts';
import { secretsOf } from '../exchange/wire.ts';
import type { AuthorizationRequest } from './authorizationRequest.ts';
import type { Callback } from './callback.ts';
import type { FlowRun } from './run.ts';

/** The server's no came by the browser's redirect. */
const REDIRECT_STATUS = 302;
const MAX_TEXT = 2000;

/** The no that the browser brought back, in the server's words and with its likely causes, RFC 6749 §4.1.2.1. */
export async function refusedAuthorization(
  { desk, connection }: FlowRun,
  request: AuthorizationRequest,
  callback: Extract<Callback, { kind: 'error' }>,
): Promise<SettledOutcome> {
  const secrets = [...secretsOf(connection), request.codeVerifier, request.state];
  const said = compact({
    status: REDIRECT_STATUS,
    error: withoutSecrets(callback.error.slice(0, MAX_TEXT), secrets),
    errorDescription:
      callback.errorDescription === undefined
        ? undefined
        : withoutSecrets(callback.errorDescription.slice(0, MAX_TEXT), secrets),
  });
  const exchange: Exchange = {
    id: desk.newId(),
    purpose: 'authorization',
    connectionId: connection.id,
    startedAt: desk.now(),
    request: { method: 'GET', url: createRedactor(secrets).url(request.url), headers: [] },
    timings: { dns: 0, connect: 0, tls: 0, firstByte: 0, download: 0, total: 0 },
  };
  const diagnosis = await diagnoseRefusal({
    ...said,
    body: '',
    replyHeaders: [],
    url: exchange.request.url,
    method: 'GET',
    grantType: 'authorization_code',
    clientAuthMethod: connection.clientAuth.method,
    scope: request.parameters.find(([name]) => name === 'scope')?.[1] ?? '',
    secretFlaws: [],
    refreshTokenIsJwt: false,
  });
  await desk.records.transact((transaction) => {
    if (hasConnection(desk.records, connection.id)) addToHistory(desk.records, transaction, connection.id, exchange);
  });
  return { kind: 'refused', ...said, exchange, diagnosis };
}
