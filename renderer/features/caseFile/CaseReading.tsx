import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CaseDocument, CaseSetting } from '#contract/caseFile.ts';
import { ExchangeView } from '../../ui/ExchangeView.tsx';
import { Facts, Machine } from '../../ui/Facts.tsx';
import { FindingCard } from '../../ui/FindingCard.tsx';
import { ClaimTable } from '../inspect/ClaimTable.tsx';
import '../inspect/inspect.css';
import { CaseCheckUpSteps } from './CaseCheckUpSteps.tsx';

/** A case as its file says it, to read. Whoever made it may be anybody, so all of it is text. */
export function CaseReading({ document }: { document: CaseDocument }): ReactNode {
  const { title, createdAt, summary, note, findings, checkUp, pasted, token, connection, app } = document;
  const ofSteps = new Set(checkUp?.steps.flatMap(({ exchangeIds }) => exchangeIds));
  const exchanges = document.exchanges.filter(({ id }) => !ofSteps.has(id));
  return (
    <article className="case" aria-label="Case">
      <header>
        <Title order={2} size="h2" className="breakable">
          {title}
        </Title>
        <p className="soft case-text">Made {madeWords(createdAt)}</p>
      </header>
      <div className="case-summary">
        {summary.map((sentence, index) => (
          <p key={index} className="breakable">
            {sentence}
          </p>
        ))}
      </div>
      {note !== undefined && (
        <Part title="Note">
          <p className="breakable case-text">{note}</p>
        </Part>
      )}
      {findings.length > 0 && (
        <Part title={findings.length === 1 ? 'Likely cause' : 'Possible causes'}>
          {findings.map((finding, index) => (
            <FindingCard key={index} finding={finding} initiallyOpen={index === 0} showsLikelihood />
          ))}
        </Part>
      )}
      {checkUp !== undefined && (
        <Part title="Check-up">
          <CaseCheckUpSteps checkUp={checkUp} exchanges={document.exchanges} />
        </Part>
      )}
      {pasted !== undefined && (
        <Part title="What was pasted">
          <pre className="mono breakable case-pasted">{pasted}</pre>
        </Part>
      )}
      {exchanges.length > 0 && (
        <Part title="Requests">
          {exchanges.map((exchange) => (
            <ExchangeView key={exchange.id} exchange={exchange} />
          ))}
        </Part>
      )}
      {token !== undefined && (
        <Part title="Token">
          <p className="soft case-text">
            As it says of itself, not verified.
            {token.omitted.length > 0 && ` Left out: ${token.omitted.join(', ')}.`}
          </p>
          <ClaimTable claims={token.header} label="Header" />
          <ClaimTable claims={token.claims} label="Claims" />
        </Part>
      )}
      {connection !== undefined && (
        <Part title="Connection">
          <Settings label="Connection" settings={connection} />
        </Part>
      )}
      <Part title="Made with">
        <Settings label="Made with" settings={app} />
      </Part>
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className="case-part" aria-label={title}>
      <Title order={3} size="h3">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Settings({ label, settings }: { label: string; settings: readonly CaseSetting[] }): ReactNode {
  return (
    <Facts label={label} rows={settings.map(({ name, value }) => [name, <Machine key="value">{value}</Machine>])} />
  );
}

/** The time where it was made, with its offset from UTC. */
const madeWords = (createdAt: string): string => createdAt.replace('T', ' at ').replace(/([+-]\d\d:\d\d)$/, ', UTC$1');
