import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStores } from '../../stores.tsx';
import type { Dialog } from '../shell/navigationStore.ts';
import './carry.css';

interface Way {
  dialog: Exclude<Dialog, { kind: 'none' | 'settings' }>;
  name: string;
  lead: string;
  button: string;
}

const WAYS: readonly Way[] = [
  {
    dialog: { kind: 'export-capsule' },
    name: 'Export a capsule',
    lead: 'One encrypted file with all or some connections, for another machine or a colleague. It has its own password.',
    button: 'Export',
  },
  {
    dialog: { kind: 'import-capsule' },
    name: 'Import a capsule',
    lead: 'Shows what is in it first. Where it meets one of your connections, you choose which stays.',
    button: 'Import',
  },
  {
    dialog: { kind: 'import-entries' },
    name: 'Import from KeePass or CSV',
    lead: 'Entries of a password manager become connections. You say which column is what.',
    button: 'Import',
  },
];

export function CarrySettings(): ReactNode {
  const { navigation } = useStores();
  return (
    <Stack gap="lg">
      {WAYS.map(({ dialog, name, lead, button }) => (
        <div key={dialog.kind} className="carry-row">
          <div>
            <Text size="sm" fw={500}>
              {name}
            </Text>
            <Text size="xs" className="soft" maw={420}>
              {lead}
            </Text>
          </div>
          <Button variant="default" miw={84} aria-label={name} onClick={() => navigation.show(dialog)}>
            {button}
          </Button>
        </div>
      ))}
    </Stack>
  );
}
