import { Button, Textarea } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ClipboardEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import { FileDrop } from '../../ui/FileDrop.tsx';
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
      <FileDrop
        onFiles={takeFiles}
        label="Choose a file"
        problem={problem}
        hint=""
        over={{
          title: 'Drop it, whatever it is',
          note: 'It is read on this machine and kept nowhere until you say so.',
        }}
      >
        <Button variant="default" leftSection={<IconX size={15} />} disabled={text === ''} onClick={() => take('')}>
          Clear
        </Button>
      </FileDrop>
    </div>
  );
}
