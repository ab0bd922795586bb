import type { ReactNode } from 'react';
import { IconMinus } from '@tabler/icons-react';
import type { Exchange } from '#contract/exchange.ts';
import type { FlowCheck, FlowParameter, FlowStep } from '#contract/flow.ts';
import { ExchangeView } from '../../ui/ExchangeView.tsx';
import { Machine } from '../../ui/Facts.tsx';
import { LEVELS } from '../../ui/levels.ts';
import { exactWords, spanWords } from '../../ui/times.ts';
import { ExchangeCopies } from './ExchangeCopies.tsx';

interface FlowStepDetailProps {
  step: FlowStep;
  startedAt: number;
  exchange: Exchange | undefined;
}

/** What was sent or came back in one step, parameter by parameter, and what was checked. */
export function FlowStepDetail({ step, startedAt, exchange }: FlowStepDetailProps): ReactNode {
  const after = step.at - startedAt;
  return (
    <div className="flow-detail" aria-live="polite">
      <p className="flow-title">
        {step.title}
        <span className="soft" title={exactWords(step.at)}>
          {after < 1000 ? 'at once' : `after ${spanWords(after)}`}
        </span>
      </p>
      {step.checks.length > 0 && <Checks checks={step.checks} />}
      {step.parameters.length > 0 && <Parameters parameters={step.parameters} />}
      {exchange !== undefined && (
        <ExchangeView key={exchange.id} exchange={exchange} actions={<ExchangeCopies exchange={exchange} />} />
      )}
    </div>
  );
}

const RESULTS = {
  pass: { word: 'Pass', level: 'good' },
  fail: { word: 'Fail', level: 'bad' },
  'not-applicable': { word: 'Not checked', level: undefined },
} as const satisfies Record<FlowCheck['result'], unknown>;

function Checks({ checks }: { checks: readonly FlowCheck[] }): ReactNode {
  return (
    <ul className="flow-checks" aria-label="Checks">
      {checks.map(({ name, result, detail }) => {
        const { word, level } = RESULTS[result];
        const Icon = level === undefined ? IconMinus : LEVELS[level].Icon;
        return (
          <li key={name} data-result={result}>
            <span className="flow-check">
              <Icon size={16} aria-hidden />
              {word}
            </span>
            <span className="flow-check-name">{name}</span>
            <span>{detail}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Parameters({ parameters }: { parameters: readonly FlowParameter[] }): ReactNode {
  return (
    <table className="flow-parameters" aria-label="Parameters">
      <tbody>
        {parameters.map(({ name, value, explanation }, index) => (
          <tr key={index}>
            <th scope="row" className="mono">
              {name}
            </th>
            <td>
              <Machine>{value}</Machine>
              {explanation !== '' && <div className="soft">{explanation}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
