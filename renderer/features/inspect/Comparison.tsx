import { Group, Switch, Text, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Claim, Inspection } from '#contract/inspection.ts';
import { Ticked } from '../../ui/Ticked.tsx';
import { ClaimName } from './ClaimName.tsx';
import { claimText } from './claimText.ts';
import { compareClaims } from './compareClaims.ts';
import type { ClaimDifference } from './compareClaims.ts';
import { FoldedText } from './FoldedText.tsx';

const MOST_ROWS = 300;

/** Two tokens side by side: the claims in which they differ. */
export function Comparison({ left, right }: { left: Inspection; right: Inspection }): ReactNode {
  const [showsSame, setShowsSame] = useState(false);
  const all = useMemo(() => compareClaims(left, right), [left, right]);
  if (all.length === 0)
    return <Text size="sm">Neither token has claims that can be read, so there is nothing to compare.</Text>;
  const differing = all.filter(({ kind }) => kind !== 'same');
  const shown = showsSame ? all : differing;
  return (
    <section aria-label="Differences" className="reading">
      <Group justify="space-between" mih={32}>
        <Title order={2}>
          {differing.length === 0 ? 'All claims are the same' : `${countWords(differing.length)} differ`}
        </Title>
        <Switch
          label={`Show the ${all.length - differing.length} that are the same`}
          checked={showsSame}
          disabled={all.length === differing.length}
          onChange={(event) => setShowsSame(event.currentTarget.checked)}
        />
      </Group>
      {shown.length > 0 && (
        <table className="claims claims-compared" aria-label="Claims of both tokens">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">First token</th>
              <th scope="col">Second token</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, MOST_ROWS).map((difference) => (
              <DifferenceRow key={`${difference.part} ${difference.name}`} difference={difference} />
            ))}
          </tbody>
        </table>
      )}
      {shown.length > MOST_ROWS && (
        <Text size="sm" className="soft">
          These are the first {MOST_ROWS} of {shown.length.toLocaleString('en')}.
        </Text>
      )}
    </section>
  );
}

const countWords = (count: number): string => (count === 1 ? '1 claim' : `${count.toLocaleString('en')} claims`);

function DifferenceRow({
  difference: { part, name, kind, left, right, entries },
}: {
  difference: ClaimDifference;
}): ReactNode {
  return (
    <tr data-kind={kind}>
      <th scope="row">
        <ClaimName name={name} />
        {part === 'header' && <div className="soft">in the header</div>}
      </th>
      <Side claim={left} only={entries?.onlyLeft} />
      <Side claim={right} only={entries?.onlyRight} />
    </tr>
  );
}

function Side({ claim, only }: { claim: Claim | undefined; only: readonly string[] | undefined }): ReactNode {
  if (claim === undefined) return <td className="soft">not there</td>;
  return (
    <td>
      <FoldedText text={claimText(claim.value)} />
      {claim.note !== undefined && (
        <div className="soft breakable">
          <Ticked text={claim.note} />
        </div>
      )}
      {only !== undefined && only.length > 0 && (
        <div className="claim-only">
          Only here: <FoldedText text={only.join(' ')} fold={160} />
        </div>
      )}
    </td>
  );
}
