import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconFlask, IconFolderOpen, IconPlus, IconStethoscope, IconZoomCode } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useOpenCaseFile } from '../caseFile/useOpenCaseFile.ts';
import { PasteAnything } from '../paste/PasteAnything.tsx';
import { createPasteReader } from '../paste/pasteReader.ts';
import { useOpenSandbox } from '../sandbox/useOpenSandbox.ts';

/** Where a newcomer begins, and where the window rests while no connection is chosen. */
export function StartPlace({ isPasting }: { isPasting: boolean }): ReactNode {
  const { bench, connections, navigation, sandbox } = useStores();
  const [reader] = useState(() => createPasteReader(bench));
  const hasPasted = useStore(reader, (state) => state.reading.kind !== 'empty');
  const isEmpty = useStore(connections, (state) => state.kind === 'loaded' && state.connections.length === 0);
  const { status, working, error } = useStore(sandbox);
  const openSandbox = useOpenSandbox();
  const openCaseFile = useOpenCaseFile();
  return (
    <div className="start">
      <Stack align="center" gap="lg" p="xl" pt="9vh" w="100%">
        <Lead isEmpty={isEmpty} />
        <PasteAnything reader={reader} isFocused={isPasting} />
        {!hasPasted && (
          <>
            <Group gap="sm" justify="center">
              <Button
                variant={isEmpty ? 'filled' : 'default'}
                leftSection={<IconFlask size={16} />}
                loading={working === 'starting'}
                onClick={() => void openSandbox()}
              >
                {status.state === 'running' ? 'Open the sandbox' : 'Start the sandbox'}
              </Button>
              <Button
                variant="default"
                leftSection={<IconPlus size={16} />}
                onClick={() => navigation.go({ kind: 'new' })}
              >
                New connection
              </Button>
              <Button
                variant="default"
                leftSection={<IconZoomCode size={16} />}
                onClick={() => navigation.go({ kind: 'inspect' })}
              >
                Inspect a token
              </Button>
              <Button
                variant="default"
                leftSection={<IconStethoscope size={16} />}
                onClick={() => navigation.go({ kind: 'diagnose' })}
              >
                Paste a failure
              </Button>
              <Button variant="default" leftSection={<IconFolderOpen size={16} />} onClick={() => void openCaseFile()}>
                Open a case file …
              </Button>
            </Group>
            {isEmpty && (
              <Group gap="md" justify="center">
                <Text className="soft">Or bring yours along:</Text>
                <Anchor component="button" size="sm" onClick={() => navigation.show({ kind: 'import-capsule' })}>
                  Import a capsule
                </Anchor>
                <Anchor component="button" size="sm" onClick={() => navigation.show({ kind: 'import-entries' })}>
                  Import from KeePass or CSV
                </Anchor>
              </Group>
            )}
          </>
        )}
        {error !== undefined && (
          <ErrorNotice error={error} title="The sandbox did not start" onRetry={() => void openSandbox()} />
        )}
      </Stack>
    </div>
  );
}

function Lead({ isEmpty }: { isEmpty: boolean }): ReactNode {
  return (
    <Stack gap="xs" align="center" ta="center" maw={560}>
      <Title order={1}>{isEmpty ? 'What do you want to connect to?' : 'Choose a connection'}</Title>
      <Text className="soft">
        {isEmpty
          ? 'A connection is an identity domain, a client and a grant. Paste yours, or practise first: the sandbox is a real identity domain and API that runs on this machine alone.'
          : 'Pick one on the left, press Ctrl+K to find it by name, or begin something new.'}
      </Text>
    </Stack>
  );
}
