import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ExchangeView } from '../../ui/ExchangeView.tsx';
import type { History } from './tokenPlace.ts';

/** The last exchanges with the token endpoint, newest first. Main keeps 20, so the list needs no windowing. */
export function HistorySection({ history }: { history: History }): ReactNode {
  return (
    <section aria-label="History" className="token-part">
      <Title order={3} size="h3">
        History
      </Title>
      <HistoryList history={history} />
    </section>
  );
}

function HistoryList({ history }: { history: History }): ReactNode {
  switch (history.kind) {
    case 'loading':
      return <p className="soft token-note">Reading the history…</p>;
    case 'failed':
      return <ErrorNotice error={history.error} title="The history cannot be read" />;
    case 'loaded':
      return history.exchanges.length === 0 ? (
        <p className="soft token-note">No request yet. Each one is kept here, with its secrets masked.</p>
      ) : (
        history.exchanges.map((exchange) => <ExchangeView key={exchange.id} exchange={exchange} />)
      );
  }
}
