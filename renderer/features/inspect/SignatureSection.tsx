import { Button, Group, SegmentedControl, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Inspection, Verification } from '#contract/inspection.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Facts, Machine } from '../../ui/Facts.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';
import { Moment } from '../../ui/Moment.tsx';

interface SignatureSectionProps {
  inspection: Inspection;
  /** Whose server may be asked for its keys. */
  connectionId?: string | undefined;
}

/** The signature, and whether it is true when the person wants to know; that it has a length says nothing of that. */
export function SignatureSection({ inspection, connectionId }: SignatureSectionProps): ReactNode {
  if (inspection.kind === 'jwe' || inspection.signatureBytes === undefined) return null;
  const bytes = inspection.signatureBytes;
  return (
    <section className="part" data-part="signature" aria-label="Signature">
      <Title order={2} size="h3" className="part-title" lh="28px">
        Signature
      </Title>
      <Text size="sm">
        {bytes === 0 ? 'Empty: nothing is signed.' : `${bytes.toLocaleString('en')} bytes. Decoded, not verified.`}
      </Text>
      {/* Another token has another answer. */}
      {bytes > 0 && <SignatureCheck key={inspection.token} token={inspection.token} connectionId={connectionId} />}
    </section>
  );
}

type KeyFrom = 'server' | 'jwks' | 'key';

const SOURCES: { value: KeyFrom; label: string }[] = [
  { value: 'server', label: 'The connection’s server' },
  { value: 'jwks', label: 'A key set' },
  { value: 'key', label: 'A key' },
];

type Check =
  | { kind: 'none' }
  | { kind: 'running' }
  | { kind: 'checked'; verification: Verification }
  | { kind: 'failed'; error: ErrorReply };

function SignatureCheck({ token, connectionId }: { token: string; connectionId: string | undefined }): ReactNode {
  const { bench } = useStores();
  const sources = SOURCES.filter(({ value }) => value !== 'server' || connectionId !== undefined);
  const [from, setFrom] = useState<KeyFrom>(connectionId === undefined ? 'jwks' : 'server');
  const [text, setText] = useState('');
  const [check, setCheck] = useState<Check>({ kind: 'none' });
  const verify = async (): Promise<void> => {
    setCheck({ kind: 'running' });
    const source = from === 'server' ? (connectionId === undefined ? {} : { connectionId }) : { [from]: text };
    const result = await bench.inspector.verify({ token, ...source });
    setCheck(result.ok ? { kind: 'checked', verification: result.value } : { kind: 'failed', error: result.error });
  };
  return (
    <div className="signature-check">
      <Group gap="sm">
        <SegmentedControl
          aria-label="Where the key comes from"
          data={sources}
          value={from}
          onChange={(value) => setFrom(sources.find((each) => each.value === value)?.value ?? from)}
        />
        <Button
          variant="default"
          loading={check.kind === 'running'}
          disabled={from !== 'server' && text.trim() === ''}
          onClick={() => void verify()}
        >
          Check signature
        </Button>
      </Group>
      {from !== 'server' && (
        <Textarea
          key={from}
          aria-label={from === 'jwks' ? 'Key set' : 'Key'}
          placeholder={
            from === 'jwks' ? 'Paste the key set: {"keys": [ … ]}' : 'Paste a public key or certificate (PEM), or a JWK'
          }
          autosize
          minRows={3}
          maxRows={8}
          classNames={{ input: 'mono' }}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <div role="status">{check.kind === 'checked' && <Checked verification={check.verification} />}</div>
      {check.kind === 'failed' && <ErrorNotice error={check.error} title="The signature was not checked" />}
    </div>
  );
}

function Checked({ verification }: { verification: Verification }): ReactNode {
  const { verified, reason, algorithm, keyId, keySource, checkedAt } = verification;
  const machine = (value: string | undefined): ReactNode => value && <Machine>{value}</Machine>;
  return (
    <>
      <LevelLine level={verified ? 'good' : 'bad'}>
        {verified
          ? 'The signature is good: this key signed exactly this token.'
          : (reason ?? 'The signature is not good.')}
      </LevelLine>
      <Facts
        label="How it was checked"
        rows={[
          ['Key ID', machine(keyId)],
          ['Algorithm', machine(algorithm)],
          ['Key from', machine(keySource)],
          ['Checked', <Moment key="at" at={checkedAt} />],
        ]}
      />
    </>
  );
}
