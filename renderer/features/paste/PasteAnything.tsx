import { Loader } from '@mantine/core';
import { useStore } from 'zustand';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasteAnswer } from './PasteAnswer.tsx';
import { PasteBox } from './PasteBox.tsx';
import type { PasteReader } from './pasteReader.ts';
import './paste.css';

interface PasteAnythingProps {
  reader: PasteReader;
  isFocused: boolean;
}

/** Whatever a person was given, recognised and led to its place. */
export function PasteAnything({ reader, isFocused }: PasteAnythingProps): ReactNode {
  const { reading, pasted } = useStore(reader);
  return (
    <div className="paste">
      <PasteBox reader={reader} isFocused={isFocused} />
      <div aria-live="polite">
        {reading.kind === 'reading' && <Loader size="sm" aria-label="Recognising it" />}
        {reading.kind === 'failed' && <ErrorNotice error={reading.error} title="It cannot be read" />}
        {reading.kind === 'read' && <PasteAnswer reading={reading.value} pasted={pasted} />}
      </div>
    </div>
  );
}
