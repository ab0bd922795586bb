import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { VaultGeneration } from '#contract/vault.ts';
import { Moment } from '../../ui/Moment.tsx';
import { bytesWords } from '../../ui/times.ts';

/** The states of the vault that are on the disk, the damaged ones with them. */
export function Generations({ generations }: { generations: readonly VaultGeneration[] }): ReactNode {
  return (
    <section>
      <Text fw={600} mb={6}>
        States on the disk
      </Text>
      {generations.length === 0 ? (
        <Text size="sm" className="soft">
          None yet.
        </Text>
      ) : (
        <div className="proof-scroll">
          <table className="proof-table" aria-label="States on the disk">
            <thead>
              <tr>
                <th>Saved</th>
                <th data-number>Revision</th>
                <th data-number>Entries</th>
                <th data-number>Size</th>
                <th>State</th>
              </tr>
            </thead>
            <tbody>
              {generations.map(({ generation, savedAt, revision, records, bytes, good, current }) => (
                <tr key={generation}>
                  <td>
                    <Moment at={savedAt} />
                  </td>
                  <td data-number>{revision ?? '?'}</td>
                  <td data-number>{records ?? '?'}</td>
                  <td data-number>{bytesWords(bytes)}</td>
                  <td style={{ color: good ? undefined : 'var(--app-bad)' }}>
                    {good ? (current ? 'in use' : 'good') : 'damaged'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
