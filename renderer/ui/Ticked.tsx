import type { ReactNode } from 'react';

/** A sentence of main's, in which machine words stand between backticks. */
export function Ticked({ text }: { text: string }): ReactNode {
  return text.split('`').map((piece, index) =>
    index % 2 === 0 ? (
      piece
    ) : (
      // The pieces of a sentence never change places.
      <code key={index} className="mono ticked">
        {piece}
      </code>
    ),
  );
}
