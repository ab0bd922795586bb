import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { Evidence, Finding, FixStep } from '#contract/diagnosis.ts';
import { CopyButton } from './CopyButton.tsx';
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
  const [isOpen, setOpen] = useState(initiallyOpen);
  const body = useId();
  const { word, Icon } = LEVELS[finding.level];
  return (
    <article className="finding" data-level={finding.level}>
      <UnstyledButton
        className="finding-head"
        aria-expanded={isOpen}
        aria-controls={body}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon size={18} aria-hidden className="finding-icon" />
        <span className="finding-title">
          <span className="finding-word">{word}</span>
          <Ticked text={finding.title} />
        </span>
        {showsLikelihood && <Likelihood confidence={finding.confidence} />}
        <IconChevronRight size={16} aria-hidden className="finding-chevron" />
      </UnstyledButton>
      {isOpen && (
        <div id={body} className="finding-body">
          <p>
            <Ticked text={finding.explanation} />
          </p>
          <EvidenceList evidence={finding.evidence} />
          <FixList steps={finding.fix} />
          {finding.verifyBy !== undefined && (
            <p>
              <span className="finding-heading">To see that it worked: </span>
              <Ticked text={finding.verifyBy} />
            </p>
          )}
        </div>
      )}
    </article>
  );
}

function Likelihood({ confidence }: { confidence: number }): ReactNode {
  const words = confidence >= 0.8 ? 'Very likely' : confidence >= 0.5 ? 'Likely' : 'Possible';
  return (
    <Tooltip label={`${Math.round(confidence * 100)} % sure`}>
      <span className="soft finding-likelihood">{words}</span>
    </Tooltip>
  );
}

function EvidenceList({ evidence }: { evidence: readonly Evidence[] }): ReactNode {
  if (evidence.length === 0) return null;
  return (
    <dl className="finding-evidence" aria-label="Evidence">
      {evidence.map(({ where, quote }, index) => (
        <div key={index}>
          <dt className="soft">{where}</dt>
          <dd className="mono breakable">{quote}</dd>
        </div>
      ))}
    </dl>
  );
}

function FixList({ steps }: { steps: readonly FixStep[] }): ReactNode {
  if (steps.length === 0) return null;
  return (
    <>
      <div className="finding-heading">What to do</div>
      <ol className="finding-steps" data-single={steps.length === 1}>
        {steps.map((step, index) => (
          <li key={index}>
            <Ticked text={step.text} />
            {step.consolePath !== undefined && <ConsolePath path={step.consolePath} />}
            {step.url !== undefined && (
              <div className="finding-url">
                <span className="mono breakable">{step.url}</span>
                <CopyButton text={step.url} what="address" />
              </div>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

/** The click path through the console, one crumb for each click. */
export function ConsolePath({ path }: { path: string }): ReactNode {
  const crumbs = path.split(' → ');
  return (
    <ol className="crumbs" aria-label="Where in the console">
      {crumbs.map((crumb, index) => (
        <li key={index}>
          {crumb}
          {index < crumbs.length - 1 && <IconChevronRight size={12} aria-hidden className="soft" />}
        </li>
      ))}
    </ol>
  );
}
