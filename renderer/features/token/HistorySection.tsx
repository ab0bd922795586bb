import { Button, Group, Title } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ExchangeView } from '../../ui/ExchangeView.tsx';
import { ExchangeCopies } from './ExchangeCopies.tsx';
import { FlowList } from './FlowList.tsx';
import type { History } from './tokenPlace.ts';
import { useSaveHar } from './useSaveHar.ts';

interface HistoryProps {
  connectionId: string;
  history: History;
  /** The exchange that stands above already. */
  shownId: string | undefined;
}

/** The last exchanges with the token endpoint, newest first. Main keeps 20, so the list needs no windowing. */
export function HistorySection(props: HistoryProps): ReactNode {
  const { history } = props;
  const flows = history.kind === 'loaded' ? history.flows.filter(({ ended }) => ended !== undefined) : [];
  return (
    <>
      {history.kind === 'loaded' && flows.length > 0 && (
        <section aria-label="Sign-ins" className="token-part">
          <Title order={2} size="h3">
            Sign-ins, step by step
          </Title>
          <FlowList flows={flows} exchanges={history.exchanges} />
        </section>
      )}
      <section aria-label="History" className="token-part">
        <header className="token-part-head">
          <Title order={2} size="h3">
            History
          </Title>
          {history.kind === 'loaded' && history.exchanges.length > 0 && <AllAsHar connectionId={props.connectionId} />}
        </header>
        <HistoryList {...props} />
      </section>
    </>
  );
}

function HistoryList({ history, shownId }: HistoryProps): ReactNode {
  switch (history.kind) {
    case 'loading':
      return <p className="soft token-note">Reading the history…</p>;
    case 'failed':
      return <ErrorNotice error={history.error} title="The history cannot be read" />;
    case 'loaded': {
      const { exchanges } = history;
      const earlier = exchanges.filter(({ id }) => id !== shownId);
      if (earlier.length > 0) {
        return earlier.map((exchange) => (
          <ExchangeView key={exchange.id} exchange={exchange} actions={<ExchangeCopies exchange={exchange} />} />
        ));
      }
      return (
        <p className="soft token-note">
          {shownId === undefined ? 'Nothing here yet.' : 'Nothing earlier.'} Each request that a server answered is kept
          here, with its secrets masked.
        </p>
      );
    }
  }
}

function AllAsHar({ connectionId }: { connectionId: string }): ReactNode {
  const { bench } = useStores();
  const [error, setError] = useState<ErrorReply>();
  const saveHar = useSaveHar({ connectionId });
  const har = async (): Promise<string | undefined> => {
    const result = await bench.tokens.exportHar({ connectionId });
    setError(result.ok ? undefined : result.error);
    return result.ok ? result.value.har : undefined;
  };
  return (
    <>
      {error !== undefined && <ErrorNotice error={error} title="The history was not copied" />}
      <Group gap="sm">
        <CopyButton labelled text={har} what="all as HAR" />
        <Button variant="default" leftSection={<IconDeviceFloppy size={15} />} onClick={() => void saveHar()}>
          Save as HAR…
        </Button>
      </Group>
    </>
  );
}
