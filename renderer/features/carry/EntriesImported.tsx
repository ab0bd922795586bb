import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ImportResult } from '#contract/imports.ts';
import { Carried } from './Carried.tsx';

/** What came of the entries, and why some made no connection. */
export function EntriesImported({ result }: { result: ImportResult }): ReactNode {
  const { added, replaced, skipped } = result;
  return (
    <Carried
      done={doneWords(result)}
      isEmpty={added + replaced === 0}
      next="The file itself stays where it is. If it is a CSV file, delete it now."
    >
      {skipped.length > 0 && (
        <div>
          <Text size="sm" fw={600} mb={4}>
            Not taken: {skipped.length}
          </Text>
          <ul className="carry-skipped">
            {skipped.map(({ index, title, reason }) => (
              <li key={index}>
                <strong>{title}</strong>: {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Carried>
  );
}

function doneWords({ added, replaced, leftOut }: ImportResult): string {
  const none = added + replaced === 0;
  return [
    ...(none ? ['No connection was added.'] : []),
    ...(added === 0 ? [] : [added === 1 ? '1 connection was added.' : `${added} connections were added.`]),
    ...(replaced === 0 ? [] : [replaced === 1 ? '1 of yours was replaced.' : `${replaced} of yours were replaced.`]),
    ...(leftOut === 0 ? [] : [`Left out, because of one of yours: ${leftOut}.`]),
  ].join(' ');
}
