import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ExchangeView } from '../../ui/ExchangeView.tsx';
import type { History } from './tokenPlace.ts';

interface HistoryProps {
  history: History;
  /** The exchange that stands above already. */
  shownId: string | undefined;
}

/** The last exchanges with the token endpoint, newest first. Main keeps 20, so the list needs no windowing. */
export function HistorySection(props: HistoryProps): ReactNode {
  return (
    <section aria-label="History" className="token-part">
      <Title order={2} size="h3">
        History
      </Title>
      <HistoryList {...props} />
    </section>
  );
}

function HistoryList({ history, shownId }: HistoryProps): ReactNode {
  switch (history.kind) {
    case 'loading':
      return <p className="soft token-note">Reading the history…</p>;
    case 'failed':
      return <ErrorNotice error={history.error} title="The history cannot be read" />;
    case 'loaded': {
      const earlier = history.exchanges.filter(({ id }) => id !== shownId);
      if (earlier.length > 0) return earlier.map((exchange) => <ExchangeView key={exchange.id} exchange={exchange} />);
      return (
        <p className="soft token-note">
          {shownId === undefined ? 'No request yet.' : 'No earlier request.'} Each one is kept here, with its secrets
          masked.
        </p>
      );
    }
  }
}
