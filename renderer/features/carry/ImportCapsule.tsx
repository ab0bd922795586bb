import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import type { CapsuleImported, CapsulePreview } from '#contract/capsule.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice, fieldError } from '../../ui/ErrorNotice.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';
import { CapsuleContent } from './CapsuleContent.tsx';
import { outlookWords } from './capsuleChoices.ts';

type State =
  | { kind: 'asking'; error?: ErrorReply }
  | { kind: 'opening' }
  | { kind: 'opened'; preview: CapsulePreview }
  | { kind: 'imported'; imported: CapsuleImported };

/** Opens a capsule, shows what is in it, and brings in what the person chose. */
export function ImportCapsule(): ReactNode {
  const { bench, navigation } = useStores();
  const [state, setState] = useState<State>({ kind: 'asking' });
  const password = useRef<HTMLInputElement>(null);
  const open = async (sameFile: boolean): Promise<void> => {
    const typed = password.current?.value ?? '';
    setState({ kind: 'opening' });
    const result = await bench.vault.importCapsule({ password: typed, sameFile });
    setState(result.ok ? { kind: 'opened', preview: result.value } : { kind: 'asking', error: result.error });
  };
  switch (state.kind) {
    case 'opened':
      return (
        <CapsuleContent
          preview={state.preview}
          onImported={(imported) => setState({ kind: 'imported', imported })}
          onCancel={navigation.closeDialog}
        />
      );
    case 'imported':
      return (
        <Stack gap="md" role="status">
          <LevelLine level="good">The capsule is imported: {outlookWords(state.imported)}.</LevelLine>
          <Text size="sm" className="soft">
            The capsule itself stays where it is. Delete it when you need it no longer.
          </Text>
          <Group justify="flex-end">
            <Button data-autofocus onClick={navigation.closeDialog}>
              Done
            </Button>
          </Group>
        </Stack>
      );
    case 'asking':
    case 'opening':
  }
  const error = state.kind === 'asking' ? state.error : undefined;
  const isWrong = error?.code === 'vault.wrong-password';
  const inField = isWrong ? error.message : fieldError(error, 'password');
  return (
    <form
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        void open(isWrong);
      }}
    >
      <Stack gap="md">
        <Text size="sm" className="soft">
          A capsule is a file with connections from another Grantsmith, which ends in .oavault. You see what is in it
          before anything is imported.
        </Text>
        <PasswordInput
          ref={password}
          label="Password of the capsule"
          data-autofocus
          autoComplete="off"
          error={inField}
        />
        {error !== undefined && inField === undefined && <ErrorNotice error={error} title="The capsule stays shut" />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={navigation.closeDialog}>
            Cancel
          </Button>
          {isWrong && (
            <Button variant="default" onClick={() => void open(false)}>
              Choose another file
            </Button>
          )}
          <Button type="submit" loading={state.kind === 'opening'}>
            {isWrong ? 'Try this password' : 'Choose the file'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
