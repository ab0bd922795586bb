import { describe, expect, it } from 'vitest';
import type { Exchange } from '#contract/exchange.ts';
import { inputs } from '#contract/api.ts';
import { analyzeMaterial } from '../../../main/core/diagnosis/analyze.ts';
import { addToHistory } from '../../../main/core/oauth/tokens/history.ts';
import { createRequestHistory } from '../../../main/core/request/requestHistory.ts';
import { createDiagnosisHandlers } from '../../../main/ipc/diagnosis.ts';
import { createCancellations } from '../../../main/core/oauth/tokens/inFlight.ts';
import { createMemoryRecords } from '../../support/memoryRecords.ts';
import { NOON } from '../../support/oauthBench.ts';
import { readKey } from '../../support/readKey.ts';

const exchange = (id: string, part: Partial<Exchange>): Exchange => ({
  id,
  purpose: 'token',
  startedAt: NOON,
  request: { method: 'POST', url: 'https://sso.example.com/token', headers: [] },
  timings: { dns: 0, connect: 0, tls: 0, firstByte: 0, download: 0, total: 0 },
  ...part,
});

async function analyze(input: unknown) {
  const records = createMemoryRecords();
  const calls = createRequestHistory();
  await records.transact((transaction) =>
    addToHistory(
      records,
      transaction,
      'c',
      exchange('kept', { failure: { code: 'network.dns', message: 'No such host' } }),
    ),
  );
  calls.add(
    exchange('called', {
      purpose: 'api',
      request: { method: 'GET', url: 'https://api.example.com/a', headers: [] },
      response: {
        status: 401,
        statusText: '',
        httpVersion: '1.1',
        headers: [['WWW-Authenticate', 'Bearer']],
        body: { bytes: 0, truncated: false, contentType: '' },
      },
    }),
  );
  const { handlers } = createDiagnosisHandlers({
    records,
    calls,
    now: () => NOON,
    newId: () => 'id',
    sendHttp: () => Promise.reject(new Error('Nothing is sent for it.')),
    readKey,
    cancellations: createCancellations(),
    emit: () => undefined,
    analyzeLong: analyzeMaterial,
  });
  return handlers['diagnosis.analyze'](inputs['diagnosis.analyze'].parse(input));
}

describe('diagnosis.analyze', () => {
  it.each([
    ['a text', { text: '{"error":"invalid_client"}' }, 'client.credentials-wrong'],
    [
      'an exchange',
      {
        exchange: {
          request: { method: 'GET', url: 'https://a.example.com/x', headers: {} },
          response: { status: 429 },
        },
      },
      'domain.rate-limited',
    ],
    ['a recorded token request of any connection', { exchangeId: 'kept' }, 'network.dns'],
    ['an API call of this session', { exchangeId: 'called' }, 'token.missing'],
    ['a token', { token: 'AgAgMGExYjJjM2Q0ZTVmNjA3MTgyOTNhNGI1YzZkN2U4ZjkIABDdummy=' }, 'input.wrong-token-kind'],
  ])('takes %s', async (_, input, cause) => {
    expect((await analyze(input)).findings[0]?.cause).toBe(cause);
  });

  it('says when the exchange is gone', async () => {
    await expect(analyze({ exchangeId: 'gone' })).rejects.toMatchObject({
      code: 'input.not-found',
      field: 'exchangeId',
    });
  });

  it.each([
    ['more than 5 MB', { text: 'a'.repeat(5_000_001) }, 'text'],
    ['a token of more than 5 MB', { token: 'a'.repeat(5_000_001) }, 'token'],
    ['nothing', {}, 'text'],
    ['two things at once', { text: 'a', token: 'b' }, 'text'],
  ])('refuses %s at the field', (_, input, field) => {
    const { error } = inputs['diagnosis.analyze'].safeParse(input);
    expect(error?.issues[0]?.path).toEqual([field]);
  });
});
