import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ExchangeView } from '../../ui/ExchangeView.tsx';
import { Facts, Machine } from '../../ui/Facts.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';
import type { Inquiry, InquiryName } from './tokenPlace.ts';

const FAILED: Record<InquiryName, string> = {
  introspect: 'The token was not introspected',
  userinfo: 'No userinfo came',
  revoke: 'The token was not revoked',
  remove: 'The token was not removed',
};

/** What the server said about the token. */
export function InquiryAnswer({ inquiry }: { inquiry: Inquiry }): ReactNode {
  switch (inquiry.kind) {
    case 'none':
    case 'running':
      return null;
    case 'failed':
      return <ErrorNotice error={inquiry.error} title={FAILED[inquiry.name]} />;
    case 'revoke-cancelled':
      return (
        <LevelLine level="notice">
          Cancelled. The server may have revoked the token all the same; introspect it to know.
        </LevelLine>
      );
    case 'introspected': {
      const { active, claims, exchange } = inquiry.value;
      return (
        <Answer title="Introspection" claims={claims} exchange={exchange}>
          {active ? (
            <LevelLine level="good">Active: the server accepts this token.</LevelLine>
          ) : (
            <LevelLine level="bad">Not active: the server no longer accepts this token.</LevelLine>
          )}
        </Answer>
      );
    }
    case 'identified':
      return <Answer title="Userinfo" claims={inquiry.value.claims} exchange={inquiry.value.exchange} />;
    case 'revoked': {
      const { accepted, status, exchange } = inquiry.value;
      return (
        <Answer title="Revocation" exchange={exchange}>
          {accepted ? (
            <LevelLine level="good">
              Accepted with {status}. The copy in the vault stays; remove it when you no longer need it.
            </LevelLine>
          ) : (
            <LevelLine level="bad">Refused with {status}. The exchange below has the server’s words.</LevelLine>
          )}
        </Answer>
      );
    }
  }
}

interface AnswerProps {
  title: string;
  claims?: Record<string, unknown>;
  exchange: Parameters<typeof ExchangeView>[0]['exchange'];
  children?: ReactNode;
}

function Answer({ title, claims, exchange, children }: AnswerProps): ReactNode {
  return (
    <section aria-label={title} className="token-part token-answer">
      <header className="token-part-head">
        <Title order={3} size="h3">
          {title}
        </Title>
        {claims !== undefined && <CopyButton text={JSON.stringify(claims, null, 2)} what="claims" />}
      </header>
      {children}
      {claims !== undefined && (
        <Facts
          label={`${title}: claims`}
          areNamesMono
          rows={Object.entries(claims).map(([name, value]) => [
            name,
            <Machine key="value">{valueText(value)}</Machine>,
          ])}
        />
      )}
      <ExchangeView key={exchange.id} exchange={exchange} />
    </section>
  );
}

const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));
