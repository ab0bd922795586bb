import { Progress } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SavingProgress } from '#contract/apiRequest.ts';
import { Empty } from '../../ui/Empty.tsx';
import { savingWords } from './replyWords.ts';

/** The way of a reply to its file. */
export function SavingReply({ progress }: { progress: SavingProgress | undefined }): ReactNode {
  const { bytes = 0, totalBytes } = progress ?? {};
  return (
    <Empty icon={<IconDownload size={28} />} title={progress ? 'Saving the reply' : 'Waiting for the reply'}>
      <span className="saving-words">
        {progress ? savingWords(progress) : 'It goes to the file that you choose, which is there once it is whole.'}
      </span>
      {totalBytes !== undefined && totalBytes > 0 && (
        <Progress
          component="span"
          w={320}
          mt="sm"
          mx="auto"
          value={(bytes / totalBytes) * 100}
          aria-label="Saved so far"
        />
      )}
    </Empty>
  );
}
