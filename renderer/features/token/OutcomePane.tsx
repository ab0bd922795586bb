import { Button, Loader, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStores } from '../../stores.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { FailedRequest } from './FailedRequest.tsx';
import { HistorySection } from './HistorySection.tsx';
import { IssuedToken } from './IssuedToken.tsx';
import { PendingCode } from './PendingCode.tsx';
import { RefusedRequest } from './RefusedRequest.tsx';
import { SignInWaiting } from './SignInWaiting.tsx';
import { StoredTokens } from './StoredTokens.tsx';
import { flowUnderWay } from './tokenPlace.ts';
import type { InquiryName, Outcome, TokenPlace } from './tokenPlace.ts';
import { useWaiting } from './useWaiting.ts';

interface OutcomePaneProps {
  connectionId: string;
  place: TokenPlace;
}

/** What came of the last request; while the next one is under way the old answer stays, dimmed. */
export function OutcomePane({ connectionId, place }: OutcomePaneProps): ReactNode {
  const { outcome, asking, history } = place;
  const underWay = asking.kind === 'nothing' ? undefined : flowUnderWay(place);
  return (
    <div className="token-pane">
      <AskingLine connectionId={connectionId} place={place} />
      {underWay !== undefined && <SignInWaiting flow={underWay} connectionId={connectionId} />}
      <div className="token-outcome" data-dimmed={asking.kind !== 'nothing'} aria-busy={asking.kind !== 'nothing'}>
        {(underWay === undefined || outcome.kind !== 'none') && (
          <OutcomeView connectionId={connectionId} place={place} />
        )}
      </div>
      <StoredTokens connectionId={connectionId} shownId={outcome.kind === 'issued' ? outcome.token.id : undefined} />
      <HistorySection connectionId={connectionId} history={history} shownId={shownExchangeId(outcome)} />
    </div>
  );
}

function shownExchangeId(outcome: Outcome): string | undefined {
  if (outcome.kind === 'refused') return outcome.refusal.exchange.id;
  return outcome.kind === 'issued' ? outcome.exchange?.id : undefined;
}

/** A further kind of outcome gets its view here; the compiler asks for it. */
function OutcomeView({ connectionId, place }: OutcomePaneProps): ReactNode {
  const { outcome } = place;
  switch (outcome.kind) {
    case 'loading':
      return <Loader size="sm" aria-label="Reading the stored token" />;
    case 'none':
      return (
        <Empty icon={<IconKey size={36} stroke={1.4} />} title="No token yet">
          Press Get token. The token, or the reason why there is none, appears here.
        </Empty>
      );
    case 'issued':
      return <IssuedToken key={outcome.token.id} connectionId={connectionId} issued={outcome} place={place} />;
    case 'pending':
      return <PendingCode key={outcome.code.requestId} connectionId={connectionId} code={outcome.code} />;
    case 'refused':
      return <RefusedRequest key={outcome.refusal.exchange.id} connectionId={connectionId} refused={outcome} />;
    case 'failed':
      return <FailedRequest connectionId={connectionId} failed={outcome} />;
  }
}

/** What is waited for here; a token request says so at its own button. */
function waitedFor({ asking, inquiry }: TokenPlace): string | undefined {
  if (asking.kind === 'refreshing') return 'Refreshing';
  return inquiry.kind === 'running' ? INQUIRIES[inquiry.name] : undefined;
}

/** Removing is the vault's work and over at once. */
const INQUIRIES: Record<InquiryName, string | undefined> = {
  introspect: 'Introspecting',
  userinfo: 'Asking for userinfo',
  revoke: 'Revoking',
  remove: undefined,
};

/** A line of fixed height, so that nothing below it moves when a request begins or ends. */
function AskingLine({ connectionId, place }: OutcomePaneProps): ReactNode {
  const { token } = useStores();
  const waiting = waitedFor(place);
  const seconds = useWaiting(waiting !== undefined);
  return (
    <div className="token-asking" data-busy={waiting !== undefined || place.asking.kind !== 'nothing'}>
      {waiting !== undefined && seconds > 0 && (
        <div className="token-asking-words">
          <Text size="xs" role="status">
            {waiting} for {seconds} s
          </Text>
          <Button variant="default" h={24} onClick={() => void token.cancel(connectionId)}>
            Cancel
          </Button>
        </div>
      )}
    </div>
  );
}
