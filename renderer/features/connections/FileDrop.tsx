import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import type { DragEvent, ReactNode } from 'react';

interface FileDropProps {
  onFile: (file: KeyFile) => void;
  children: ReactNode;
}

export interface KeyFile {
  name: string;
  /** A text file as text, any other in base64. */
  content: string;
}

const MAX_BYTES = 5_000_000;

/** The fields inside also take a key file: chosen, or dropped anywhere on them. */
export function FileDrop({ onFile, children }: FileDropProps): ReactNode {
  const [note, setNote] = useState<string>();
  const [over, setOver] = useState(false);
  const take = async (file: File | null | undefined): Promise<void> => {
    if (file === null || file === undefined) return;
    if (file.size > MAX_BYTES) {
      setNote(`${file.name} is larger than 5 MB. A key file is not.`);
      return;
    }
    onFile({ name: file.name, content: contentOf(new Uint8Array(await file.arrayBuffer())) });
    setNote(undefined);
  };
  const drag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver);
  };
  return (
    <Stack
      gap="md"
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        void take(event.dataTransfer.files.item(0));
      }}
      style={{
        outline: over ? '2px dashed var(--mantine-primary-color-filled)' : 'none',
        outlineOffset: 6,
        borderRadius: 4,
      }}
    >
      {children}
      <Group gap="sm">
        <FileButton onChange={(file) => void take(file)} accept=".pem,.key,.p8,.jwk,.json,.pfx,.p12,.der,.cer,.crt">
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFile size={15} />}>
              Choose a key or certificate file
            </Button>
          )}
        </FileButton>
        <Text size="xs" className="soft" role="status">
          {note ?? 'Or drop one here.'}
        </Text>
      </Group>
    </Stack>
  );
}

function contentOf(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!text.includes('\uFFFD') && !text.includes('\0')) return text;
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
