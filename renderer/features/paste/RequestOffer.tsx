import { Button, Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { PasteOffer } from '#contract/paste.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useAcceptPaste } from '../connections/useAcceptPaste.ts';
import { Notes } from './Notes.tsx';
import { bestConnection } from './pasteWords.ts';

interface RequestOfferProps {
  offer: Extract<PasteOffer, { kind: 'request' }>;
  pasteId: string;
  isFirst: boolean;
  /** A connection is offered beside it, and takes it along. */
  comesAlong: boolean;
}

/** A call to an API, for the request form of the connection whose token it is to carry. */
export function RequestOffer({ offer, pasteId, isFirst, comesAlong }: RequestOfferProps): ReactNode {
  const { connections } = useStores();
  const accept = useAcceptPaste();
  const known = useStore(connections, (state) => (state.kind === 'loaded' ? state.connections : undefined)) ?? [];
  const [chosen, setChosen] = useState<string>();
  const [error, setError] = useState<ErrorReply>();
  const { method, url, hasToken, notes, offerId } = offer;
  const connectionId = chosen ?? bestConnection(known, url);
  const put = async (withOwnToken: boolean): Promise<void> => {
    if (connectionId !== undefined) setError(await accept.request({ pasteId, offerId }, connectionId, withOwnToken));
  };
  return (
    <div className="paste-offer">
      <p className="mono breakable paste-call">
        <strong>{method}</strong> {url}
      </p>
      <Notes notes={notes} />
      {error !== undefined && <ErrorNotice error={error} title="The request was not taken over" />}
      {known.length === 0 ? (
        <Text size="sm" className="soft">
          {comesAlong
            ? 'It comes along into the Request tab of the connection that you make.'
            : 'A call goes out by a connection, which gets its token. Make one first, then paste this again.'}
        </Text>
      ) : (
        <Group gap="sm" align="end">
          <Select
            label="Connection"
            w={280}
            placeholder="Choose one"
            searchable
            data={known.map(({ id, name }) => ({ value: id, label: name }))}
            value={connectionId ?? null}
            onChange={(value) => setChosen(value ?? undefined)}
          />
          <Button
            variant={isFirst ? 'filled' : 'default'}
            disabled={connectionId === undefined}
            onClick={() => void put(false)}
          >
            Put it in a request
          </Button>
          {hasToken && (
            <Button variant="default" disabled={connectionId === undefined} onClick={() => void put(true)}>
              With its own token
            </Button>
          )}
        </Group>
      )}
    </div>
  );
}
