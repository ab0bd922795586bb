import { exchangeCurlOf } from '../core/exchange/exchangeCurl.ts';
import { harOf } from '../core/exchange/har.ts';
import { findExchange, readHistory } from '../core/oauth/history.ts';
import type { Records } from '../core/records.ts';
import type { Handlers } from './handlers.ts';

export type ExchangeCalls = 'tokens.history' | 'tokens.exportHar' | 'tokens.exchangeCurl';

interface ExchangeDeps {
  records: Records;
  /** Who writes an archive. */
  creator: { name: string; version: string };
}

/** The calls about what was recorded of a connection's requests for tokens. */
export function exchangeHandlers({ records, creator }: ExchangeDeps): Pick<Handlers, ExchangeCalls> {
  return {
    'tokens.history': ({ connectionId }) => readHistory(records, connectionId),
    'tokens.exportHar': ({ connectionId, exchangeId }) => {
      const exchanges =
        exchangeId === undefined
          ? readHistory(records, connectionId)
          : [findExchange(records, connectionId, exchangeId)];
      return { har: harOf(exchanges, creator) };
    },
    'tokens.exchangeCurl': ({ connectionId, exchangeId }) => ({
      curl: exchangeCurlOf(findExchange(records, connectionId, exchangeId)),
    }),
  };
}
