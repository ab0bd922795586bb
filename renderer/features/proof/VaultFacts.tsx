import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Proof, SlotFacts } from '#contract/proof.ts';
import { Facts, Machine } from '../../ui/Facts.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { bytesWords } from '../../ui/times.ts';
import { slotWords } from './slotWords.ts';

export function VaultFacts({ proof }: { proof: Proof }): ReactNode {
  const { format, cipher, keyDerivation, vault } = proof;
  return (
    <>
      <Facts
        label="How the vault is sealed"
        rows={[
          ['Cipher', <Machine key="cipher">{cipher}</Machine>],
          ['Key from a password', <Machine key="kdf">{keyDerivation}</Machine>],
          ['Format', `version ${format}`],
          ...(vault === undefined
            ? []
            : ([
                [
                  'Last saved',
                  <span key="saved">
                    <Moment at={vault.savedAt} />, revision {vault.revision}, by {vault.writer}
                  </span>,
                ],
                [
                  'Content',
                  `${vault.records} sealed ${vault.records === 1 ? 'entry' : 'entries'}, ${bytesWords(vault.bytes)}`,
                ],
                ['Identity', <Machine key="id">{vault.id}</Machine>],
                ...vault.slots.map((slot) => waysRow(slot)),
              ] as const)),
        ]}
      />
      {vault === undefined && (
        <Text size="sm" className="soft" mt={6}>
          There is no vault that can be read.
        </Text>
      )}
    </>
  );
}

const waysRow = (slot: SlotFacts): readonly [string, string] => ['Way in', slotWords(slot)];
