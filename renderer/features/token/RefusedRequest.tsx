import { Button, Group, Title } from '@mantine/core';
import { IconShieldSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ExchangeView } from '../../ui/ExchangeView.tsx';
import { Facts, Machine } from '../../ui/Facts.tsx';
import { FindingCard } from '../../ui/FindingCard.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';
import { CaseFileButton } from '../caseFile/CaseFileButton.tsx';
import { ProbeDialog } from '../connections/ProbeDialog.tsx';
import { OpenInDiagnose } from '../diagnose/OpenInDiagnose.tsx';
import { GuideLinks } from '../guide/GuideLinks.tsx';
import { ExchangeCopies } from './ExchangeCopies.tsx';
import type { Outcome } from './tokenPlace.ts';

interface RefusedRequestProps {
  connectionId: string;
  refused: Extract<Outcome, { kind: 'refused' }>;
}

/** The server's own words first, then what they mean, best guess first, then the whole exchange. */
export function RefusedRequest({ connectionId, refused }: RefusedRequestProps): ReactNode {
  const [isFinding, setFinding] = useState(false);
  const { purpose, refusal } = refused;
  const { status, error, errorDescription, ecid, exchange, diagnosis } = refusal;
  const statusText = exchange.response?.statusText ?? '';
  return (
    <>
      <section aria-label="Refusal" className="token-part token-refusal" role="alert">
        <LevelLine level="bad">
          {purpose === 'refresh' ? 'The server refused to refresh the token' : 'The server refused to give a token'}
        </LevelLine>
        <Facts
          label="The server’s words"
          rows={[
            ['Status', <Machine key="status">{`${status} ${statusText}`.trim()}</Machine>],
            ['error', error === undefined ? 'none in the reply' : <Machine key="error">{error}</Machine>],
            ['error_description', errorDescription && <Machine key="words">{errorDescription}</Machine>],
            ['ECID', ecid === undefined ? undefined : <Ecid key="ecid" ecid={ecid} />],
          ]}
        />
      </section>
      <section aria-label="Diagnosis" className="token-part">
        <Title order={2} size="h3">
          {diagnosis.findings.length > 1 ? 'Possible causes' : 'Likely cause'}
        </Title>
        {diagnosis.findings.length === 0 && (
          <p className="soft token-note">Nothing known explains this. The exchange below has all that was said.</p>
        )}
        {diagnosis.findings.map((finding, index) => (
          <FindingCard key={finding.cause} finding={finding} initiallyOpen={index === 0} showsLikelihood />
        ))}
        <GuideLinks connectionId={connectionId} findings={diagnosis.findings} />
      </section>
      <Group gap="sm">
        {error === 'invalid_client' && (
          <>
            <Button variant="default" leftSection={<IconShieldSearch size={15} />} onClick={() => setFinding(true)}>
              Find out which client authentication works
            </Button>
            <ProbeDialog connectionId={connectionId} opened={isFinding} onClose={() => setFinding(false)} />
          </>
        )}
        <OpenInDiagnose exchange={exchange} />
        <CaseFileButton subject={{ connectionId, exchange, findings: diagnosis.findings }} />
      </Group>
      <ExchangeView exchange={exchange} actions={<ExchangeCopies exchange={exchange} />} />
    </>
  );
}

/** Oracle support finds the request in its logs by this id. */
function Ecid({ ecid }: { ecid: string }): ReactNode {
  return (
    <span className="token-inline">
      <Machine>{ecid}</Machine>
      <CopyButton text={ecid} what="ECID" />
    </span>
  );
}
