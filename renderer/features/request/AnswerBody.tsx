import { SegmentedControl } from '@mantine/core';
import { IconBinary, IconFileOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ApiBody } from '#contract/apiRequest.ts';
import { CodeView } from '../../ui/CodeView.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { bytesWords } from '../../ui/times.ts';
import { readBodyKind } from './replyWords.ts';

const VIEWS = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'raw', label: 'Raw' },
];

export function AnswerBody({ body }: { body: ApiBody }): ReactNode {
  const [isPretty, setPretty] = useState(true);
  if (body.bytes === 0) {
    return (
      <Empty icon={<IconFileOff size={28} />} title="No body">
        The reply ends with its headers.
      </Empty>
    );
  }
  if (body.text === undefined) {
    return (
      <Empty icon={<IconBinary size={28} />} title="Not text">
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
        </>
      }
    />
  );
}
