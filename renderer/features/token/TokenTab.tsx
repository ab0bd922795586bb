import { Loader } from '@mantine/core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { CurlSection } from './CurlSection.tsx';
import { OutcomePane } from './OutcomePane.tsx';
import { TokenForm } from './TokenForm.tsx';
import { placeOf } from './tokenStore.ts';
import { useConnection } from './useConnection.ts';
import './token.css';

export interface TokenTabProps {
  connectionId: string;
}

/** Ask for a token on the left, what came of it on the right. */
export function TokenTab({ connectionId }: TokenTabProps): ReactNode {
  const { token } = useStores();
  const place = useStore(token, (state) => placeOf(state, connectionId));
  useEffect(() => void token.open(connectionId), [token, connectionId]);
  return (
    <SplitPane
      name="token"
      initial={34}
      min={24}
      first={<AskPane connectionId={connectionId} />}
      second={<OutcomePane connectionId={connectionId} place={place} />}
    />
  );
}

function AskPane({ connectionId }: TokenTabProps): ReactNode {
  const reading = useConnection(connectionId);
  switch (reading.kind) {
    case 'loading':
      return <Loader size="sm" m="lg" aria-label="Reading the connection" />;
    case 'failed':
      return (
        <div className="token-pane">
          <ErrorNotice error={reading.error} title="The connection cannot be read" />
        </div>
      );
    case 'loaded':
      return (
        <div className="token-pane">
          <TokenForm connection={reading.connection} />
          <CurlSection connection={reading.connection} />
        </div>
      );
  }
}
