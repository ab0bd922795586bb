import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ConnectionSummary } from '#contract/connection.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ConnectionRows } from './ConnectionRows.tsx';
import { groupByEnvironment, listRows } from './grouping.ts';

/** The left column: every connection by environment, and the search that narrows it. */
export function ConnectionList(): ReactNode {
  const { connections, navigation } = useStores();
  const state = useStore(connections);
  const [search, setSearch] = useState('');
  const [focused, setFocused] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLElement>(null);
  const searchFor = (text: string): void => {
    setSearch(text);
    // Another answer begins at its first connection.
    setFocused(undefined);
  };
  const enter = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    list.current?.querySelector<HTMLElement>('.list-row[tabindex="0"]')?.focus();
  };
  return (
    <nav ref={list} className="shell-list" aria-label="Connections">
      <div className="list-head">
        <TextInput
          ref={field}
          flex={1}
          placeholder="Search"
          aria-label="Search connections"
          leftSection={<IconSearch size={15} />}
          value={search}
          onChange={(event) => searchFor(event.currentTarget.value)}
          onKeyDown={enter}
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
      {state.kind === 'failed' && (
        <div className="list-scroll">
          <ErrorNotice error={state.error} onRetry={() => void connections.reload()} />
        </div>
      )}
      {state.kind === 'loaded' && (
        <Found
          connections={state.connections}
          search={search}
          focused={focused}
          onFocus={setFocused}
          onLeave={() => field.current?.focus()}
          onClear={() => searchFor('')}
        />
      )}
    </nav>
  );
}

interface FoundProps {
  connections: readonly ConnectionSummary[];
  search: string;
  focused: string | undefined;
  onFocus: (connectionId: string) => void;
  onLeave: () => void;
  onClear: () => void;
}

function Found({ connections, search, focused, onFocus, onLeave, onClear }: FoundProps): ReactNode {
  const groups = useMemo(() => groupByEnvironment(connections), [connections]);
  const rows = useMemo(() => listRows(groups, search), [groups, search]);
  if (connections.length === 0) {
    return <p className="list-hint">Nothing here yet. Add a connection with the plus button.</p>;
  }
  if (rows.length === 0) {
    return (
      <div className="list-hint">
        <p>No connection matches.</p>
        <Button variant="default" onClick={onClear}>
          Clear search
        </Button>
      </div>
    );
  }
  return <ConnectionRows rows={rows} search={search} focused={focused} onFocus={onFocus} onLeave={onLeave} />;
}
