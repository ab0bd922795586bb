import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import type { ConnectionSummary } from '#contract/connection.ts';
import { useStores } from '../../stores.tsx';
import { CountdownText } from '../../ui/Countdown.tsx';
import { VirtualRows } from '../../ui/VirtualRows.tsx';
import { currentTokenOf } from '../token/tokensStore.ts';
import { environmentColor } from './environments.ts';
import { grantName } from './grantWords.ts';
import { indexOfConnection, rowForKey } from './grouping.ts';
import type { ListRow } from './grouping.ts';

const TITLE = 34;
const ROW = 50;

const keyOf = (row: ListRow): string => (row.kind === 'title' ? `in ${row.environment}` : row.connection.id);
const heightOf = (row: ListRow): number => (row.kind === 'title' ? TITLE : ROW);

interface ConnectionRowsProps {
  rows: readonly ListRow[];
  /** What they are the answer to. */
  search: string;
  /** The connection that had the focus last, in this answer. */
  focused: string | undefined;
  onFocus: (connectionId: string) => void;
  /** The arrow up on the first connection. */
  onLeave: () => void;
}

/** Connections under their environments. One of them is a stop of the Tab key, the arrow keys, Home and End lead on from it. */
export function ConnectionRows({ rows, search, focused, onFocus, onLeave }: ConnectionRowsProps): ReactNode {
  const shownId = useStore(useStores().navigation, ({ place }) =>
    'connectionId' in place ? place.connectionId : undefined,
  );
  const shown = indexOfConnection(rows, shownId);
  const candidates = [indexOfConnection(rows, focused), search === '' ? shown : -1, rowForKey(rows, -1, 'Home')];
  const stop = candidates.find((index) => index >= 0) ?? -1;
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = rows[rowForKey(rows, stop, event.key)];
    if (next?.kind === 'connection') {
      event.preventDefault();
      // A row that is far away is on the page only once it is known to have the focus next.
      flushSync(() => onFocus(next.connection.id));
      event.currentTarget.querySelector<HTMLElement>('.list-row[tabindex="0"]')?.focus();
    } else if (event.key === 'ArrowUp') {
      event.preventDefault();
      onLeave();
    }
  };
  return (
    <div className="list-rows" onKeyDown={move}>
      <VirtualRows
        label="Connections by environment"
        rows={rows}
        keyOf={keyOf}
        height={heightOf}
        kept={[stop, shown]}
        subject={search}
        className="list-scroll"
      >
        {(row) =>
          row.kind === 'title' ? (
            <Title environment={row.environment} />
          ) : (
            <Row
              connection={row.connection}
              isShown={row.connection.id === shownId}
              isStop={row === rows[stop]}
              isSearched={search !== ''}
              onFocus={onFocus}
            />
          )
        }
      </VirtualRows>
    </div>
  );
}

function Title({ environment }: { environment: string }): ReactNode {
  const own = useStore(useStores().settings, ({ settings }) => settings.environments);
  return (
    <h2 className="list-group" style={{ margin: 0 }}>
      {environment !== '' && <Dot color={environmentColor(environment, own)} />}
      {environment === '' ? 'No environment' : environment}
    </h2>
  );
}

function Dot({ color }: { color: string }): ReactNode {
  return (
    <span
      aria-hidden
      style={{ width: 8, height: 8, borderRadius: 2, background: `var(--mantine-color-${color}-filled)` }}
    />
  );
}

interface RowProps {
  connection: ConnectionSummary;
  isShown: boolean;
  isStop: boolean;
  isSearched: boolean;
  onFocus: (connectionId: string) => void;
}

function Row({ connection, isShown, isStop, isSearched, onFocus }: RowProps): ReactNode {
  const { navigation, tokens } = useStores();
  const token = useStore(tokens, (state) => currentTokenOf(state.tokens, connection.id));
  const button = useRef<HTMLButtonElement>(null);
  const { id, name, environment, grantType, domainUrl } = connection;
  // Whatever opened it, and wherever a new name moves it, the row of the open connection is in view.
  useEffect(() => {
    if (isShown && !isSearched) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isShown, isSearched, name, environment]);
  return (
    <UnstyledButton
      ref={button}
      className="list-row"
      aria-current={isShown}
      tabIndex={isStop ? 0 : -1}
      onFocus={() => onFocus(id)}
      onClick={() => navigation.openConnection(id)}
    >
      <span className="list-row-name">{name}</span>
      {token?.expiresAt !== undefined && (
        <span style={{ fontSize: 11.5 }}>
          <CountdownText expiresAt={token.expiresAt} obtainedAt={token.obtainedAt} />
        </span>
      )}
      <span className="list-row-detail">
        {grantName(grantType)}
        {domainUrl === undefined ? '' : ` · ${domainUrl.replace(/^https?:\/\//, '')}`}
      </span>
    </UnstyledButton>
  );
}
