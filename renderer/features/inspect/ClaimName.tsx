import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { FoldedText } from './FoldedText.tsx';

const LONGEST = 80;

/** A member's name, which in a narrow column breaks after an underscore first. */
export function ClaimName({ name }: { name: string }): ReactNode {
  if (name.length > LONGEST) return <FoldedText text={name} fold={LONGEST} />;
  return (
    <span className="mono breakable machine">
      {name.split(/(?<=_)/).map((piece, index) => (
        <Fragment key={index}>
          {piece}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}
