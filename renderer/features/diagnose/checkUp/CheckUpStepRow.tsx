import { Loader } from '@mantine/core';
import { IconCircleDashed, IconCircleMinus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CheckUpStep, CheckUpStepId } from '#contract/checkUp.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { ExchangeView } from '../../../ui/ExchangeView.tsx';
import { durationWords } from '../../../ui/exchangeText.ts';
import { Facts, Machine } from '../../../ui/Facts.tsx';
import { FindingCard } from '../../../ui/FindingCard.tsx';
import { FoldCard } from '../../../ui/FoldCard.tsx';
import { LEVELS } from '../../../ui/levels.ts';
import { Ticked } from '../../../ui/Ticked.tsx';
import { STEP_NAMES, VERDICT_WORDS } from './checkUpWords.ts';

interface CheckUpStepRowProps {
  id: CheckUpStepId;
  /** Absent until it has ended. */
  step: CheckUpStep | undefined;
  isRunning: boolean;
  initiallyOpen: boolean;
}

/** One step of the chain: a line, which opens to what was seen. Its place is there before it has begun. */
export function CheckUpStepRow({ id, step, isRunning, initiallyOpen }: CheckUpStepRowProps): ReactNode {
  if (step === undefined) {
    return (
      <div className="check-up-pending soft">
        <span className="check-up-head">
          {isRunning ? <Loader size={16} aria-hidden /> : <IconCircleDashed size={16} aria-hidden />}
          <span className="check-up-name">{STEP_NAMES[id]}</span>
          <span className="check-up-sentence">{isRunning && 'Checking'}</span>
          <span className="check-up-time" />
        </span>
      </div>
    );
  }
  const { verdict } = step;
  return (
    <FoldCard
      label={STEP_NAMES[id]}
      {...(verdict === 'skipped' ? {} : { level: verdict })}
      initiallyOpen={initiallyOpen}
      head={<Head step={step} />}
    >
      <Opened step={step} />
    </FoldCard>
  );
}

function Head({ step: { id, verdict, sentence, durationMs } }: { step: CheckUpStep }): ReactNode {
  const Icon = verdict === 'skipped' ? IconCircleMinus : LEVELS[verdict].Icon;
  return (
    <span className="check-up-head">
      <Icon size={16} aria-label={VERDICT_WORDS[verdict]} className="check-up-icon" data-verdict={verdict} />
      <span className="check-up-name">{STEP_NAMES[id]}</span>
      <span className={verdict === 'skipped' ? 'check-up-sentence soft' : 'check-up-sentence'}>
        <Ticked text={sentence} />
      </span>
      <span className="soft check-up-time">{durationMs === 0 ? '' : durationWords(durationMs)}</span>
    </span>
  );
}

function Opened({ step: { seen, findings, exchanges, problem, verdict } }: { step: CheckUpStep }): ReactNode {
  const isBare = seen.length === 0 && findings.length === 0 && exchanges.length === 0 && problem === undefined;
  return (
    <>
      {isBare && <p className="soft check-up-line">There is nothing to show of it.</p>}
      {findings.map((finding, index) => (
        <FindingCard
          key={`${finding.cause} ${index}`}
          finding={finding}
          initiallyOpen={index === 0}
          showsLikelihood={verdict === 'bad'}
        />
      ))}
      {problem !== undefined && findings.length === 0 && <ErrorNotice error={problem} />}
      {seen.length > 0 && (
        <Facts
          label="What was seen"
          rows={seen.map(({ where, quote }) => [where, <Machine key={where}>{quote}</Machine>])}
        />
      )}
      {exchanges.map((exchange) => (
        <ExchangeView key={exchange.id} exchange={exchange} />
      ))}
    </>
  );
}
