import { Radio, Select, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TokenSummary } from '#contract/token.ts';
import { useNow, useStores } from '../../stores.tsx';
import { CountdownText } from '../../ui/Countdown.tsx';
import { relativeWords } from '../../ui/times.ts';
import { grantName } from '../connections/grantWords.ts';
import { currentTokenOf } from '../token/tokensStore.ts';
import type { PartProps } from './partProps.ts';

export function AuthPart({ draft, change, errorAt, connectionId }: PartProps & { connectionId: string }): ReactNode {
  const { tokens: tokensStore } = useStores();
  const tokens = useStore(tokensStore, (state) => state.tokens);
  const current = currentTokenOf(tokens, connectionId);
  const own = tokens.filter((token) => token.connectionId === connectionId);
  const { auth } = draft;
  const error = errorAt('request.auth') ?? errorAt('request.auth.tokenId') ?? errorAt('request.connectionId');
  const choose = (kind: string): void => {
    if (kind === 'none' || kind === 'connection') change({ auth: { kind } });
    else change({ auth: { kind: 'token', tokenId: (current ?? own[0])?.id ?? '' } });
  };
  return (
    <Stack className="request-part" gap="md">
      <Radio.Group value={auth.kind} onChange={choose} aria-label="Authorization" error={error}>
        <Stack gap="md">
          <Radio value="connection" label="This connection’s token" description={<CurrentToken token={current} />} />
          <Radio
            value="token"
            label="A particular stored token"
            disabled={own.length === 0}
            description={
              own.length === 0
                ? 'None is stored yet. Get one in the tab Token.'
                : 'Sent as it is, expired or not, and never refreshed.'
            }
          />
          {auth.kind === 'token' && <TokenSelect tokens={own} tokenId={auth.tokenId} change={change} />}
          <Radio value="none" label="No token" description="Only the headers that you write yourself." />
        </Stack>
      </Radio.Group>
    </Stack>
  );
}

function CurrentToken({ token }: { token: TokenSummary | undefined }): ReactNode {
  if (token === undefined) return 'None is stored yet: one is asked for when you send.';
  return (
    <>
      Refreshed or asked for anew if need be.
      {token.expiresAt !== undefined && (
        <>
          {' The stored one: '}
          <CountdownText expiresAt={token.expiresAt} obtainedAt={token.obtainedAt} />
        </>
      )}
    </>
  );
}

interface TokenSelectProps extends Pick<PartProps, 'change'> {
  tokens: readonly TokenSummary[];
  tokenId: string;
}

function TokenSelect({ tokens, tokenId, change }: TokenSelectProps): ReactNode {
  const now = useNow();
  const isGone = !tokens.some(({ id }) => id === tokenId);
  return (
    <Stack gap={4} pl={26}>
      <Select
        w={420}
        maw="100%"
        aria-label="Stored token"
        placeholder="Choose a token"
        data={tokens.map((token) => ({ value: token.id, label: tokenWords(token, now) }))}
        value={isGone ? null : tokenId}
        onChange={(id) => {
          if (id !== null) change({ auth: { kind: 'token', tokenId: id } });
        }}
      />
      {isGone && (
        <Text size="xs" c="var(--app-notice)">
          The token that was chosen is no longer stored. Choose another.
        </Text>
      )}
    </Stack>
  );
}

function tokenWords({ name, grantType, obtainedAt, expiresAt }: TokenSummary, now: number): string {
  const end =
    expiresAt === undefined ? [] : [`${expiresAt > now ? 'expires' : 'expired'} ${relativeWords(expiresAt, now)}`];
  return [name ?? grantName(grantType), `from ${relativeWords(obtainedAt, now)}`, ...end].join(' · ');
}
