import { Group, SegmentedControl, Text, Title } from '@mantine/core';
import { IconZoomCode } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Inspection } from '#contract/inspection.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { VerdictLine } from '../../ui/VerdictLine.tsx';
import type { Reading } from './inspectStore.ts';
import { SignatureSection } from './SignatureSection.tsx';
import { TokenPartSection } from './TokenPartSection.tsx';
import type { PartView } from './TokenPartSection.tsx';
import { TokenTimes } from './TokenTimes.tsx';

interface ReadingPanelProps {
  reading: Reading;
  /** Whose server may be asked for the key that signed it. */
  connectionId?: string | undefined;
}

/** What main read off the box beside it. */
export function ReadingPanel({ reading, connectionId }: ReadingPanelProps): ReactNode {
  switch (reading.kind) {
    case 'empty':
      return (
        <Empty icon={<IconZoomCode size={32} stroke={1.5} />} title="Paste a token to read it">
          An access token, an ID token or any other; an Authorization header or a whole token reply will do too. It is
          read on this machine and sent nowhere.
        </Empty>
      );
    case 'reading':
      return null;
    case 'failed':
      return <ErrorNotice error={reading.error} title="This was not read" />;
    case 'read':
      return <InspectionView inspection={reading.inspection} connectionId={connectionId} />;
  }
}

interface InspectionViewProps {
  inspection: Inspection;
  connectionId: string | undefined;
}

const KINDS: Record<Inspection['kind'], string> = {
  jws: 'Signed token (JWT)',
  jwe: 'Encrypted token (JWE)',
  opaque: 'Opaque token',
  malformed: 'Malformed: not usable as it stands',
};

function InspectionView({ inspection, connectionId }: InspectionViewProps): ReactNode {
  const [view, setView] = useState<PartView>('table');
  const { kind, looksLike, verdicts, times, header, headerText, claims, payloadText } = inspection;
  const hasParts = headerText !== undefined || payloadText !== undefined;
  return (
    <div className="reading">
      <Group justify="space-between" wrap="nowrap" mih={32}>
        <Title order={2}>{KINDS[kind]}</Title>
        {hasParts && (
          <SegmentedControl
            aria-label="How header and payload are shown"
            value={view}
            onChange={(value) => setView(value === 'json' ? 'json' : 'table')}
            data={[
              { value: 'table', label: 'Explained' },
              { value: 'json', label: 'JSON' },
            ]}
          />
        )}
      </Group>
      {looksLike !== undefined && <Text size="sm">It looks like {looksLike}.</Text>}
      <div className="verdicts" role="list" aria-label="Verdicts">
        {verdicts.map((finding, index) => (
          <div role="listitem" key={`${index} ${finding.cause}`}>
            <VerdictLine finding={finding} />
          </div>
        ))}
      </div>
      {times !== undefined && <TokenTimes times={times} />}
      <TokenPartSection part="header" title="Header" claims={header} text={headerText} view={view} />
      <TokenPartSection part="payload" title="Payload" claims={claims} text={payloadText} view={view} />
      <SignatureSection inspection={inspection} connectionId={connectionId} />
    </div>
  );
}
