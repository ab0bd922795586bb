import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Connection } from '#contract/connection.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ConnectionForm } from './ConnectionForm.tsx';
import type { KeyFile } from './keyFile.ts';
import type { PastedDraft } from './pastedDraft.ts';

type State = { kind: 'loading' } | { kind: 'loaded'; connection: Connection } | { kind: 'failed'; error: ErrorReply };

interface ConnectionEditorProps {
  connectionId?: string;
  /** What the form of a new connection begins with. */
  pasted?: PastedDraft | undefined;
  keyFile?: KeyFile | undefined;
}

/** Without an id the form makes a new connection. */
export function ConnectionEditor({ connectionId, pasted, keyFile }: ConnectionEditorProps): ReactNode {
  return connectionId === undefined ? (
    <ConnectionForm pasted={pasted} keyFile={keyFile} />
  ) : (
    <StoredEditor connectionId={connectionId} />
  );
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
