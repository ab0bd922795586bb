import { randomUUID } from 'node:crypto';
import type { ApiAnswer, ApiOutcome, ApiRequest } from '#contract/apiRequest.ts';
import { apiRequestInput } from '#contract/apiRequest.ts';
import type { ConnectionInput } from '#contract/connection.ts';
import type { Exchange } from '#contract/exchange.ts';
import type { ErrorReply } from '#contract/result.ts';
import { Failure } from '../../main/core/failure.ts';
import { compact } from '../../main/core/json.ts';
import { addToken } from '../../main/core/oauth/tokens/storedToken.ts';
import type { StoredToken } from '../../main/core/oauth/tokens/storedToken.ts';
import type { RequestDesk } from '../../main/core/request/currentToken.ts';
import { sendRequest } from '../../main/core/request/sendRequest.ts';
import type { Caps } from '../../main/network/caps.ts';
import { createSendHttp } from '../../main/network/sendHttp.ts';
import type { Network } from '../../main/network/sendHttp.ts';
import { createOAuthBench } from './oauthBench.ts';
import type { MemoryRecords } from './memoryRecords.ts';

export interface RequestBench {
  desk: RequestDesk;
  records: MemoryRecords;
  network: Network;
  /** Every exchange as it was recorded, oldest first. */
  exchanges: Exchange[];
  saveConnection(input: Partial<ConnectionInput>): Promise<string>;
  /** Stores a token set as if it had been issued; answers its id. */
  saveToken(token: Partial<StoredToken> & Pick<StoredToken, 'connectionId' | 'accessToken'>): Promise<string>;
  send(request: Partial<ApiRequest> & { url: string }, signal?: AbortSignal): Promise<ApiOutcome>;
}

/** The request tester on the real transport, with an in-memory vault. */
export function createRequestBench(options: { caps?: Partial<Caps> } = {}): RequestBench {
  const exchanges: Exchange[] = [];
  const network = createSendHttp({
    now: Date.now,
    newId: randomUUID,
    resolveSystemProxy: () => Promise.resolve('DIRECT'),
    onExchange: (exchange) => exchanges.push(exchange),
    systemCertificates: () => Promise.resolve([]),
    ...(options.caps && { caps: options.caps }),
  });
  const oauth = createOAuthBench({ sendHttp: network, now: Date.now });
  const desk: RequestDesk = { ...oauth.desk, fetching: new Map(), onTokens: () => undefined };
  return {
    desk,
    records: oauth.records,
    network,
    exchanges,
    saveConnection: (input) => oauth.save(input),
    async saveToken(token) {
      const id = token.id ?? randomUUID();
      const defaults = {
        tokenType: 'Bearer',
        obtainedAt: Date.now(),
        grantType: 'client_credentials',
        refreshCount: 0,
      } as const;
      await oauth.records.transact((transaction) =>
        addToken(oauth.records, transaction, compact({ ...defaults, ...token, id })),
      );
      return id;
    },
    send: (request, signal = new AbortController().signal) =>
      sendRequest(desk, apiRequestInput.parse({ method: 'GET', auth: { kind: 'none' }, ...request }), { signal }),
  };
}

export function answered(outcome: ApiOutcome): ApiAnswer {
  if (outcome.kind !== 'answered') throw new Error(`the token was refused: ${outcome.refusal.error ?? ''}`);
  return outcome;
}

/** What a call failed with, as the page would get it; a call that succeeds fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<ErrorReply> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Failure) return error.toReply();
    throw error;
  }
  throw new Error('This was to fail.');
}
