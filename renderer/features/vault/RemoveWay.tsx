import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SlotType } from '#contract/vault.ts';

/** What is lost with a way in: none of them comes back as it was. */
const LOSSES: Record<SlotType, string> = {
  password: 'The password no longer opens this vault. Setting it again later counts as a new one.',
  os: 'This computer no longer opens the vault for you: from the next lock on, another way in has to be at hand.',
  both: 'Password and keyring together no longer open this vault. Setting them again later counts as a new way in.',
  recovery:
    'The key that you put away becomes worthless, and cannot be made good again: you can only make a new one. Without a recovery key nothing helps once the other ways in are lost.',
};

interface RemoveWayProps {
  /** The one that was asked about last. */
  way: { slot: SlotType; name: string } | undefined;
  /** It closes by this and not by being taken away, so that the focus goes back to the button. */
  isAsked: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** A way in that was removed cannot be had back, so it is asked first. */
export function RemoveWay({ way, isAsked, onConfirm, onClose }: RemoveWayProps): ReactNode {
  return (
    <Modal opened={isAsked} onClose={onClose} title={`Remove: ${way?.name ?? ''}?`} size="sm">
      <Text size="sm">{way && LOSSES[way.slot]} This cannot be undone.</Text>
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button variant="default" data-autofocus onClick={onClose}>
          Keep it
        </Button>
        <Button color="red" onClick={onConfirm}>
          Remove
        </Button>
      </Group>
    </Modal>
  );
}
