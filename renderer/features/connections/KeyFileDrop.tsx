import { Stack } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { readKeyFile } from './keyFile.ts';
import type { KeyFile } from './keyFile.ts';

const OVER = {
  title: 'Drop the key or certificate file',
  note: 'It is read on this machine and stored in the vault when you save.',
};

interface KeyFileDropProps {
  onFile: (file: KeyFile) => void;
  children: ReactNode;
}

/** The fields inside also take a key file: chosen, or dropped anywhere on the window. */
export function KeyFileDrop({ onFile, children }: KeyFileDropProps): ReactNode {
  const [problem, setProblem] = useState<string>();
  const fields = useRef<HTMLDivElement>(null);
  const take = async (files: File[]): Promise<void> => {
    const read = await readKeyFile(files);
    setProblem(typeof read === 'string' ? read : undefined);
    if (typeof read !== 'string') onFile(read);
    // Who let go of the file at the other end of the form sees what became of it.
    fields.current?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <Stack gap="md" ref={fields}>
      {children}
      <FileDrop
        onFiles={take}
        label="Choose a key or certificate file"
        accept=".pem,.key,.p8,.jwk,.json,.pfx,.p12,.der,.cer,.crt"
        problem={problem}
        over={OVER}
      />
    </Stack>
  );
}
