import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Claim } from '#contract/inspection.ts';
import { Ticked } from '../../ui/Ticked.tsx';
import { useCopy } from '../../ui/useCopy.ts';
import { ClaimName } from './ClaimName.tsx';
import { claimText } from './claimText.ts';
import { FoldedText } from './FoldedText.tsx';

const AT_ONCE = 100;

/** Each member with its value, what it means and what the value says. A very long list comes in portions. */
export function ClaimTable({ claims, label }: { claims: readonly Claim[]; label: string }): ReactNode {
  const [shown, setShown] = useState(AT_ONCE);
  if (claims.length === 0) return <p className="soft">It is an empty object: nothing is stated.</p>;
  const rest = claims.length - shown;
  return (
    <>
      <table className="claims" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {claims.slice(0, shown).map((claim, index) => (
            // A name may stand twice; its place is what tells members apart.
            <ClaimRow key={`${index} ${claim.name}`} claim={claim} />
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <Button variant="subtle" onClick={() => setShown(shown + 2 * AT_ONCE)}>
          Show {Math.min(rest, 2 * AT_ONCE)} more of {claims.length.toLocaleString('en')}
        </Button>
      )}
    </>
  );
}

function ClaimRow({ claim: { name, value, meaning, note } }: { claim: Claim }): ReactNode {
  const text = claimText(value);
  return (
    <tr>
      <th scope="row">
        <ClaimName name={name} />
      </th>
      <td className="claim-value">
        <FoldedText text={text} />
        <CopyValue text={typeof value === 'string' ? value : text} />
      </td>
      <td className="claim-words">
        {note !== undefined && (
          <div className="breakable">
            <Ticked text={note} />
          </div>
        )}
        {meaning !== undefined && (
          <div className="soft">
            <Ticked text={meaning} />
          </div>
        )}
      </td>
    </tr>
  );
}

/** A plain button, since a row has one: the library's own would take most of a long table's time. */
function CopyValue({ text }: { text: string }): ReactNode {
  const { isCopied, copy } = useCopy(text);
  const words = isCopied ? 'Copied' : 'Copy value';
  return (
    <button type="button" className="claim-copy" aria-label={words} title={words} onClick={copy}>
      {isCopied ? <IconCheck size={15} /> : <IconCopy size={15} />}
    </button>
  );
}
