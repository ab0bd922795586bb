import { ActionIcon, Button, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ConnectionSummary } from '#contract/connection.ts';
import { useStores } from '../../stores.tsx';
import { CountdownText } from '../../ui/Countdown.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { currentTokenOf } from '../token/tokensStore.ts';
import { environmentColor } from './environments.ts';
import { grantName } from './grantWords.ts';
import { groupByEnvironment, matches } from './grouping.ts';

/** The left column: every connection by environment, and the search that narrows it. */
export function ConnectionList(): ReactNode {
  const { connections, navigation } = useStores();
  const state = useStore(connections);
  const [search, setSearch] = useState('');
  return (
    <nav className="shell-list" aria-label="Connections">
      <div className="list-head">
        <TextInput
          flex={1}
          placeholder="Search"
          aria-label="Search connections"
          leftSection={<IconSearch size={15} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Tooltip label="New connection (Ctrl+N)">
          <ActionIcon
            variant="default"
            size={32}
            aria-label="New connection"
            onClick={() => navigation.go({ kind: 'new' })}
          >
            <IconPlus size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className="list-scroll">
        {state.kind === 'failed' && <ErrorNotice error={state.error} onRetry={() => void connections.reload()} />}
        {state.kind === 'loaded' && (
          <Groups connections={state.connections} search={search} onClear={() => setSearch('')} />
        )}
      </div>
    </nav>
  );
}

interface GroupsProps {
  connections: readonly ConnectionSummary[];
  search: string;
  onClear: () => void;
}

function Groups({ connections, search, onClear }: GroupsProps): ReactNode {
  const own = useStore(useStores().settings, ({ settings }) => settings.environments);
  const wanted = useDeferredValue(search);
  const groups = useMemo(
    () => groupByEnvironment(connections.filter((connection) => matches(connection, wanted))),
    [connections, wanted],
  );
  if (connections.length === 0) {
    return <p className="list-hint">Nothing here yet. Add a connection with the plus button.</p>;
  }
  if (groups.length === 0) {
    return (
      <div className="list-hint">
        <p>No connection matches.</p>
        <Button variant="default" onClick={onClear}>
          Clear search
        </Button>
      </div>
    );
  }
  return groups.map(({ environment, members }) => (
    <section key={environment} aria-label={environment === '' ? 'Without environment' : environment}>
      <h2 className="list-group" style={{ margin: 0 }}>
        {environment !== '' && <Dot color={environmentColor(environment, own)} />}
        {environment === '' ? 'No environment' : environment}
      </h2>
      {members.map((connection) => (
        <Row key={connection.id} connection={connection} />
      ))}
    </section>
  ));
}

function Dot({ color }: { color: string }): ReactNode {
  return (
    <span
      aria-hidden
      style={{ width: 8, height: 8, borderRadius: 2, background: `var(--mantine-color-${color}-filled)` }}
    />
  );
}

function Row({ connection }: { connection: ConnectionSummary }): ReactNode {
  const { navigation, tokens } = useStores();
  const isShown = useStore(navigation, ({ place }) => 'connectionId' in place && place.connectionId === connection.id);
  const token = useStore(tokens, (state) => currentTokenOf(state.tokens, connection.id));
  return (
    <UnstyledButton
      className="list-row"
      aria-current={isShown}
      onClick={() => navigation.openConnection(connection.id)}
    >
      <span className="list-row-name">{connection.name}</span>
      {token?.expiresAt !== undefined && (
        <span style={{ fontSize: 11.5 }}>
          <CountdownText expiresAt={token.expiresAt} obtainedAt={token.obtainedAt} />
        </span>
      )}
      <span className="list-row-detail">
        {grantName(connection.grantType)}
        {connection.domainUrl === undefined ? '' : ` · ${connection.domainUrl.replace(/^https?:\/\//, '')}`}
      </span>
    </UnstyledButton>
  );
}
