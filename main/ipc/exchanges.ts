import type { Exchange } from '#contract/exchange.ts';
import type { ParsedInput } from '#contract/api.ts';
import { exchangeCurlOf, filledCurlOf } from '../core/exchange/exchangeCurl.ts';
import { harOf } from '../core/exchange/har.ts';
import { closedDialog } from '../core/files.ts';
import type { FileDialogs } from '../core/files.ts';
import { readConnection } from '../core/oauth/connection/connections.ts';
import { findExchange, readHistory } from '../core/oauth/tokens/history.ts';
import type { OAuthPorts } from '../core/oauth/tokens/ports.ts';
import type { Handlers } from './handlers.ts';
import type { Reveals } from './reveals.ts';

export type ExchangeCalls =
  'tokens.history' | 'tokens.exportHar' | 'tokens.saveHar' | 'tokens.exchangeCurl' | 'tokens.copyExchangeCurl';

interface ExchangeDeps {
  desk: OAuthPorts;
  files: Pick<FileDialogs, 'save'>;
  reveals: Pick<Reveals, 'requireRecent' | 'copy'>;
  /** Who writes an archive. */
  creator: { name: string; version: string };
}

/** The calls about what was recorded of a connection's requests for tokens. */
export function exchangeHandlers({ desk, files, reveals, creator }: ExchangeDeps): Pick<Handlers, ExchangeCalls> {
  const { records } = desk;
  const recorded = ({ connectionId, exchangeId }: ParsedInput<'tokens.exportHar'>): Exchange[] =>
    exchangeId === undefined ? readHistory(records, connectionId) : [findExchange(records, connectionId, exchangeId)];
  return {
    'tokens.history': ({ connectionId }) => readHistory(records, connectionId),
    'tokens.exportHar': (input) => ({ har: harOf(recorded(input), creator) }),
    'tokens.saveHar': async (input) => {
      const defaultName = `${fileNameOf(readConnection(records, input.connectionId).name)}.har`;
      const kinds = [{ name: 'HTTP archive', extensions: ['har'] }];
      const bytes = new TextEncoder().encode(harOf(recorded(input), creator));
      const fileName = await files.save({ title: 'Save as HAR', defaultName, kinds }, bytes);
      if (fileName === undefined) throw closedDialog();
      return { fileName };
    },
    'tokens.exchangeCurl': ({ connectionId, exchangeId }) => ({
      curl: exchangeCurlOf(findExchange(records, connectionId, exchangeId)),
    }),
    'tokens.copyExchangeCurl': async ({ connectionId, exchangeId }) => {
      reveals.requireRecent();
      const { curl, ...gaps } = await filledCurlOf(desk, findExchange(records, connectionId, exchangeId));
      return { ...(await reveals.copy(() => curl)), ...gaps };
    },
  };
}

/** The name as every file system takes it. */
function fileNameOf(name: string): string {
  const plain = name
    .replace(/[^\p{L}\p{N} ._()-]+/gu, ' ')
    .trim()
    .replace(/^\.+/, '');
  return plain === '' ? 'exchanges' : plain.slice(0, 80);
}
