import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ImportResult } from '#contract/imports.ts';
import { Carried } from './Carried.tsx';

/** What came of the entries, and why some made no connection. */
export function EntriesImported({ result: { added, skipped } }: { result: ImportResult }): ReactNode {
  return (
    <Carried
      done={added === 1 ? '1 connection was added.' : `${added} connections were added.`}
      isEmpty={added === 0}
      next="The file itself stays where it is. If it is a CSV file, delete it now."
    >
      {skipped.length > 0 && (
        <div>
          <Text size="sm" fw={600} mb={4}>
            Left out: {skipped.length}
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
