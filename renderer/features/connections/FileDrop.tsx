import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconFile, IconFileDownload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useFileDrop } from '../../ui/useFileDrop.ts';
import './fileDrop.css';
import { readKeyFile } from './keyFile.ts';
import type { KeyFile } from './keyFile.ts';

interface FileDropProps {
  onFile: (file: KeyFile) => void;
  children: ReactNode;
}

/** The fields inside also take a key file: chosen, or dropped anywhere on the window. */
export function FileDrop({ onFile, children }: FileDropProps): ReactNode {
  const [problem, setProblem] = useState<string>();
  const fields = useRef<HTMLDivElement>(null);
  const take = async (files: File[]): Promise<void> => {
    const read = await readKeyFile(files);
    setProblem(typeof read === 'string' ? read : undefined);
    if (typeof read !== 'string') onFile(read);
    // Who let go of the file at the other end of the form sees what became of it.
    fields.current?.scrollIntoView({ block: 'nearest' });
  };
  const isOver = useFileDrop((files) => void take(files));
  return (
    <Stack gap="md" ref={fields}>
      {children}
      <Group gap="sm">
        <FileButton
          onChange={(file) => file !== null && void take([file])}
          accept=".pem,.key,.p8,.jwk,.json,.pfx,.p12,.der,.cer,.crt"
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFile size={15} />}>
              Choose a key or certificate file
            </Button>
          )}
        </FileButton>
        <Text size="xs" className={problem === undefined ? 'soft' : 'file-drop-problem'} role="status">
          {problem ?? 'Or drop one anywhere on this window.'}
        </Text>
      </Group>
      {isOver && (
        <div className="file-drop">
          <IconFileDownload size={32} stroke={1.5} aria-hidden />
          <p>Drop the key or certificate file</p>
          <p className="soft">It is read on this machine and stored in the vault when you save.</p>
        </div>
      )}
    </Stack>
  );
}
