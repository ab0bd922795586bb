import { useMediaQuery } from '@mantine/hooks';
import type { KeyboardEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import type { PartProps } from './partProps.ts';
import { ReplyPane } from './ReplyPane.tsx';
import { RequestLine } from './RequestLine.tsx';
import { RequestParts } from './RequestParts.tsx';
import { placeOf } from './requestStore.ts';
import { SavedBar } from './SavedBar.tsx';
import './request.css';

export interface RequestTabProps {
  connectionId: string;
}

/** Below this the form and the reply stand one above the other. */
const WIDE = '(min-width: 1320px)';

/** A request to the API with the connection's token, and the reply. */
export function RequestTab({ connectionId }: RequestTabProps): ReactNode {
  const { request, connections } = useStores();
  const place = useStore(request, (state) => placeOf(state, connectionId));
  const baseUrl = useStore(connections, (state) =>
    state.kind === 'loaded' ? state.connections.find(({ id }) => id === connectionId)?.apiBaseUrl : undefined,
  );
  const isWide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  const { draft, reply, sending } = place;
  const error = reply.kind === 'failed' ? reply.error : undefined;
  const isSending = sending.kind !== 'nothing';
  const send = (): void => void request.send(connectionId);
  const sendToFile = (): void => void request.sendToFile(connectionId);
  const part: PartProps = {
    draft,
    change: (change) => request.change(connectionId, change),
    errorAt: (field) => (error?.field === field ? error.message : undefined),
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  return (
    <section className="request" aria-label="Request" onKeyDown={onKey}>
      <div className="request-top">
        <SavedBar connectionId={connectionId} place={place} />
        <RequestLine
          {...part}
          baseUrl={baseUrl}
          isSending={isSending}
          onSend={send}
          onSendToFile={sendToFile}
          onCancel={() => void request.cancel(connectionId)}
        />
      </div>
      <div className="request-panes">
        <SplitPane
          key={String(isWide)}
          name={isWide ? 'request-wide' : 'request-narrow'}
          orientation={isWide ? 'horizontal' : 'vertical'}
          initial={isWide ? 42 : 38}
          first={<RequestParts {...part} connectionId={connectionId} error={error} />}
          second={
            <ReplyPane
              connectionId={connectionId}
              reply={reply}
              sending={sending}
              onRetry={send}
              onSendToFile={sendToFile}
              fill={request.fill}
            />
          }
        />
      </div>
    </section>
  );
}
