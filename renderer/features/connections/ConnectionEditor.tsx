import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Connection } from '#contract/connection.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ConnectionForm } from './ConnectionForm.tsx';

type State = { kind: 'loading' } | { kind: 'loaded'; connection: Connection } | { kind: 'failed'; error: ErrorReply };

/** Without an id the form is empty and makes a new connection. */
export function ConnectionEditor({ connectionId }: { connectionId?: string }): ReactNode {
  return connectionId === undefined ? <ConnectionForm /> : <StoredEditor connectionId={connectionId} />;
}

function StoredEditor({ connectionId }: { connectionId: string }): ReactNode {
  const { bench } = useStores();
  const [state, setState] = useState<State>({ kind: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    void bench.connections.get({ id: connectionId }).then((result) => {
      if (!isCurrent) return;
      setState(result.ok ? { kind: 'loaded', connection: result.value } : { kind: 'failed', error: result.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [bench, connectionId]);
  switch (state.kind) {
    case 'loading':
      return <Loader size="sm" m="xl" aria-label="Reading the connection" />;
    case 'failed':
      return <ErrorNotice error={state.error} title="The connection cannot be read" />;
    case 'loaded':
      return <ConnectionForm stored={state.connection} />;
  }
}
