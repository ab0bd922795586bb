import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';

/** Typed work is thrown away by an answer, never by a click somewhere else. */
export function LeaveQuestion(): ReactNode {
  const { navigation } = useStores();
  const asked = useStore(navigation, (state) => state.leavingFor !== undefined);
  return (
    <Modal opened={asked} onClose={() => navigation.answerLeaving(false)} title="Leave without saving?" size="sm">
      <Text size="sm">Your changes to this connection are not saved.</Text>
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button variant="default" data-autofocus onClick={() => navigation.answerLeaving(false)}>
          Keep editing
        </Button>
        <Button color="red" onClick={() => navigation.answerLeaving(true)}>
          Discard changes
        </Button>
      </Group>
    </Modal>
  );
}
