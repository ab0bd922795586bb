import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Finding } from '#contract/diagnosis.ts';
import { LEVELS } from './levels.ts';
import { Ticked } from './Ticked.tsx';
import './verdictLine.css';

/** Below this a finding says how sure it is. */
const SURE = 0.8;

/** A finding in one line, which opens to why, the evidence and the fix. */
export function VerdictLine({ finding }: { finding: Finding }): ReactNode {
  const { word, Icon } = LEVELS[finding.level];
  return (
    <details className="verdict" data-level={finding.level}>
      <summary className="verdict-line">
        <Icon size={16} aria-hidden className="verdict-icon" />
        <span className="verdict-word">{word}</span>
        <span className="verdict-title breakable">
          <Ticked text={finding.title} />
        </span>
        <IconChevronRight size={14} aria-hidden className="verdict-chevron" />
      </summary>
      <div className="verdict-more">
        <p>
          <Ticked text={finding.explanation} />
          {finding.confidence < SURE && <span className="soft"> ({Math.round(finding.confidence * 100)} % sure)</span>}
        </p>
        <EvidenceList evidence={finding.evidence} />
        <Fix finding={finding} />
      </div>
    </details>
  );
}

function EvidenceList({ evidence }: Pick<Finding, 'evidence'>): ReactNode {
  if (evidence.length === 0) return null;
  return (
    <dl className="verdict-evidence">
      {evidence.map(({ where, quote }, index) => (
        <div key={index}>
          <dt className="soft">{where}</dt>
          <dd className="mono breakable">{quote}</dd>
        </div>
      ))}
    </dl>
  );
}

function Fix({ finding: { fix, verifyBy } }: { finding: Finding }): ReactNode {
  if (fix.length === 0 && verifyBy === undefined) return null;
  return (
    <>
      {fix.length > 0 && (
        <>
          <h4 className="verdict-heading">What to do</h4>
          <ul className="verdict-steps">
            {fix.map((step, index) => (
              <li key={index}>
                <Ticked text={step.text} />
                {step.consolePath !== undefined && <div className="soft">{step.consolePath}</div>}
                {step.url !== undefined && <div className="mono breakable">{step.url}</div>}
              </li>
            ))}
          </ul>
        </>
      )}
      {verifyBy !== undefined && (
        <p className="soft">
          How to see that it worked: <Ticked text={verifyBy} />
        </p>
      )}
    </>
  );
}
