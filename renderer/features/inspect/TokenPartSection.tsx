import { Group, Title } from '@mantine/core';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Claim } from '#contract/inspection.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ClaimTable } from './ClaimTable.tsx';
import { FoldedText } from './FoldedText.tsx';
import { indentJson } from './indentJson.ts';
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
/** A longer text is shown as it stands: laid out, it could grow to many times its length. */
const MOST_LAID_OUT = 100_000;

/** Header or payload: its members explained, or its JSON with every value as it stands in the token. */
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
          <IndentedJson text={text} />
        </div>
      )}
    </section>
  );
}

function IndentedJson({ text }: { text: string }): ReactNode {
  const laidOut = useMemo(() => (text.length > MOST_LAID_OUT ? text : indentJson(text)), [text]);
  return <FoldedText text={laidOut} fold={RAW_FOLD} />;
}
