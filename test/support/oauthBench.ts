import type { ConnectionInput } from '#contract/connection.ts';
import { connectionInput } from '#contract/connection.ts';
import type { Token, TokenOutcome } from '#contract/token.ts';
import type { SendHttp } from '../../main/core/http.ts';
import { saveConnection } from '../../main/core/oauth/connection/connections.ts';
import { createTokenDesk } from '../../main/core/oauth/tokens/tokenDesk.ts';
import type { TokenDesk } from '../../main/core/oauth/tokens/tokenDesk.ts';
import { createMemoryRecords } from './memoryRecords.ts';
import type { MemoryRecords } from './memoryRecords.ts';
import { readKey } from './readKey.ts';
import { createTestSendHttp } from './sendHttp.ts';

export interface OAuthBench {
  desk: TokenDesk;
  records: MemoryRecords;
  /** Saves a connection with what is not given filled in; answers its id. */
  save(input?: Partial<ConnectionInput>): Promise<string>;
}

export const NOON = Date.UTC(2026, 0, 1, 12);

/** The OAuth core on an in-memory vault, a fixed clock and counted ids. */
export function createOAuthBench(
  options: { sendHttp?: SendHttp; records?: MemoryRecords; now?: () => number } = {},
): OAuthBench {
  const { sendHttp = createTestSendHttp(), records = createMemoryRecords(), now = () => NOON } = options;
  let ids = 0;
  const desk = createTokenDesk({ records, sendHttp, now, newId: () => `id-${(ids += 1)}` });
  return {
    desk,
    records,
    async save(input) {
      return (await saveConnection({ ...desk, readKey }, connectionInput.parse({ ...EXAMPLE, ...input }))).id;
    },
  };
}

/** The token of a request that was to succeed. */
export function issuedToken(outcome: TokenOutcome): Token {
  if (outcome.kind !== 'issued') throw new Error(`Not issued: ${JSON.stringify(outcome)}`);
  return outcome.token;
}

export const EXAMPLE = {
  name: 'Example',
  domainUrl: 'https://idcs-0123456789abcdef0123456789abcdef.identity.oraclecloud.com',
  clientId: 'example-client',
  clientAuth: { method: 'client_secret_basic', secret: 'example-secret' },
  grant: { type: 'client_credentials' },
  scope: 'https://api.example.com:443/rest/*',
} satisfies ConnectionInput;
