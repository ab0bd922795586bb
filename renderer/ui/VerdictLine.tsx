import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Finding } from '#contract/diagnosis.ts';
import { FindingDetail } from './FindingDetail.tsx';
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
        <FindingDetail finding={finding} showsSureness={finding.confidence < SURE} />
      </div>
    </details>
  );
}
