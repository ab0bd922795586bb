import { Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Connection } from '#contract/connection.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CopyCurl } from '../vault/CopyCurl.tsx';

type Masked = { kind: 'loading' } | { kind: 'read'; curl: string } | { kind: 'failed'; error: ErrorReply };

/** The same request as a curl command. The one with secrets goes to the clipboard and is never put on the page. */
export function CurlSection({ connection }: { connection: Connection }): ReactNode {
  if (isInteractive(connection)) {
    return (
      <section aria-label="Equivalent curl command" className="token-curl">
        <Title order={2} size="h3">
          Equivalent curl
        </Title>
        <p className="soft token-note">
          This grant needs a person in a browser, so no single command does it. Each request that was sent can be copied
          as curl from the history.
        </p>
      </section>
    );
  }
  return <OneCommand connection={connection} />;
}

const isInteractive = ({ grant: { type } }: Connection): boolean =>
  type === 'authorization_code' || type === 'device_code';

function OneCommand({ connection }: { connection: Connection }): ReactNode {
  const { bench } = useStores();
  const [masked, setMasked] = useState<Masked>({ kind: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    void bench.tokens.curl({ connectionId: connection.id, reveal: false }).then((result) => {
      if (!isCurrent) return;
      setMasked(result.ok ? { kind: 'read', curl: result.value.curl } : { kind: 'failed', error: result.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [bench, connection]);
  return (
    <section aria-label="Equivalent curl command" className="token-curl">
      <Title order={2} size="h3">
        Equivalent curl
      </Title>
      {masked.kind === 'failed' && (
        <ErrorNotice error={masked.error} title="No command can be made of this connection" />
      )}
      {masked.kind !== 'failed' && (
        <>
          <div className="mono breakable token-command">{masked.kind === 'read' ? masked.curl : ' '}</div>
          <CopyCurl
            masked={masked.kind === 'read' ? masked.curl : ''}
            holds="the client secret and the password"
            copyReal={() => bench.tokens.copyCurl({ connectionId: connection.id })}
          />
        </>
      )}
    </section>
  );
}
