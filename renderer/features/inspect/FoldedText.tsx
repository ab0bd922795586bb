import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';

interface FoldedTextProps {
  text: string;
  /** Characters that stand open. */
  fold?: number;
}

const FOLD = 320;
const FOLD_LINES = 8;
/** More than this is no reading matter, and would take long to lay out. */
const MOST = 50_000;

/** Machine text, of which a long one shows its beginning until it is opened. */
export function FoldedText({ text, fold = FOLD }: FoldedTextProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const short = beginningOf(text, fold);
  if (short === text) return <span className="mono breakable machine">{text}</span>;
  const count = text.length.toLocaleString('en');
  return (
    <>
      <span className={isOpen ? 'mono breakable machine machine-open' : 'mono breakable machine'}>
        {isOpen ? text.slice(0, MOST) : `${short}…`}
      </span>
      {isOpen && text.length > MOST && (
        <span className="soft">
          These are the first {MOST.toLocaleString('en')} characters. Copying takes all of them.{' '}
        </span>
      )}
      <UnstyledButton className="machine-toggle" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
        {isOpen ? 'Show less' : `Show all ${count} characters`}
      </UnstyledButton>
    </>
  );
}

function beginningOf(text: string, fold: number): string {
  const head = text.slice(0, fold);
  let end = -1;
  for (let line = 0; line < Math.max(FOLD_LINES, fold / 40); line += 1) {
    end = head.indexOf('\n', end + 1);
    if (end === -1) return head;
  }
  return head.slice(0, end);
}
