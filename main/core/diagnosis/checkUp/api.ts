import type { ParsedInput } from '#contract/api.ts';
import type { SendHttp } from '../../http.ts';
import type { StoredConnection } from '../../oauth/connection/storedConnection.ts';
import { routeOf, secretsOf } from '../../oauth/exchange/wire.ts';
import { readRequestUrl } from '../../request/address.ts';
import { presentBody } from '../../request/apiBody.ts';
import { diagnoseAnswer } from '../../request/apiDiagnosis.ts';
import { requireReach } from '../../request/reach.ts';
import { authorizationOf } from '../../request/sendRequest.ts';
import type { CheckedToken } from './checkedToken.ts';
import { asNotices, causesOf, facts, found } from './step.ts';
import type { Found } from './step.ts';

export type ApiChoice = NonNullable<ParsedInput<'diagnosis.checkUp'>['api']>;

interface ApiPorts {
  sendHttp: SendHttp;
  now: () => number;
}

const TOTAL_TIMEOUT_MS = 30_000;
/** Enough to judge an answer by. */
const MAX_BODY_BYTES = 1_048_576;

/**
 * One request that changes nothing, with the token. The token goes where the connection’s tokens may go and nowhere else. Throws `input.*`
 * and what no reply leads to.
 */
export async function checkApi(
  { sendHttp, now }: ApiPorts,
  connection: StoredConnection,
  token: CheckedToken,
  { method = 'GET', path = '' }: ApiChoice,
): Promise<Found> {
  const url = readRequestUrl(path, connection.api.baseUrl);
  requireReach(url, connection);
  const secrets = [...secretsOf(connection), token.accessToken];
  const headers = [authorizationOf(token)];
  const reply = await sendHttp({
    purpose: 'api',
    connectionId: connection.id,
    method,
    url: url.href,
    headers,
    route: routeOf(connection),
    maxBodyBytes: MAX_BODY_BYTES,
    truncateBody: true,
    totalTimeoutMs: TOTAL_TIMEOUT_MS,
    secrets,
  });
  const { status, exchange } = reply;
  const seen = facts([
    ['status', `${status} ${exchange.response?.statusText ?? ''}`],
    ['content type', exchange.response?.body.contentType],
    ['client certificate', exchange.tls?.clientCertificate === true ? 'sent' : undefined],
  ]);
  if (status === 401 || status === 403) {
    const body = presentBody(reply);
    const diagnosis = await diagnoseAnswer(reply, body, { headers, expiresAt: token.expiresAt, secrets, now: now() });
    const findings = diagnosis?.findings ?? [];
    return { verdict: 'bad', sentence: `The API refused the token with ${status}.`, seen, findings };
  }
  if (status >= 500) {
    return { verdict: 'bad', sentence: `The API answered ${status}.`, seen, findings: await causesOf(exchange, now()) };
  }
  if (status < 300) return found(`The API answered ${status}: it takes the token.`, seen);
  return {
    verdict: 'notice',
    sentence: `The API answered ${status}, which does not tell whether it takes the token.`,
    seen,
    findings: asNotices(await causesOf(exchange, now())),
  };
}
