import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Claim } from '#contract/inspection.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ClaimTable } from './ClaimTable.tsx';
import { FoldedText } from './FoldedText.tsx';
import type { PartName } from './tokenParts.ts';

export type PartView = 'table' | 'json';

interface TokenPartSectionProps {
  part: PartName;
  title: string;
  claims: readonly Claim[] | undefined;
  text: string | undefined;
  view: PartView;
}

const RAW_FOLD = 4000;

/** Header or payload: its members explained, or the text as it stands in the token. */
export function TokenPartSection({ part, title, claims, text, view }: TokenPartSectionProps): ReactNode {
  if (claims === undefined && text === undefined) return null;
  const isTable = view === 'table' && claims !== undefined;
  return (
    <section className="part" data-part={part} aria-label={title}>
      <Group gap="xs" h={28}>
        <Title order={2} size="h3" className="part-title">
          {title}
        </Title>
        {text !== undefined && <CopyButton text={text} what={`${title.toLowerCase()} as JSON`} />}
      </Group>
      {isTable && <ClaimTable claims={claims} label={`${title} members`} />}
      {!isTable && text !== undefined && (
        <div className="part-text">
          <FoldedText text={text} fold={RAW_FOLD} />
        </div>
      )}
    </section>
  );
}
