import { Tooltip } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Evidence, Finding, FixStep } from '#contract/diagnosis.ts';
import { CopyButton } from './CopyButton.tsx';
import { Ticked } from './Ticked.tsx';
import './findingDetail.css';

interface FindingDetailProps {
  finding: Finding;
  /** Says beside the explanation how sure it is. */
  showsSureness?: boolean;
}

/** Why a finding is thought, what to do about it and how to see that it worked. */
export function FindingDetail({ finding, showsSureness = false }: FindingDetailProps): ReactNode {
  const { explanation, confidence, evidence, fix, verifyBy } = finding;
  return (
    <div className="finding-detail">
      <p>
        <Ticked text={explanation} />
        {showsSureness && <span className="soft"> ({sureWords(confidence)})</span>}
      </p>
      <EvidenceList evidence={evidence} />
      <FixList steps={fix} />
      {verifyBy !== undefined && (
        <p>
          <span className="finding-heading">To see that it worked: </span>
          <Ticked text={verifyBy} />
        </p>
      )}
    </div>
  );
}

/** How likely a cause is, for a diagnosis, where several compete. */
export function Likelihood({ confidence }: { confidence: number }): ReactNode {
  const words = confidence >= 0.8 ? 'Very likely' : confidence >= 0.5 ? 'Likely' : 'Possible';
  return (
    <Tooltip label={sureWords(confidence)}>
      <span className="soft finding-likelihood">{words}</span>
    </Tooltip>
  );
}

const sureWords = (confidence: number): string => `${Math.round(confidence * 100)} % sure`;

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
            {step.consolePath !== undefined && (
              <div className="finding-url">
                <ConsolePath path={step.consolePath} />
                <CopyButton text={step.consolePath} what="console path" />
              </div>
            )}
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
