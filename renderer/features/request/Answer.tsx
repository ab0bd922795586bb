import { Button, Group, Tabs } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ApiAnswer, Redirect } from '#contract/apiRequest.ts';
import type { Header } from '#contract/exchange.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ExchangeView } from '../../ui/ExchangeView.tsx';
import { httpName } from '../../ui/exchangeText.ts';
import { Facts, Machine } from '../../ui/Facts.tsx';
import { FindingCard } from '../../ui/FindingCard.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';
import { LEVELS, statusLevel } from '../../ui/levels.ts';
import { bytesWords } from '../../ui/times.ts';
import { TimingsBar } from '../../ui/TimingsBar.tsx';
import { TlsFactList } from '../../ui/TlsFactList.tsx';
import { CaseFileButton } from '../caseFile/CaseFileButton.tsx';
import { OpenInDiagnose } from '../diagnose/OpenInDiagnose.tsx';
import { AnswerBody } from './AnswerBody.tsx';
import { answerNotes, statusWord } from './replyWords.ts';

interface AnswerProps {
  answer: ApiAnswer;
  onSendToFile: () => void;
}

/** A reply: the verdict first, then the way there, then what was said. */
export function Answer({ answer, onSendToFile }: AnswerProps): ReactNode {
  const [chosen, setChosen] = useState('body');
  const tabs = tabsOf({ answer, onSendToFile });
  const shown = tabs.some(({ name }) => name === chosen) ? chosen : 'body';
  const likeliest = answer.diagnosis?.findings[0];
  return (
    <>
      <AnswerHead answer={answer}>
        {likeliest !== undefined && (
          <div className="reply-cause">
            <LevelLine level="bad">{likeliest.title}</LevelLine>
            {shown !== 'diagnosis' && (
              <Button variant="default" h={24} onClick={() => setChosen('diagnosis')}>
                Why, and what to do
              </Button>
            )}
          </div>
        )}
      </AnswerHead>
      <Tabs className="request-tabs reply-tabs" value={shown} onChange={(value) => setChosen(value ?? 'body')}>
        <Tabs.List>
          {tabs.map(({ name, label }) => (
            <Tabs.Tab key={name} value={name}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ name, panel }) => (
          <Tabs.Panel key={name} value={name}>
            {panel}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

interface AnswerTab {
  name: string;
  label: string;
  panel: ReactNode;
}

function tabsOf({ answer, onSendToFile }: AnswerProps): AnswerTab[] {
  const { headers, redirects, exchange, diagnosis, body } = answer;
  const findings = diagnosis?.findings ?? [];
  return [
    { name: 'body', label: 'Body', panel: <AnswerBody {...{ body, onSendToFile }} /> },
    { name: 'headers', label: `Headers ${headers.length}`, panel: <HeaderList headers={headers} /> },
    ...(redirects.length === 0
      ? []
      : [{ name: 'redirects', label: `Redirects ${redirects.length}`, panel: <RedirectList redirects={redirects} /> }]),
    { name: 'tls', label: 'TLS', panel: <TlsPanel answer={answer} /> },
    ...(findings.length === 0
      ? []
      : [
          {
            name: 'diagnosis',
            label: `Diagnosis ${findings.length}`,
            panel: (
              <div className="reply-scroll">
                {findings.map((finding, index) => (
                  <FindingCard key={finding.cause} finding={finding} initiallyOpen={index === 0} showsLikelihood />
                ))}
                <Group gap="sm">
                  <OpenInDiagnose exchange={exchange} />
                  <CaseFileButton subject={{ exchange, findings }} />
                </Group>
              </div>
            ),
          },
        ]),
    {
      name: 'exchange',
      label: 'Exchange',
      panel: (
        <div className="reply-scroll">
          <ExchangeView exchange={exchange} initiallyOpen />
        </div>
      ),
    },
  ];
}

function AnswerHead({ answer, children }: { answer: ApiAnswer; children: ReactNode }): ReactNode {
  const { status, statusText, httpVersion, timings, body } = answer;
  const level = statusLevel(status);
  const { Icon } = LEVELS[level];
  return (
    <header className="reply-head">
      <div className="reply-verdict">
        <span className="reply-status" data-level={level} role="status">
          <Icon size={18} aria-hidden />
          <strong>
            {status} {statusText}
          </strong>
          <span className="reply-status-word">{statusWord(status)}</span>
        </span>
        <span className="soft">
          {bytesWords(body.bytes)} · {httpName(httpVersion)}
        </span>
      </div>
      <TimingsBar timings={timings} />
      {answerNotes(answer).map((note) => (
        <p key={note} className="reply-note breakable">
          {note}
        </p>
      ))}
      {children}
    </header>
  );
}

function HeaderList({ headers }: { headers: readonly Header[] }): ReactNode {
  if (headers.length === 0) return <p className="soft request-note">The reply has no headers.</p>;
  return (
    <div className="reply-scroll">
      <div className="reply-copy">
        <CopyButton text={headers.map(([name, value]) => `${name}: ${value}`).join('\n')} what="headers" />
      </div>
      <Facts
        label="Headers of the reply"
        areNamesMono
        rows={headers.map(([name, value]) => [name, <Machine key="value">{value}</Machine>])}
      />
    </div>
  );
}

function RedirectList({ redirects }: { redirects: readonly Redirect[] }): ReactNode {
  return (
    <ol className="reply-scroll redirects" aria-label="Redirects">
      {redirects.map(({ status, from, to, followed, note }, index) => (
        <li key={index} className="redirect">
          <span className="reply-status" data-level={followed ? 'good' : 'notice'}>
            <strong>{status}</strong> {followed ? 'Followed' : 'Not followed'}
          </span>
          <Facts
            label={`Redirect ${index + 1}`}
            rows={[
              ['From', <Machine key="from">{from}</Machine>],
              ['To', <Machine key="to">{to}</Machine>],
            ]}
          />
          <p className="soft">
            {note.replace(/^(?:Not followed|Followed): ./, (start) => start.slice(-1).toUpperCase())}
          </p>
        </li>
      ))}
    </ol>
  );
}

function TlsPanel({ answer: { tls, exchange } }: { answer: ApiAnswer }): ReactNode {
  if (tls !== undefined) {
    return (
      <div className="reply-scroll">
        <TlsFactList tls={tls} />
      </div>
    );
  }
  return (
    <p className="soft request-note">
      {/^https:/i.test(exchange.request.url)
        ? 'Nothing is known of the TLS session.'
        : 'None: this connection was plain http, which is fine on this machine only.'}
    </p>
  );
}
