import type { Input } from '#contract/api.ts';
import { inputs } from '#contract/api.ts';
import type { CheckUp, CheckUpStep } from '#contract/checkUp.ts';
import type { Exchange } from '#contract/exchange.ts';
import type { Finding } from '#contract/diagnosis.ts';
import { connectionInput } from '#contract/connection.ts';
import type { ConnectionInput } from '#contract/connection.ts';
import { makeCaseFile } from '../../main/core/caseFile/caseFile.ts';
import type { CaseFile, CaseFilePorts } from '../../main/core/caseFile/caseFile.ts';
import { saveConnection } from '../../main/core/oauth/connection/connections.ts';
import { addToken } from '../../main/core/oauth/tokens/storedToken.ts';
import { createRequestHistory } from '../../main/core/request/requestHistory.ts';
import { createSecretTags } from '../../main/network/secretTags.ts';
import { createMemoryRecords } from './memoryRecords.ts';
import { NOON } from './oauthBench.ts';
import { readKey } from './readKey.ts';

/** A recorded exchange; every text of it may be given. */
export const recorded = (part: Partial<Exchange> = {}): Exchange => ({
  id: 'e1',
  purpose: 'api',
  startedAt: NOON,
  request: { method: 'POST', url: 'https://sso.example.com/token', headers: [] },
  response: {
    status: 401,
    statusText: 'Unauthorized',
    httpVersion: '1.1',
    headers: [],
    body: { text: '{"error":"invalid_client"}', bytes: 26, truncated: false, contentType: 'application/json' },
  },
  timings: { dns: 1, connect: 2, tls: 3, firstByte: 4, download: 5, total: 15 },
  ...part,
});

export const finding = (part: Partial<Finding> = {}): Finding => ({
  cause: 'client.credentials-wrong',
  title: 'The client ID or client secret is wrong',
  confidence: 0.92,
  level: 'bad',
  evidence: [{ where: 'reply body', quote: 'invalid_client' }],
  explanation: 'The server does not know this pair.',
  fix: [{ text: 'Copy the secret again.', consolePath: 'Domains → Applications' }],
  ...part,
});

/** A check-up of connection `c` whose token request was refused. */
export const checkedUp = (seen: CheckUpStep['seen'] = [], exchanges: readonly Exchange[] = []): CheckUp => ({
  connectionId: 'c',
  connectionName: 'Meter reads',
  startedAt: NOON,
  durationMs: 120,
  verdict: 'bad',
  headline: { stepId: 'token', sentence: 'The server refused the token with 401 invalid_client.', finding: finding() },
  steps: [
    {
      id: 'network',
      verdict: 'good',
      sentence: 'It is reached.',
      seen: [],
      findings: [],
      exchanges: [],
      durationMs: 9,
    },
    {
      id: 'token',
      verdict: 'bad',
      sentence: 'The server refused the token with 401 invalid_client.',
      seen: [{ where: 'error', quote: 'invalid_client' }, ...seen],
      findings: [finding()],
      exchanges: [...exchanges],
      durationMs: 40,
    },
    {
      id: 'api',
      verdict: 'skipped',
      sentence: 'Not checked, because you did not ask for it.',
      seen: [],
      findings: [],
      exchanges: [],
      durationMs: 0,
    },
  ],
  requests: 2,
});

const CONNECTION: ConnectionInput = {
  name: 'Meter reads',
  domainUrl: 'https://idcs-1.identity.example.com',
  clientId: 'client-of-meters',
  clientAuth: { method: 'client_secret_basic', secret: 'the-stored-secret' },
  grant: { type: 'client_credentials' },
  scope: 'urn:x',
};

interface CaseBenchOptions {
  connection?: Partial<ConnectionInput>;
  exchanges?: readonly Exchange[];
  live?: readonly string[];
  accessToken?: string;
}

/** A vault with one connection, `c`, one token, `t`, and what was recorded; and the making of a case from it. */
export async function createCaseBench({ connection, exchanges = [], live = [], accessToken }: CaseBenchOptions = {}) {
  const records = createMemoryRecords();
  const calls = createRequestHistory();
  const tags = createSecretTags();
  const ports = { records, now: () => NOON, newId: () => 'c', readKey };
  await saveConnection(ports, connectionInput.parse({ ...CONNECTION, ...connection }));
  if (accessToken !== undefined) {
    await records.transact((transaction) =>
      addToken(records, transaction, {
        id: 't',
        connectionId: 'c',
        tokenType: 'Bearer',
        obtainedAt: NOON,
        grantType: 'client_credentials',
        refreshCount: 0,
        accessToken,
      }),
    );
  }
  for (const exchange of exchanges) calls.add(exchange);
  const casePorts: CaseFilePorts = {
    records,
    calls,
    liveSecrets: () => live,
    tags,
    now: () => NOON,
    info: {
      name: 'Grantsmith',
      version: '1.2.3',
      electron: '1',
      chromium: '2',
      node: '3',
      platform: 'test-x64',
      systemVersion: '4',
    },
  };
  const make = (input: Input<'caseFile.preview'>): Promise<CaseFile> =>
    makeCaseFile(casePorts, inputs['caseFile.preview'].parse(input));
  return { make, records, calls, tags };
}

export const jwtOf = (claims: object): string =>
  [{ alg: 'RS256', kid: 'k1' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.') + '.c2lnbmF0dXJlLW9mLXRoZS10b2tlbi1oZXJl';
