import { Title, UnstyledButton } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TokenSummary } from '#contract/token.ts';
import { useStores } from '../../stores.tsx';
import { CountdownText } from '../../ui/Countdown.tsx';
import { Moment } from '../../ui/Moment.tsx';

interface StoredTokensProps {
  connectionId: string;
  /** The one that is shown above, if any. */
  shownId: string | undefined;
}

/** The connection's stored tokens, when there is more to choose from than what is shown. Main keeps 50 at most. */
export function StoredTokens({ connectionId, shownId }: StoredTokensProps): ReactNode {
  const { token, tokens } = useStores();
  const all = useStore(tokens, (state) => state.tokens);
  const mine = all.filter((each) => each.connectionId === connectionId).toSorted((a, b) => b.obtainedAt - a.obtainedAt);
  if (mine.every(({ id }) => id === shownId)) return null;
  return (
    <section aria-label="Stored tokens" className="token-part">
      <Title order={2} size="h3">
        Tokens of this connection
      </Title>
      <ul className="token-list">
        {mine.map((each) => (
          <li key={each.id}>
            <UnstyledButton
              className="token-row"
              aria-current={each.id === shownId}
              onClick={() => void token.showToken(connectionId, each.id)}
            >
              <Row summary={each} isShown={each.id === shownId} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ summary, isShown }: { summary: TokenSummary; isShown: boolean }): ReactNode {
  const { obtainedAt, expiresAt, scope, refreshToken, name, autoRefresh } = summary;
  const renewsItself = autoRefresh !== undefined && autoRefresh.stopped === undefined;
  return (
    <>
      <span className="token-row-mark">{isShown && <IconCircleCheck size={15} aria-label="Shown above" />}</span>
      <span className="token-row-time">
        <Moment at={obtainedAt} />
      </span>
      {name !== undefined && <span className="token-row-name">{name}</span>}
      <span className="mono token-row-scope">{scope ?? 'no scope named'}</span>
      {refreshToken === true && (
        <span className="soft token-row-note">{renewsItself ? 'refreshes by itself' : 'with refresh token'}</span>
      )}
      <span className="token-row-end">
        {expiresAt === undefined ? 'no lifetime' : <CountdownText expiresAt={expiresAt} obtainedAt={obtainedAt} />}
      </span>
    </>
  );
}
