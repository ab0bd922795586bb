import { Button, FileButton, Group, Text, Textarea } from '@mantine/core';
import { IconFile, IconFileDownload, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ClipboardEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import { useFileDrop } from '../../ui/useFileDrop.ts';
import '../connections/fileDrop.css';
import { readKeyFile } from '../connections/keyFile.ts';
import type { PasteReader } from './pasteReader.ts';
import { usePasteAnywhere } from './usePasteAnywhere.ts';

interface PasteBoxProps {
  reader: PasteReader;
  isFocused: boolean;
}

/** A field with more than this takes long to draw. */
const SHOWN = 100_000;

const sizeOf = (length: number): string =>
  length < 1_000_000 ? `${Math.ceil(length / 1000).toLocaleString('en')} KB` : `${(length / 1_000_000).toFixed(1)} MB`;

/** The one box that takes anything: pasted here or anywhere on the page, typed, chosen as a file or dropped. */
export function PasteBox({ reader, isFocused }: PasteBoxProps): ReactNode {
  const { text, name } = useStore(reader, (state) => state.pasted);
  const [problem, setProblem] = useState<string>();
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isFocused) box.current?.focus();
  }, [isFocused]);
  const take = (given: string): void => {
    setProblem(undefined);
    reader.set({ text: given, name: given.length > SHOWN ? `Pasted text, ${sizeOf(given.length)}` : undefined });
  };
  const takeFiles = async (files: File[]): Promise<void> => {
    const read = await readKeyFile(files);
    if (typeof read === 'string') setProblem(read);
    else {
      setProblem(undefined);
      reader.set({ text: read.content, name: read.name });
    }
  };
  const isOver = useFileDrop((files) => void takeFiles(files));
  usePasteAnywhere({ onText: take, onFiles: (files) => void takeFiles(files) });
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const given = event.clipboardData.getData('text/plain');
    if (given === '' && event.clipboardData.files.length > 0) {
      event.preventDefault();
      void takeFiles([...event.clipboardData.files]);
    } else if (given.length > SHOWN) {
      event.preventDefault();
      take(given);
    }
  };
  return (
    <div className="paste-box">
      <Textarea
        ref={box}
        label="Paste what you were given"
        description="A curl command, a mail with the client’s ID and secret, a console address, a token, an error. It is recognised on this machine."
        placeholder={name === undefined ? 'Ctrl+V, or drop a file anywhere' : undefined}
        classNames={{ input: 'mono paste-input' }}
        autosize
        minRows={3}
        maxRows={4}
        spellCheck={false}
        autoComplete="off"
        readOnly={name !== undefined}
        value={name ?? text}
        onPaste={paste}
        onChange={(event) => take(event.currentTarget.value)}
      />
      <Group gap="sm">
        <FileButton onChange={(file) => file !== null && void takeFiles([file])}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFile size={15} />}>
              Choose a file
            </Button>
          )}
        </FileButton>
        <Button variant="default" leftSection={<IconX size={15} />} disabled={text === ''} onClick={() => take('')}>
          Clear
        </Button>
        <Text size="xs" className="file-drop-problem" role="status">
          {problem}
        </Text>
      </Group>
      {isOver && (
        <div className="file-drop">
          <IconFileDownload size={32} stroke={1.5} aria-hidden />
          <p>Drop it, whatever it is</p>
          <p className="soft">It is read on this machine and kept nowhere until you say so.</p>
        </div>
      )}
    </div>
  );
}
