import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useCopy } from './useCopy.ts';
import type { Copied } from './useCopy.ts';

interface CopyButtonProps {
  text: Copied;
  /** What is copied: `token`, `curl command`. */
  what: string;
  /** With words beside the icon. */
  labelled?: boolean;
  disabled?: boolean;
  /** Whether it is taken out of the clipboard again. */
  isSecret?: boolean;
}

export function CopyButton({
  text,
  what,
  labelled = false,
  disabled = false,
  isSecret = false,
}: CopyButtonProps): ReactNode {
  const { isCopied, clearsInSeconds, copy } = useCopy(text, isSecret);
  const icon = isCopied ? <IconCheck size={15} /> : <IconCopy size={15} />;
  const done = clearsInSeconds === undefined ? 'Copied' : `Copied for ${clearsInSeconds} s`;
  const words = isCopied ? done : `Copy ${what}`;
  if (labelled) {
    return (
      <Button variant="default" leftSection={icon} disabled={disabled} onClick={copy}>
        {words}
      </Button>
    );
  }
  return (
    <Tooltip label={words}>
      <ActionIcon variant="subtle" color="gray" aria-label={words} disabled={disabled} onClick={copy}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
