import { Button, FileButton, Group, Text } from '@mantine/core';
import { IconFile, IconFileDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import './fileDrop.css';
import { useFileDrop } from './useFileDrop.ts';

interface FileDropProps {
  onFiles: (files: File[]) => Promise<void>;
  /** On the button that opens the system's dialog. */
  label: string;
  /** Endings, as `FileButton` takes them. */
  accept?: string;
  /** Why the last file was not taken. */
  problem: string | undefined;
  /** In place of a problem; none when empty. */
  hint?: string;
  /** Said over the whole window while a file hangs over it: what to drop, and what becomes of it. */
  over: { title: string; note: string };
  /** Further buttons. */
  children?: ReactNode;
}

/** Takes a file: chosen, or dropped anywhere on the window while this is shown. */
export function FileDrop({
  onFiles,
  label,
  accept,
  problem,
  hint = 'Or drop one anywhere on this window.',
  over,
  children,
}: FileDropProps): ReactNode {
  const isOver = useFileDrop((files) => void onFiles(files));
  return (
    <>
      <Group gap="sm">
        <FileButton
          onChange={(file) => file !== null && void onFiles([file])}
          {...(accept !== undefined && { accept })}
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFile size={15} />}>
              {label}
            </Button>
          )}
        </FileButton>
        {children}
        <Text size="xs" className={problem === undefined ? 'soft' : 'file-drop-problem'} role="status">
          {problem ?? hint}
        </Text>
      </Group>
      {isOver && (
        <div className="file-drop">
          <IconFileDownload size={32} stroke={1.5} aria-hidden />
          <p>{over.title}</p>
          <p className="soft">{over.note}</p>
        </div>
      )}
    </>
  );
}
