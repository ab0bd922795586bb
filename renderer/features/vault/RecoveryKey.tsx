import { Code, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from '../../ui/CopyButton.tsx';
import './recoveryKey.css';

/** A new recovery key, to be put away; `children` stand beside the button that copies it. */
export function RecoveryKey({ recoveryKey, children }: { recoveryKey: string; children?: ReactNode }): ReactNode {
  return (
    <>
      <Code block className="recovery-key" aria-label="Recovery key">
        {recoveryKey}
      </Code>
      <Group gap="sm">
        <CopyButton text={recoveryKey} what="recovery key" isSecret labelled />
        {children}
      </Group>
    </>
  );
}
