import { Button } from '@mantine/core';
import { IconBriefcase } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStores } from '../../stores.tsx';
import type { CaseSubject } from './caseFileStore.ts';

/** From a failure to the file about it that can be handed on. */
export function CaseFileButton({ subject }: { subject: CaseSubject }): ReactNode {
  const { caseFile, navigation } = useStores();
  const begin = (): void => {
    caseFile.begin(subject);
    navigation.show({ kind: 'case-file' });
  };
  return (
    <Button variant="default" leftSection={<IconBriefcase size={15} />} onClick={begin}>
      Case file …
    </Button>
  );
}
