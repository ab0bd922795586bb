import { Modal } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { CasePreview } from '#contract/caseFile.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { showDone } from '../../ui/notices.tsx';
import './caseFile.css';
import { CaseChoices } from './CaseChoices.tsx';
import { PreviewedCase } from './PreviewedCase.tsx';
import { useCaseOffer } from './useCaseOffer.ts';

/** Makes a case file: what goes into it, then exactly what is saved, then the file. */
export function CaseFileDialog(): ReactNode {
  const { navigation } = useStores();
  const isOpen = useStore(navigation, ({ dialog }) => dialog.kind === 'case-file');
  return (
    <Modal opened={isOpen} onClose={navigation.closeDialog} closeOnClickOutside={false} title="Case file" size={880}>
      <CaseFileSteps />
    </Modal>
  );
}

function CaseFileSteps(): ReactNode {
  const { bench, caseFile, navigation } = useStores();
  const subject = useStore(caseFile, (state) => state.subject);
  const offer = useCaseOffer(subject);
  const [preview, setPreview] = useState<CasePreview>();
  const [error, setError] = useState<ErrorReply>();
  const choices = useRef<HTMLDivElement>(null);
  const save = async (): Promise<void> => {
    if (preview === undefined) return;
    const result = await bench.caseFile.save({ previewId: preview.previewId });
    if (!result.ok) {
      setError(result.error);
      return;
    }
    navigation.closeDialog();
    showDone({
      title: 'Case file saved',
      words: `${result.value.fileName} is in the folder that you chose. Any browser shows it.`,
      forMs: 8000,
    });
  };
  const back = (): void => {
    setError(undefined);
    setPreview(undefined);
    requestAnimationFrame(() => choices.current?.querySelector<HTMLElement>('[type="submit"]')?.focus());
  };
  return (
    <>
      {offer !== undefined && (
        // Kept while the preview is looked at, so that going back finds the note.
        <div ref={choices} hidden={preview !== undefined}>
          <CaseChoices subject={subject} offer={offer} onPreview={setPreview} />
        </div>
      )}
      {preview !== undefined && <PreviewedCase preview={preview} error={error} onBack={back} onSave={save} />}
    </>
  );
}
