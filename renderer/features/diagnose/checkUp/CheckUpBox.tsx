import { Button, Checkbox, Group, NativeSelect, TextInput, Title } from '@mantine/core';
import { IconHeartRateMonitor, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../../stores.tsx';
import type { ApiChoice, CheckUpRun } from './checkUpStore.ts';
import './checkUp.css';
import { VERDICT_WORDS } from './checkUpWords.ts';
import { useCheckUp } from './useCheckUp.ts';

const METHODS = ['GET', 'HEAD', 'OPTIONS'] as const;

/** Starts the check-up of a connection, and leads back to the last one. */
export function CheckUpBox({ connectionId }: { connectionId: string }): ReactNode {
  const { connections } = useStores();
  const connection = useStore(connections, (state) =>
    state.kind === 'loaded' ? state.connections.find(({ id }) => id === connectionId) : undefined,
  );
  const { run, start, show, cancel } = useCheckUp(connectionId);
  const [asksApi, setAsksApi] = useState(false);
  const [method, setMethod] = useState<NonNullable<ApiChoice['method']>>('GET');
  const [path, setPath] = useState('');
  const isRunning = run?.kind === 'running';
  const hasApi = connection?.apiBaseUrl !== undefined;
  return (
    <section aria-label="Check-up" className="check-up-box">
      <div className="check-up-title">
        <Title order={2} size="h3">
          Check-up
        </Title>
        {run !== undefined && (
          <Button variant="subtle" color="gray" onClick={show}>
            {lastWords(run)}
          </Button>
        )}
      </div>
      <p className="soft diagnose-note">
        Walks the way of this connection from its settings to the token, and says of each step what was seen. It asks
        for a token and drops it; nothing is stored.
        {connection?.grantType === 'password' && ' The user is signed in once, which the domain may count.'}
      </p>
      <Group gap="sm" mih={32}>
        <Checkbox
          label="Call the API, too"
          disabled={!hasApi || isRunning}
          checked={hasApi && asksApi}
          onChange={(event) => setAsksApi(event.currentTarget.checked)}
        />
        {hasApi ? (
          <>
            <NativeSelect
              aria-label="Method of the API request"
              className="check-up-method"
              data={[...METHODS]}
              disabled={!asksApi || isRunning}
              value={method}
              onChange={(event) => setMethod(METHODS.find((each) => each === event.currentTarget.value) ?? 'GET')}
            />
            <TextInput
              aria-label="Path below the API base URL"
              placeholder="Path below the base URL"
              className="check-up-path"
              disabled={!asksApi || isRunning}
              value={path}
              onChange={(event) => setPath(event.currentTarget.value)}
            />
          </>
        ) : (
          <span className="soft">The connection has no API base URL.</span>
        )}
      </Group>
      <Group gap="sm">
        {isRunning ? (
          <Button variant="default" leftSection={<IconPlayerStop size={15} />} onClick={() => cancel()}>
            Cancel the check-up
          </Button>
        ) : (
          <Button
            leftSection={<IconHeartRateMonitor size={15} />}
            onClick={() => start(hasApi && asksApi ? { method, path } : undefined)}
          >
            Run the check-up
          </Button>
        )}
      </Group>
    </section>
  );
}

function lastWords(run: CheckUpRun): string {
  switch (run.kind) {
    case 'running':
      return 'Show the steps';
    case 'done':
      return `Show the last: ${VERDICT_WORDS[run.checkUp.verdict].toLowerCase()}`;
    case 'cancelled':
    case 'failed':
      return 'Show the last';
  }
}
