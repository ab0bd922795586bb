import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { GrantsmithApi } from '#contract/api.ts';
import type { Exchange } from '#contract/exchange.ts';
import { useStores } from '../../stores.tsx';
import { currentTokenOf } from '../token/tokensStore.ts';
import type { CaseSubject } from './caseFileStore.ts';

export interface CaseOffer {
  /** That can go into the case, newest first. */
  exchanges: readonly Exchange[];
  token?: { id: string; claims: readonly string[] };
}

/** What there is for a case: the recorded requests of the connection and the claims of its token. Undefined until it is read. */
export function useCaseOffer(subject: CaseSubject): CaseOffer | undefined {
  const { bench, tokens } = useStores();
  const connectionId = connectionOf(subject);
  const tokenId = useStore(tokens, (state) =>
    connectionId === undefined ? undefined : currentTokenOf(state.tokens, connectionId)?.id,
  );
  const [offer, setOffer] = useState<CaseOffer>();
  useEffect(() => {
    let isWanted = true;
    const read = async (): Promise<void> => {
      const [exchanges, claims] = await Promise.all([
        exchangesOf(bench, connectionId, subject.exchange),
        claimsOf(bench, tokenId),
      ]);
      if (isWanted)
        setOffer({
          exchanges,
          ...(tokenId === undefined || claims === undefined ? {} : { token: { id: tokenId, claims } }),
        });
    };
    void read();
    return () => {
      isWanted = false;
    };
  }, [bench, connectionId, subject.exchange, tokenId]);
  return offer;
}

export const connectionOf = ({ connectionId, exchange }: CaseSubject): string | undefined =>
  connectionId ?? exchange?.connectionId;

const MOST = 40;

async function exchangesOf(
  bench: GrantsmithApi,
  connectionId: string | undefined,
  own: Exchange | undefined,
): Promise<Exchange[]> {
  if (connectionId === undefined) return own === undefined ? [] : [own];
  const found = await Promise.all([bench.tokens.history({ connectionId }), bench.requests.history({ connectionId })]);
  const others = found.flatMap((result) => (result.ok ? result.value : [])).filter(({ id }) => id !== own?.id);
  return [...(own === undefined ? [] : [own]), ...others.sort((a, b) => b.startedAt - a.startedAt)].slice(0, MOST);
}

/** Undefined for a token that says nothing of itself. */
async function claimsOf(bench: GrantsmithApi, tokenId: string | undefined): Promise<string[] | undefined> {
  const token = tokenId === undefined ? undefined : await bench.tokens.get({ tokenId });
  if (token?.ok !== true) return undefined;
  const inspection = await bench.inspector.inspect({ token: token.value.accessToken });
  return inspection.ok ? inspection.value.claims?.map(({ name }) => name) : undefined;
}
