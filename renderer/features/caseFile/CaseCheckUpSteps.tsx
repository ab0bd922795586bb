import type { ReactNode } from 'react';
import type { CaseCheckUp } from '#contract/caseFile.ts';
import type { Exchange } from '#contract/exchange.ts';
import { Moment } from '../../ui/Moment.tsx';
import '../diagnose/checkUp/checkUp.css';
import { CheckUpStepRow } from '../diagnose/checkUp/CheckUpStepRow.tsx';

interface CaseCheckUpStepsProps {
  checkUp: CaseCheckUp;
  /** Of the whole case. */
  exchanges: readonly Exchange[];
}

/** The steps of a check-up as they were shown where it ran, each with its own of the case's requests. */
export function CaseCheckUpSteps({ checkUp, exchanges }: CaseCheckUpStepsProps): ReactNode {
  const { connectionName, startedAt, headline, steps } = checkUp;
  return (
    <>
      <p className="breakable case-text">{headline.sentence}</p>
      <p className="soft breakable case-text">
        Of {connectionName}, <Moment at={startedAt} />
      </p>
      <ol className="check-up-steps">
        {steps.map(({ exchangeIds, ...step }, index) => (
          <li key={index}>
            <CheckUpStepRow
              id={step.id}
              step={{ ...step, exchanges: exchanges.filter(({ id }) => exchangeIds.includes(id)) }}
              isRunning={false}
              initiallyOpen={headline.stepId === step.id}
            />
          </li>
        ))}
      </ol>
    </>
  );
}
