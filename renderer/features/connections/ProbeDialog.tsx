import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ClientAuthMethod } from '#contract/connection.ts';
import type { ClientAuthAttempt, ClientAuthProbe, ProbeVerdict } from '#contract/discovery.ts';
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
  const { asked, ask, cancel } = useServerQuestion((requestId) =>
    bench.connections.probeClientAuth({ connectionId, requestId }),
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
      <Table verticalSpacing={6} aria-label="Client authentications">
        <Table.Tbody>
          {attempts.map((attempt) => (
            <Row key={attempt.method} attempt={attempt} />
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" className="soft">
        {requests === 1 ? 'One request was' : `${requests} requests were`} sent with the grant client credentials, so
        that no user can be locked out. No token was kept.
      </Text>
    </Stack>
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
      <Table.Th scope="row" className="mono" fw={400} style={{ verticalAlign: 'top' }}>
        {method}
        {advertised && <div className="soft">advertised</div>}
      </Table.Th>
      <Table.Td style={{ verticalAlign: 'top', whiteSpace: 'nowrap' }}>
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
