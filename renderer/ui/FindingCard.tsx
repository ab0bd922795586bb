import type { ReactNode } from 'react';
import type { Finding } from '#contract/diagnosis.ts';
import { FindingDetail, Likelihood } from './FindingDetail.tsx';
import { FoldCard } from './FoldCard.tsx';
import { LEVELS } from './levels.ts';
import { Ticked } from './Ticked.tsx';
import './findingCard.css';

interface FindingCardProps {
  finding: Finding;
  initiallyOpen?: boolean;
  /** Says how likely the cause is; for a diagnosis, where several compete. */
  showsLikelihood?: boolean;
}

/** One cause or notice: what it is, why it is thought, what to do and how to see that it worked. */
export function FindingCard({ finding, initiallyOpen = true, showsLikelihood = false }: FindingCardProps): ReactNode {
  const { word, Icon } = LEVELS[finding.level];
  return (
    <FoldCard
      level={finding.level}
      initiallyOpen={initiallyOpen}
      head={
        <>
          <Icon size={16} aria-hidden className="finding-icon" />
          <span className="finding-title">
            <span className="finding-word">{word}</span>
            <Ticked text={finding.title} />
          </span>
          {showsLikelihood && <Likelihood confidence={finding.confidence} />}
        </>
      }
    >
      <FindingDetail finding={finding} />
    </FoldCard>
  );
}
