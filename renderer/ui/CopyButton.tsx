import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useStores } from '../stores.tsx';

interface CopyButtonProps {
  /** The text, or what gets it when asked. */
  text: string | (() => Promise<string | undefined>);
  /** What is copied: `token`, `curl command`. */
  what: string;
  /** With words beside the icon. */
  labelled?: boolean;
}

const SHOWN_MS = 1500;

export function CopyButton({ text, what, labelled = false }: CopyButtonProps): ReactNode {
  const { bench } = useStores();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    const found = typeof text === 'string' ? text : await text();
    if (found === undefined) return;
    const result = await bench.app.copy({ text: found });
    setCopied(result.ok);
  };
  const icon = copied ? <IconCheck size={15} /> : <IconCopy size={15} />;
  const words = copied ? 'Copied' : `Copy ${what}`;
  if (labelled) {
    return (
      <Button variant="default" leftSection={icon} onClick={() => void copy()}>
        {words}
      </Button>
    );
  }
  return (
    <Tooltip label={words}>
      <ActionIcon variant="subtle" color="gray" aria-label={words} onClick={() => void copy()}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
