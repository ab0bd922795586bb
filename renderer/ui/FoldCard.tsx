import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { Finding } from '#contract/diagnosis.ts';
import './foldCard.css';

interface FoldCardProps {
  /** What a screen reader calls the card; without it the head says it. */
  label?: string;
  /** Gives the card an edge in the colour of a verdict. */
  level?: Finding['level'];
  initiallyOpen: boolean;
  /** The line that folds and unfolds. */
  head: ReactNode;
  /** Buttons beside that line. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A line in a frame, which opens to everything that belongs to it. */
export function FoldCard({ label, level, initiallyOpen, head, actions, children }: FoldCardProps): ReactNode {
  const [isOpen, setOpen] = useState(initiallyOpen);
  const body = useId();
  return (
    <article className="fold" aria-label={label} data-level={level}>
      <div className="fold-head">
        <UnstyledButton
          className="fold-button"
          aria-expanded={isOpen}
          aria-controls={body}
          onClick={() => setOpen(!isOpen)}
        >
          <IconChevronRight size={16} aria-hidden className="fold-chevron" />
          {head}
        </UnstyledButton>
        {actions}
      </div>
      {isOpen && (
        <div id={body} className="fold-body">
          {children}
        </div>
      )}
    </article>
  );
}
