import type { ReactNode } from 'react';
import type { Replacement } from '#contract/caseFile.ts';
import { REPLACED_WORDS } from './caseWords.ts';

/** Each label of a case file with what it stands for and how often. */
export function ReplacedTable({ replaced }: { replaced: readonly Replacement[] }): ReactNode {
  if (replaced.length === 0) return <p className="soft case-text">Nothing secret was found in it.</p>;
  return (
    <>
      <p className="soft case-text">
        The same numbered label stands for the same value. What an earlier run of the app recorded is known no more:
        there, only the same # is the same value.
      </p>
      <table className="case-replaced" aria-label="What was replaced">
        <thead>
          <tr>
            <th scope="col">Label</th>
            <th scope="col">What it stands for</th>
            <th scope="col">Times</th>
          </tr>
        </thead>
        <tbody>
          {replaced.map(({ label, kind, count }) => (
            <tr key={label}>
              <td className="mono breakable">{label}</td>
              <td>{REPLACED_WORDS[kind]}</td>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
