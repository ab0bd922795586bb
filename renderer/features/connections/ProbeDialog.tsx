import { Button, Group, Loader, Modal, Stack, Table, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ClientAuthMethod } from '#contract/connection.ts';
import type { ClientAuthAttempt, ClientAuthProbe, ProbeStep, ProbeVerdict } from '#contract/discovery.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';
import { AskingServer } from './AskingServer.tsx';
import { useAmendment } from './useAmendment.ts';
import { useServerQuestion } from './useServerQuestion.ts';

interface ProbeDialogProps {
  connectionId: string;
  opened: boolean;
  onClose: () => void;
}

/** Tries the client authentications one by one, and tells which one the server takes. */
export function ProbeDialog({ connectionId, opened, onClose }: ProbeDialogProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Which client authentication works" size={760}>
      <Asking connectionId={connectionId} />
    </Modal>
  );
}

function Asking({ connectionId }: { connectionId: string }): ReactNode {
  const { bench } = useStores();
  const current = useRef<string>(undefined);
  const [steps, setSteps] = useState<ProbeStep[]>([]);
  const { asked, ask, cancel } = useServerQuestion((requestId) => {
    current.current = requestId;
    setSteps([]);
    return bench.connections.probeClientAuth({ connectionId, requestId });
  });
  useEffect(
    () =>
      bench.on('probe.changed', (step) => {
        if (step.requestId !== current.current) return;
        setSteps((before) => [...before.filter(({ method }) => method !== step.method), step]);
      }),
    [bench],
  );
  return (
    <AskingServer
      asked={asked}
      words={{
        asking: 'Trying one after the other, six requests at most',
        failed: 'It could not be found out',
        cancelled: 'You stopped it. Nothing was changed.',
      }}
      onAsk={ask}
      onCancel={cancel}
      progress={<SoFar steps={steps} />}
    >
      {(probe) => <Found probe={probe} connectionId={connectionId} />}
    </AskingServer>
  );
}

function Found({ probe, connectionId }: { probe: ClientAuthProbe; connectionId: string }): ReactNode {
  const { attempts, working, requests } = probe;
  return (
    <Stack gap="md">
      {working === undefined ? (
        <LevelLine level="bad">None of them works with what is stored. The reasons stand below.</LevelLine>
      ) : (
        <Working method={working} connectionId={connectionId} />
      )}
      <Methods>
        {attempts.map((attempt) => (
          <Row key={attempt.method} attempt={attempt} />
        ))}
      </Methods>
      <Text size="xs" className="soft">
        {requests === 1 ? 'One request was' : `${requests} requests were`} sent with the grant client credentials, so
        that no user can be locked out. No token was kept.
      </Text>
    </Stack>
  );
}

/** Fills while the methods are tried. */
function SoFar({ steps }: { steps: readonly ProbeStep[] }): ReactNode {
  return (
    <Methods>
      {steps.map(({ method, attempt }) =>
        attempt === undefined ? <Trying key={method} method={method} /> : <Row key={method} attempt={attempt} />,
      )}
    </Methods>
  );
}

function Methods({ children }: { children: ReactNode }): ReactNode {
  return (
    <Table
      verticalSpacing={8}
      styles={{ th: { verticalAlign: 'top' }, td: { verticalAlign: 'top' } }}
      aria-label="Client authentications"
    >
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}

function Trying({ method }: { method: ClientAuthMethod }): ReactNode {
  return (
    <Table.Tr>
      <Table.Th scope="row" className="mono" fw={400}>
        {method}
      </Table.Th>
      <Table.Td colSpan={2}>
        <Group gap={6}>
          <Loader size={14} aria-hidden />
          Trying
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

const VERDICTS: Record<ProbeVerdict, { level: 'good' | 'notice' | 'bad'; words: string }> = {
  works: { level: 'good', words: 'Works' },
  authenticated: { level: 'good', words: 'Recognized' },
  refused: { level: 'bad', words: 'Refused' },
  'not-tried': { level: 'notice', words: 'Not tried' },
  failed: { level: 'bad', words: 'Failed' },
};

function Row({ attempt }: { attempt: ClientAuthAttempt }): ReactNode {
  const { method, verdict, sentence, advertised, error, errorDescription } = attempt;
  const { level, words } = VERDICTS[verdict];
  return (
    <Table.Tr>
      <Table.Th scope="row" className="mono" fw={400}>
        {method}
        {advertised && <div className="soft">advertised</div>}
      </Table.Th>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <LevelLine level={level}>{words}</LevelLine>
      </Table.Td>
      <Table.Td>
        {sentence}
        {error !== undefined && verdict !== 'works' && (
          <div className="mono soft breakable">{[error, errorDescription].filter(Boolean).join(': ')}</div>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Working({ method, connectionId }: { method: ClientAuthMethod; connectionId: string }): ReactNode {
  const { amended, amend } = useAmendment(connectionId);
  return (
    <>
      <Group gap="sm" justify="space-between">
        <LevelLine level="good">
          The server takes <span className="mono">{method}</span>.
        </LevelLine>
        <Button disabled={amended.kind === 'done'} onClick={() => void amend(() => ({ method }))}>
          {amended.kind === 'done' ? 'Taken' : 'Use it in this connection'}
        </Button>
      </Group>
      {amended.kind === 'failed' && <ErrorNotice error={amended.error} title="The connection was not changed" />}
    </>
  );
}
