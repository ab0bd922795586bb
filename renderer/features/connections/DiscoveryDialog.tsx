import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Discovery, FetchedDocument, KeySet } from '#contract/discovery.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Facts, Machine } from '../../ui/Facts.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';
import { VerdictLine } from '../../ui/VerdictLine.tsx';
import { AskingServer } from './AskingServer.tsx';
import { ENDPOINT_LABELS } from './endpointWords.ts';
import { ENDPOINT_NAMES } from './draft.ts';
import { useAmendment } from './useAmendment.ts';
import { useServerQuestion } from './useServerQuestion.ts';

interface DialogProps {
  connectionId: string;
  opened: boolean;
  onClose: () => void;
}

/** The server's own account of itself: endpoints, issuer, keys, and what is odd about them. */
export function DiscoveryDialog({ connectionId, opened, onClose }: DialogProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="What the domain says" size={860}>
      <Asking connectionId={connectionId} />
    </Modal>
  );
}

function Asking({ connectionId }: { connectionId: string }): ReactNode {
  const { bench } = useStores();
  const { asked, ask, cancel } = useServerQuestion((requestId) =>
    bench.connections.discover({ connectionId, requestId }),
  );
  return (
    <AskingServer
      asked={asked}
      words={{
        asking: 'Reading the domain’s metadata and keys',
        failed: 'The domain was not asked',
        cancelled: 'You stopped it. Nothing was changed.',
      }}
      onAsk={ask}
      onCancel={cancel}
    >
      {(discovery) => <Said discovery={discovery} connectionId={connectionId} />}
    </AskingServer>
  );
}

function Said({ discovery, connectionId }: { discovery: Discovery; connectionId: string }): ReactNode {
  const { findings, documents, endpoints, mutualTlsEndpoints, keySet } = discovery;
  const wasRead = documents.some(({ status, problem }) => problem === undefined && status !== 404);
  return (
    <Stack gap="lg">
      {findings.length > 0 && (
        <div role="list" aria-label="Findings">
          {findings.map((finding) => (
            <div role="listitem" key={finding.title}>
              <VerdictLine finding={finding} />
            </div>
          ))}
        </div>
      )}
      {Object.keys(endpoints).length > 0 && (
        <Part title="Endpoints">
          <Facts label="Endpoints" rows={addresses(endpoints)} />
          <UseEndpoints endpoints={endpoints} connectionId={connectionId} />
        </Part>
      )}
      {Object.keys(mutualTlsEndpoints).length > 0 && (
        <Part title="Endpoints that ask for a client certificate">
          <Facts label="Endpoints with client certificate" rows={addresses(mutualTlsEndpoints)} />
        </Part>
      )}
      {wasRead && (
        <Part title="Advertised">
          <Facts
            label="Advertised"
            rows={[
              [
                'Issuer',
                discovery.issuer === undefined ? 'not named' : <Machine key="iss">{discovery.issuer}</Machine>,
              ],
              ['Grants', list(discovery.grantTypes)],
              ['Client authentication', list(discovery.clientAuthMethods)],
              ['Signing', list(discovery.signingAlgorithms)],
              ['PKCE', list(discovery.codeChallengeMethods)],
              ['Scopes', list(discovery.scopes)],
            ]}
          />
        </Part>
      )}
      {keySet !== undefined && (
        <Part title="Signing keys">
          <Keys keySet={keySet} />
        </Part>
      )}
      <Part title="Documents">
        <Facts label="Documents" rows={documents.map((each) => [each.name, documentWords(each)])} />
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <Stack component="section" gap={6} aria-label={title}>
      <Title order={3}>{title}</Title>
      {children}
    </Stack>
  );
}

const NAMES = [...ENDPOINT_NAMES];

const addresses = (endpoints: Discovery['endpoints']): [string, ReactNode][] =>
  NAMES.map((name) => [ENDPOINT_LABELS[name], endpoints[name] && <Machine>{endpoints[name]}</Machine>]);

const list = (words: readonly string[]): ReactNode =>
  words.length === 0 ? <span className="soft">not named</span> : <Machine>{words.join(', ')}</Machine>;

function documentWords({ status, problem, url }: FetchedDocument): ReactNode {
  const words =
    problem !== undefined
      ? problem.message
      : status === 404
        ? 'The server does not have it.'
        : `Read, status ${status}.`;
  return (
    <>
      {words} <span className="mono soft breakable">{url}</span>
    </>
  );
}

const KEY_STATES: Record<KeySet['state'], { level: 'good' | 'notice' | 'bad'; words: string }> = {
  public: { level: 'good', words: 'Anybody can read them.' },
  private: { level: 'notice', words: 'They are shown to callers with a token only. That is a setting of the domain.' },
  absent: { level: 'notice', words: 'The server does not say where its keys are.' },
  unreadable: { level: 'bad', words: 'They cannot be read.' },
};

function Keys({ keySet: { state, url, keys, problem } }: { keySet: KeySet }): ReactNode {
  const { level, words } = KEY_STATES[state];
  return (
    <>
      <LevelLine level={level}>{problem === undefined ? words : `${words} ${problem.message}`}</LevelLine>
      <Facts
        label="Signing keys"
        rows={[
          ['Address', url === '' ? undefined : <Machine key="url">{url}</Machine>],
          ...keys.map((key): [string, ReactNode] => [
            key.keyId ?? 'No key ID',
            [key.keyType, key.algorithm, key.use, key.keyOperations?.join(' ')].filter(Boolean).join(', '),
          ]),
        ]}
      />
    </>
  );
}

function UseEndpoints({ endpoints, connectionId }: Pick<Discovery, 'endpoints'> & { connectionId: string }): ReactNode {
  const { amended, amend } = useAmendment(connectionId);
  const known = Object.fromEntries(Object.entries(endpoints));
  return (
    <>
      <Group gap="sm">
        <Button
          variant="default"
          disabled={amended.kind === 'done'}
          onClick={() => void amend((draft) => ({ endpoints: { ...draft.endpoints, ...known } }))}
        >
          Use these endpoints
        </Button>
        <Text size="xs" className="soft" role="status">
          {amended.kind === 'done' ? 'They stand in the connection now.' : 'Enters them in the connection.'}
        </Text>
      </Group>
      {amended.kind === 'failed' && <ErrorNotice error={amended.error} title="The connection was not changed" />}
    </>
  );
}
