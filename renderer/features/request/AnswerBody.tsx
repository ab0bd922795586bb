import { Button, SegmentedControl } from '@mantine/core';
import { IconBinary, IconDownload, IconFileCheck, IconFileOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ApiBody } from '#contract/apiRequest.ts';
import { ToolButton } from '../../ui/code/ToolButton.tsx';
import { CodeView } from '../../ui/CodeView.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { bytesWords } from '../../ui/times.ts';
import { readBodyKind } from './replyWords.ts';
import { useSaveReply } from './useSaveReply.ts';

const SAVE = 'Save the reply…';
const SEND_AGAIN = 'Send again and save it to a file…';

const VIEWS = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'raw', label: 'Raw' },
];

interface AnswerBodyProps {
  body: ApiBody;
  onSendToFile: () => void;
}

export function AnswerBody({ body, onSendToFile }: AnswerBodyProps): ReactNode {
  const [isPretty, setPretty] = useState(true);
  const saveReply = useSaveReply(body.kept);
  if (body.savedAs !== undefined) {
    return (
      <Empty icon={<IconFileCheck size={28} />} title={`Saved as ${body.savedAs}`}>
        All {bytesWords(body.bytes)} of the body went to the file as they came, unpacked where they were compressed.
        Nothing of it is shown here.
      </Empty>
    );
  }
  if (body.bytes === 0) {
    return (
      <Empty icon={<IconFileOff size={28} />} title="No body">
        The reply ends with its headers.
      </Empty>
    );
  }
  if (body.text === undefined) {
    return (
      <Empty
        icon={<IconBinary size={28} />}
        title="Not text"
        actions={
          <Button variant="default" leftSection={<IconDownload size={15} />} onClick={saveReply ?? onSendToFile}>
            {saveReply === undefined ? SEND_AGAIN : SAVE}
          </Button>
        }
      >
        The body is {bytesWords(body.bytes)} of {body.contentType === '' ? 'an unnamed type' : body.contentType}, so it
        is not shown.
      </Empty>
    );
  }
  const { language, canBePretty } = readBodyKind(body.contentType, body.text);
  return (
    <CodeView
      text={body.text}
      language={language}
      label="Body of the reply"
      isPretty={isPretty && canBePretty}
      tools={
        <>
          {canBePretty && (
            <SegmentedControl
              aria-label="View of the body"
              data={VIEWS}
              value={isPretty ? 'pretty' : 'raw'}
              onChange={(view) => setPretty(view === 'pretty')}
            />
          )}
          <CopyButton text={body.text} what="body as it came" />
          {saveReply === undefined ? (
            <Button variant="default" h={24} leftSection={<IconDownload size={15} />} onClick={onSendToFile}>
              {SEND_AGAIN}
            </Button>
          ) : (
            <ToolButton label={SAVE} onClick={saveReply}>
              <IconDownload size={15} />
            </ToolButton>
          )}
        </>
      }
    />
  );
}
