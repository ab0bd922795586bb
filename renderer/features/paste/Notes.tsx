import type { ReactNode } from 'react';

/** Plain sentences beside what was read. */
export function Notes({ notes }: { notes: readonly string[] }): ReactNode {
  return notes.map((note) => (
    <p key={note} className="paste-note soft">
      {note}
    </p>
  ));
}
