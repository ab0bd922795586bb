import { SegmentedControl, Select } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ErrorReply } from '#contract/result.ts';
import type { Token, TokenSummary } from '#contract/token.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { currentTokenOf } from '../token/tokensStore.ts';
import { storedTokenOptions } from './storedTokenOptions.ts';

interface StoredTokensProps {
  /** Offers this connection's tokens alone; without it, those of all. */
  connectionId?: string | undefined;
  /** Takes the connection's token in use at once. */
  takesCurrent?: boolean;
  label: string;
  /** What the box holds now. */
  text: string;
  onChoose: (text: string) => void;
}

type Chosen = { kind: 'nothing' } | { kind: 'token'; token: Token } | { kind: 'failed'; error: ErrorReply };

/** Puts a stored token into the box: its access token, or the ID token that came with it. */
export function StoredTokens({ connectionId, takesCurrent, label, text, onChoose }: StoredTokensProps): ReactNode {
  const { bench, tokens, connections } = useStores();
  const summaries = useStore(tokens, (state) => state.tokens);
  const names = useStore(connections, (state) => (state.kind === 'loaded' ? state.connections : NONE));
  const [chosen, setChosen] = useState<Chosen>({ kind: 'nothing' });

  const choose = async (tokenId: string): Promise<void> => {
    const result = await bench.tokens.get({ tokenId });
    setChosen(result.ok ? { kind: 'token', token: result.value } : { kind: 'failed', error: result.error });
    if (result.ok) onChoose(result.value.accessToken);
  };
  const current =
    takesCurrent === true && connectionId !== undefined ? currentTokenOf(summaries, connectionId) : undefined;
  useOnce(current, (token) => void choose(token.id));

  const offered =
    connectionId === undefined ? summaries : summaries.filter((each) => each.connectionId === connectionId);
  if (offered.length === 0) return null;
  const token = chosen.kind === 'token' ? chosen.token : undefined;
  const part = token === undefined ? undefined : partIn(token, text);
  return (
    <>
      <Select
        aria-label={label}
        placeholder="Take a stored token"
        data={storedTokenOptions(offered, connectionId === undefined ? names : undefined)}
        value={part === undefined || token === undefined ? null : token.id}
        onChange={(tokenId) => void (tokenId !== null && choose(tokenId))}
        searchable={offered.length > 10}
        nothingFoundMessage="No stored token matches"
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      />
      {part !== undefined && token?.idToken !== undefined && (
        <SegmentedControl
          aria-label="Which token of the reply"
          value={part}
          onChange={(next) => onChoose(next === 'id' ? (token.idToken ?? '') : token.accessToken)}
          data={[
            { value: 'access', label: 'Access token' },
            { value: 'id', label: 'ID token' },
          ]}
        />
      )}
      {chosen.kind === 'failed' && <ErrorNotice error={chosen.error} title="The stored token was not read" />}
    </>
  );
}

const NONE: [] = [];

/** Which of the token's texts the box holds, until something else is typed. */
function partIn({ accessToken, idToken }: Token, text: string): 'access' | 'id' | undefined {
  if (text === accessToken) return 'access';
  return text === idToken ? 'id' : undefined;
}

/** Calls with the first token that there is, and never again. */
function useOnce(token: TokenSummary | undefined, take: (token: TokenSummary) => void): void {
  const isTaken = useRef(false);
  useEffect(() => {
    if (token === undefined || isTaken.current) return;
    isTaken.current = true;
    take(token);
  });
}
