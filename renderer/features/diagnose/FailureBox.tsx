import { Button, Textarea } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { exchangeText } from '../../ui/exchangeText.ts';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { LONGEST_TEXT, diagnosePlaceOf } from './diagnoseStore.ts';

interface FailureBoxProps {
  placeId: string;
  autoFocus: boolean;
}

/** Where a failure is pasted, typed, chosen as a file or dropped. */
export function FailureBox({ placeId, autoFocus }: FailureBoxProps): ReactNode {
  const { diagnose } = useStores();
  const { text, exchange } = useStore(diagnose, (state) => diagnosePlaceOf(state, placeId));
  const [problem, setProblem] = useState<string>();
  const take = async (files: File[]): Promise<void> => {
    const read = await readText(files);
    setProblem('problem' in read ? read.problem : undefined);
    if ('text' in read) diagnose.setText(placeId, read.text);
  };
  const change = (value: string): void => {
    setProblem(undefined);
    diagnose.setText(placeId, value);
  };
  const shown = exchange === undefined ? text : exchangeText(exchange);
  return (
    <>
      <Textarea
        label="What failed"
        description="It is read on this machine: nothing that you paste is stored or sent anywhere."
        placeholder="Paste an error reply, a log, a HAR, curl -v, an address with error=…"
        classNames={{ root: 'diagnose-field', wrapper: 'diagnose-field-wrapper', input: 'diagnose-field-input mono' }}
        data-autofocus={autoFocus}
        autoFocus={autoFocus}
        spellCheck={false}
        readOnly={exchange !== undefined}
        value={shown}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <FileDrop
        onFiles={take}
        label="Choose a file"
        problem={problem}
        over={{ title: 'Drop the log, the HAR or the reply', note: 'It is read on this machine and kept nowhere.' }}
      >
        <Button variant="default" leftSection={<IconX size={15} />} disabled={shown === ''} onClick={() => change('')}>
          Clear
        </Button>
      </FileDrop>
    </>
  );
}

/** The file as text, or why it is not taken. */
async function readText(files: File[]): Promise<{ text: string } | { problem: string }> {
  const [file] = files;
  if (file === undefined) return { problem: 'That was no file.' };
  if (files.length > 1) return { problem: 'Those were several files. Drop one at a time.' };
  if (file.size > LONGEST_TEXT)
    return { problem: `${file.name} is larger than 5 MB. Paste the part around the failure.` };
  try {
    const text = await file.text();
    return text.trim() === '' ? { problem: `${file.name} is empty.` } : { text };
  } catch {
    // A folder comes as a file too.
    return { problem: `${file.name} cannot be read. Is it a folder?` };
  }
}
