import { Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Token } from '#contract/token.ts';
import { CountdownRing } from '../../ui/Countdown.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ExchangeView } from '../../ui/ExchangeView.tsx';
import { Facts, Machine } from '../../ui/Facts.tsx';
import { FindingCard } from '../../ui/FindingCard.tsx';
import { JwtText } from '../../ui/JwtText.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { grantName } from '../connections/grantWords.ts';
import { ExchangeCopies } from './ExchangeCopies.tsx';
import { InquiryAnswer } from './InquiryAnswer.tsx';
import { TokenActions } from './TokenActions.tsx';
import { TokenLife } from './TokenLife.tsx';
import type { Outcome, TokenPlace } from './tokenPlace.ts';

interface IssuedTokenProps {
  connectionId: string;
  issued: Extract<Outcome, { kind: 'issued' }>;
  place: TokenPlace;
}

export function IssuedToken({ connectionId, issued, place }: IssuedTokenProps): ReactNode {
  const { token, warnings, exchange } = issued;
  return (
    <>
      <section aria-label="Access token" className="token-part">
        <header className="token-part-head">
          <Title order={2} size="h3">
            Access token
          </Title>
          <CopyButton labelled text={token.accessToken} what="access token" isSecret />
        </header>
        <JwtText token={token.accessToken} />
      </section>
      <div className="token-summary">
        {token.expiresAt !== undefined && <CountdownRing expiresAt={token.expiresAt} obtainedAt={token.obtainedAt} />}
        <TokenFacts token={token} />
      </div>
      <TokenActions connectionId={connectionId} token={token} place={place} />
      <TokenLife token={token} />
      <InquiryAnswer inquiry={place.inquiry} />
      {warnings.map((finding) => (
        <FindingCard key={finding.cause} finding={finding} initiallyOpen={false} />
      ))}
      {token.idToken !== undefined && <IdToken idToken={token.idToken} />}
      {exchange !== undefined && (
        <ExchangeView key={exchange.id} exchange={exchange} actions={<ExchangeCopies exchange={exchange} />} />
      )}
    </>
  );
}

function TokenFacts({ token }: { token: Token }): ReactNode {
  const { scope, tokenType, obtainedAt, expiresAt, refreshToken, refreshCount, grantType } = token;
  const times = refreshCount === 1 ? 'once' : `${refreshCount} times`;
  return (
    <Facts
      label="About this token"
      rows={[
        ['Scope', scope === undefined ? 'not named in the reply' : <Machine key="scope">{scope}</Machine>],
        ['Type', <Machine key="type">{tokenType}</Machine>],
        ['Grant', grantName(grantType)],
        ['Obtained', <Moment key="at" at={obtainedAt} />],
        ['Refreshed', refreshCount === 0 ? undefined : times],
        ['Expires', expiresAt === undefined ? 'the server named no lifetime' : <Moment key="end" at={expiresAt} />],
        ['Refresh token', <Presence key="refresh" isThere={refreshToken === true} />],
        ['ID token', token.idToken === undefined ? <Presence key="id" isThere={false} /> : undefined],
      ]}
    />
  );
}

function Presence({ isThere }: { isThere: boolean }): ReactNode {
  if (!isThere) return <span className="soft">none came with it</span>;
  return (
    <span className="token-present">
      <IconCircleCheck size={15} aria-hidden />
      kept in the vault
    </span>
  );
}

function IdToken({ idToken }: { idToken: string }): ReactNode {
  return (
    <section aria-label="ID token" className="token-part">
      <header className="token-part-head">
        <Title order={2} size="h3">
          ID token
        </Title>
        <CopyButton text={idToken} what="ID token" isSecret />
      </header>
      <JwtText token={idToken} />
    </section>
  );
}
