import { Button, Divider, Group, Stack, Text } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SlotType } from '#contract/vault.ts';
import { GateCard } from './GateCard.tsx';
import { OpenCopy } from './OpenCopy.tsx';

interface OtherWaysInProps {
  slots: readonly SlotType[];
  onWay: (way: 'recovery' | 'keyring') => void;
  onStartNew: () => void;
  onBack: () => void;
}

/** For who cannot unlock the vault as they meant to: what may still open it, and the new start as the last of all. */
export function OtherWaysIn({ slots, onWay, onStartNew, onBack }: OtherWaysInProps): ReactNode {
  return (
    <GateCard
      title="Other ways in"
      lead="Nobody can reset what opens a vault. One of these may still open it."
      height={480}
      startsAtTitle
    >
      <Stack gap="md">
        {slots.includes('recovery') ? (
          <WayOn name="Recovery key" words="The long key on paper that you put away.">
            <Button variant="default" leftSection={<IconKey size={15} />} onClick={() => onWay('recovery')}>
              Use the recovery key
            </Button>
          </WayOn>
        ) : (
          <WayOn name="Recovery key" words="None was made for this vault." />
        )}
        {slots.includes('os') && (
          <WayOn name="This computer’s keyring" words="It opens the vault while you are signed in here.">
            <Button variant="default" onClick={() => onWay('keyring')}>
              Use the keyring
            </Button>
          </WayOn>
        )}
        <WayOn
          name="A copy kept elsewhere"
          words="A copy opens with the password that it had when it was made, and a set-aside vault with its own. The earlier states that are kept here open as this vault does, so they do not help."
        >
          <OpenCopy />
        </WayOn>
        <Divider />
        <WayOn
          name="A new vault"
          words="It starts empty. This one is set aside and not deleted: it can be put back once the password comes to mind."
        >
          <Button variant="default" leftSection={<IconPlus size={15} />} onClick={onStartNew}>
            Start a new vault …
          </Button>
        </WayOn>
        <Group justify="center">
          <Button variant="subtle" color="gray" onClick={onBack}>
            Back
          </Button>
        </Group>
      </Stack>
    </GateCard>
  );
}

function WayOn({ name, words, children }: { name: string; words: string; children?: ReactNode }): ReactNode {
  return (
    <section aria-label={name}>
      <Text size="sm" fw={500}>
        {name}
      </Text>
      <Text size="xs" className="soft" mb={children === undefined ? 0 : 6}>
        {words}
      </Text>
      {children}
    </section>
  );
}
