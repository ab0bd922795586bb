import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import type { ErrorReply, Result } from '#contract/result.ts';
import { ErrorNotice, fieldError } from '../../ui/ErrorNotice.tsx';

interface NameDialogProps {
  title: string;
  initial: string;
  onSave: (name: string) => Promise<Result<unknown>>;
  onClose: () => void;
}

/** Asks for the name of a request. It closes when the request is stored. */
export function NameDialog({ title, initial, onSave, onClose }: NameDialogProps): ReactNode {
  const [name, setName] = useState(initial);
  const [error, setError] = useState<ErrorReply>();
  const [isSaving, setSaving] = useState(false);
  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setSaving(true);
    const result = await onSave(name);
    setSaving(false);
    if (result.ok) onClose();
    else setError(result.error);
  };
  const nameError = fieldError(error, 'name');
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={(event) => void save(event)} noValidate>
        <Stack gap="md">
          <TextInput
            label="Name"
            data-autofocus
            value={name}
            error={nameError}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {error !== undefined && nameError === undefined && (
            <ErrorNotice error={error} title="The request was not saved" />
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isSaving}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
