import { List } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CapsuleExport } from '#contract/capsule.ts';
import { dateWords } from '../../ui/times.ts';
import { Carried } from './Carried.tsx';

interface ExportedCapsuleProps {
  capsule: CapsuleExport;
  expiresAt: number | undefined;
}

/** What was saved, and what to do with it. */
export function ExportedCapsule({ capsule: { fileName, connections }, expiresAt }: ExportedCapsuleProps): ReactNode {
  return (
    <Carried
      done={
        <>
          {connections === 1 ? '1 connection is' : `${connections} connections are`} in{' '}
          <span className="mono breakable">{fileName}</span>, in the folder that you chose.
        </>
      }
      next="Nobody can reset the password of a capsule. If it is lost, export again."
    >
      <List size="sm" spacing={4}>
        <List.Item>Whoever has the file and its password has the secrets. Send the two by different ways.</List.Item>
        <List.Item>It opens in Grantsmith on any machine, without a network: Settings, Export and import.</List.Item>
        {expiresAt !== undefined && <List.Item>It opens until {dateWords(expiresAt)}.</List.Item>}
      </List>
    </Carried>
  );
}
