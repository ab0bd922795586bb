import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CertificateFacts, KeyInspection } from '#contract/keys.ts';
import { useNow } from '../../stores.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Facts, Machine } from '../../ui/Facts.tsx';
import { ConsolePath } from '../../ui/FindingDetail.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';
import { exactWords, relativeWords } from '../../ui/times.ts';
import { VerdictLine } from '../../ui/VerdictLine.tsx';
import './keyFacts.css';

interface KeyFactsProps {
  inspection: KeyInspection;
  /** The key ID in the form; a name that came with the key is offered while there is another. */
  keyId: string;
  onKeyId: (keyId: string) => void;
}

/** What the key and its certificate are, whether they belong together, and where the certificate is imported. */
export function KeyFacts({ inspection, keyId, onKeyId }: KeyFactsProps): ReactNode {
  const { certificate, findings, needsPassphrase } = inspection;
  if (needsPassphrase) {
    return (
      <section className="key-facts" aria-label="About the key">
        <LevelLine level="notice">The key is encrypted. Enter its passphrase, then press Open.</LevelLine>
      </section>
    );
  }
  return (
    <section className="key-facts" aria-label="About the key">
      {inspection.matchesKey === true && <LevelLine level="good">Key and certificate belong together.</LevelLine>}
      <Facts label="Key" rows={keyRows(inspection)} />
      {inspection.keyId !== undefined && inspection.keyId !== keyId && (
        <Group gap="sm">
          <Text size="sm">
            It carries the name <span className="mono">{inspection.keyId}</span>.
          </Text>
          <Button variant="default" h={26} onClick={() => onKeyId(inspection.keyId ?? '')}>
            Use as key ID
          </Button>
        </Group>
      )}
      {certificate !== undefined && <Certificate certificate={certificate} chainLength={inspection.chainLength} />}
      {findings.length > 0 && (
        <div role="list" aria-label="Findings about the key">
          {findings.map((finding) => (
            <div role="listitem" key={finding.title}>
              <VerdictLine finding={finding} />
            </div>
          ))}
        </div>
      )}
      <ImportSteps inspection={inspection} />
    </section>
  );
}

function keyRows({ hasPrivateKey, kind, algorithms }: KeyInspection): [string, ReactNode][] {
  if (!hasPrivateKey) return [['Private key', 'none in it']];
  return [
    ['Private key', kind ?? 'of an unknown kind'],
    ['Signs with', algorithms.length === 0 ? 'nothing that OAuth takes' : <Machine>{algorithms.join(', ')}</Machine>],
  ];
}

function Certificate({ certificate, chainLength }: { certificate: CertificateFacts; chainLength: number }): ReactNode {
  const digest = (text: string, what: string): ReactNode => (
    <span className="key-digest">
      <Machine>{text}</Machine>
      <CopyButton text={text} what={what} />
    </span>
  );
  return (
    <Facts
      label="Certificate"
      rows={[
        ['Certificate of', <Machine key="subject">{certificate.subject}</Machine>],
        ['Issued by', <Machine key="issuer">{certificate.issuer}</Machine>],
        ['Serial number', <Machine key="serial">{certificate.serialNumber}</Machine>],
        ['Valid', <Validity key="valid" certificate={certificate} />],
        ['x5t', digest(certificate.x5t, 'x5t')],
        ['x5t#S256', digest(certificate.x5tS256, 'x5t#S256')],
        ['SHA-1', digest(certificate.sha1, 'SHA-1')],
        ['SHA-256', digest(certificate.sha256, 'SHA-256')],
        ['Came with it', chainLength === 0 ? undefined : chainWords(chainLength)],
      ]}
    />
  );
}

const chainWords = (count: number): string => (count === 1 ? 'one more certificate' : `${count} more certificates`);

/** A month before its end a certificate deserves a word. */
const SOON_MS = 30 * 86_400_000;

function Validity({ certificate: { validFrom, validTo } }: { certificate: CertificateFacts }): ReactNode {
  const now = useNow();
  const span = `${day(validFrom)} to ${day(validTo)}`;
  const title = `${exactWords(validFrom)} to ${exactWords(validTo)}`;
  const [level, words] = validityWords(validFrom, validTo, now);
  return (
    <span title={title} className="key-validity">
      <span className="mono">{span}</span>
      <LevelLine level={level}>{words}</LevelLine>
    </span>
  );
}

function validityWords(from: number, to: number, now: number): ['good' | 'notice' | 'bad', string] {
  if (now > to) return ['bad', `Expired ${relativeWords(to, now)}`];
  if (now < from) return ['bad', `Valid only ${relativeWords(from, now)}`];
  return [to - now < SOON_MS ? 'notice' : 'good', `Valid, ends ${relativeWords(to, now)}`];
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

function ImportSteps({ inspection: { importSteps } }: { inspection: KeyInspection }): ReactNode {
  if (importSteps.length === 0) return null;
  return (
    <details className="key-import">
      <summary>Where the certificate is imported in the domain’s console</summary>
      <ol>
        {importSteps.map((step) => (
          <li key={step.text}>
            {step.text}
            {step.consolePath !== undefined && <ConsolePath path={step.consolePath} />}
          </li>
        ))}
      </ol>
    </details>
  );
}
