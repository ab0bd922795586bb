import { Title } from '@mantine/core';
import { IconHelpCircle, IconStethoscope } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Diagnosis, Recognition } from '#contract/diagnosis.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FindingCard } from '../../ui/FindingCard.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';
import type { DiagnosisReading } from './diagnoseStore.ts';
import { formWords, wishesOf } from './recognitionWords.ts';

/** What main makes of the box beside it. */
export function DiagnosisAnswer({ reading }: { reading: DiagnosisReading }): ReactNode {
  switch (reading.kind) {
    case 'empty':
      return (
        <Empty icon={<IconStethoscope size={32} stroke={1.5} />} title="Paste what went wrong">
          An error reply, a whole HTTP reply, the output of curl -v, a HAR, a SOAP fault, a log or stack trace, a token
          that is refused, or the address of a sign-in that came back with an error.
        </Empty>
      );
    case 'reading':
      return null;
    case 'failed':
      return <ErrorNotice error={reading.error} title="This was not read" />;
    case 'read':
      return <Conclusion diagnosis={reading.diagnosis} />;
  }
}

function Conclusion({ diagnosis: { findings, recognized, isSuccess } }: { diagnosis: Diagnosis }): ReactNode {
  return (
    <>
      {recognized !== undefined && <Recognized recognition={recognized} />}
      {isSuccess === true && <LevelLine level="good">This is a success: nothing in it needs to be mended</LevelLine>}
      {isSuccess !== true && findings.length === 0 && <NothingKnown recognition={recognized} />}
      {findings.length > 0 && (
        <section aria-label="Diagnosis" className="diagnose-findings">
          <Title order={2} size="h3">
            {findings.length > 1 ? 'Possible causes' : 'Likely cause'}
          </Title>
          {findings.map((finding, index) => (
            <FindingCard key={finding.cause} finding={finding} initiallyOpen={index === 0} showsLikelihood />
          ))}
        </section>
      )}
    </>
  );
}

function Recognized({ recognition }: { recognition: Recognition }): ReactNode {
  return (
    <p className="diagnose-recognized soft" role="status">
      {formWords(recognition)}
      {recognition.facts.map((fact) => (
        <span key={fact} className="mono breakable">
          {fact}
        </span>
      ))}
    </p>
  );
}

function NothingKnown({ recognition }: { recognition: Recognition | undefined }): ReactNode {
  const wishes = recognition === undefined ? [] : wishesOf(recognition);
  return (
    <>
      <Empty icon={<IconHelpCircle size={32} stroke={1.5} />} title="Nothing known fits">
        No rule knows these words, and a guess would lead astray.
        {wishes.length > 0 && ' This would tell more:'}
      </Empty>
      <ul className="diagnose-wishes">
        {wishes.map((wish) => (
          <li key={wish}>{wish}</li>
        ))}
      </ul>
    </>
  );
}
