import { Anchor, Button, Group, Radio, Stack, Text, Textarea } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { useStore } from 'zustand';
import type { CapsuleExport } from '#contract/capsule.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { CheckList } from '../../ui/CheckList.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { endOfDay } from '../../ui/days.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorNotice, fieldError } from '../../ui/ErrorNotice.tsx';
import { NewPasswordField } from '../vault/NewPasswordField.tsx';
import { useProof } from '../vault/useProof.tsx';
import { ExportedCapsule } from './ExportedCapsule.tsx';
import { hostsIn, hostsOf } from './hostsOf.ts';

type State =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; capsule: CapsuleExport }
  | { kind: 'failed'; error: ErrorReply };

const FIELDS = ['password', 'connectionIds', 'expiresAt', 'allowedHosts'];

/** Connections into a file with its own password, for another machine or another person. */
export function ExportCapsule(): ReactNode {
  const { bench, connections, navigation } = useStores();
  const { withProof, proof } = useProof();
  const list = useStore(connections);
  // Those of the practice domain are made anew on every machine.
  const own = list.kind === 'loaded' ? list.connections.filter(({ sandbox }) => !sandbox) : [];
  const [which, setWhich] = useState<'all' | 'chosen'>('all');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [expiryDay, setExpiryDay] = useState('');
  const [hosts, setHosts] = useState('');
  const [differs, setDiffers] = useState(false);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const password = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const taken = which === 'all' ? own : own.filter(({ id }) => chosen.has(id));
  const error = state.kind === 'failed' ? state.error : undefined;

  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const typed = password.current?.value ?? '';
    const isDifferent = typed !== again.current?.value;
    setDiffers(isDifferent);
    if (isDifferent) return;
    const expiresAt = endOfDay(expiryDay);
    const allowedHosts = hostsIn(hosts);
    setState({ kind: 'saving' });
    const input = {
      password: typed,
      ...(which === 'chosen' ? { connectionIds: taken.map(({ id }) => id) } : {}),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(allowedHosts.length === 0 ? {} : { allowedHosts }),
    };
    const result = await withProof(() => bench.vault.exportCapsule(input));
    if (!result) setState({ kind: 'idle' });
    else if (result.ok) setState({ kind: 'saved', capsule: result.value });
    else setState({ kind: 'failed', error: result.error });
  };
  const addOne = (): void => {
    navigation.closeDialog();
    navigation.go({ kind: 'new' });
  };
  if (state.kind === 'saved') return <ExportedCapsule capsule={state.capsule} expiresAt={endOfDay(expiryDay)} />;
  if (own.length === 0) {
    return (
      <Empty
        icon={<IconPackageExport size={36} stroke={1.5} />}
        title="There is no connection to export yet"
        actions={
          <Button data-autofocus onClick={addOne}>
            New connection
          </Button>
        }
      >
        Add one first. Those of the sandbox are made anew on every machine and stay here.
      </Empty>
    );
  }
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Stack gap="md">
        <Text size="sm" className="soft">
          A capsule is one encrypted file with the connections, their secrets and certificates. Tokens and history stay
          here.
        </Text>
        <Radio.Group
          label="What goes into it"
          value={which}
          onChange={(value) => setWhich(value === 'chosen' ? 'chosen' : 'all')}
        >
          <Group gap="lg" mt={6}>
            <Radio value="all" label={`All connections (${own.length})`} />
            <Radio value="chosen" label="Chosen ones" />
          </Group>
        </Radio.Group>
        {which === 'chosen' && (
          <CheckList
            label="Connections"
            items={own.map(({ id, name, environment }) => ({ key: id, label: name, detail: environment }))}
            chosen={chosen}
            onChange={setChosen}
            error={fieldError(error, 'connectionIds')}
          />
        )}
        <Group grow align="start">
          <NewPasswordField
            ref={password}
            label="Password of the capsule"
            autoFocus
            error={fieldError(error, 'password')}
          />
          <SecretInput
            ref={again}
            label="Password again"
            autoComplete="new-password"
            error={differs ? 'The two passwords differ. Type them again.' : undefined}
          />
        </Group>
        <DateField
          label="Opens until (optional)"
          description="After this day it does not open, and what was imported from it sends nothing."
          value={expiryDay}
          error={fieldError(error, 'expiresAt')}
          onChange={setExpiryDay}
        />
        <Textarea
          label="Sends only to these hosts (optional)"
          description={
            <>
              The receiver cannot change it. One to a line.{' '}
              <Anchor component="button" type="button" size="xs" onClick={() => setHosts(hostsOf(taken).join('\n'))}>
                Fill in the hosts of these connections
              </Anchor>
            </>
          }
          autosize
          minRows={2}
          maxRows={6}
          spellCheck={false}
          classNames={{ input: 'mono' }}
          value={hosts}
          error={fieldError(error, 'allowedHosts')}
          onChange={(event) => setHosts(event.currentTarget.value)}
        />
        {error !== undefined && !FIELDS.includes(error.field ?? '') && (
          <ErrorNotice error={error} title="The capsule was not saved" />
        )}
        {proof}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={navigation.closeDialog}>
            Cancel
          </Button>
          <Button type="submit" loading={state.kind === 'saving'} disabled={taken.length === 0}>
            {taken.length === 1 ? 'Save 1 connection' : `Save ${taken.length} connections`}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
