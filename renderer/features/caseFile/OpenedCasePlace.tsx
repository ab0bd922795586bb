import { Button, Title } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';
import './caseFile.css';
import { CaseReading } from './CaseReading.tsx';
import { ReplacedTable } from './ReplacedTable.tsx';
import { useOpenCaseFile } from './useOpenCaseFile.ts';

/** The case file of somebody, to read. */
export function OpenedCasePlace(): ReactNode {
  const { caseFile } = useStores();
  const opened = useStore(caseFile, (state) => state.opened);
  const open = useOpenCaseFile();
  const button = (
    <Button variant="default" leftSection={<IconFolderOpen size={15} />} onClick={() => void open()}>
      Open a case file …
    </Button>
  );
  return (
    <section className="case-place" aria-label="Case file">
      <header className="place-header">
        <Title order={1} size="h2" flex={1}>
          Case file
        </Title>
        {opened !== undefined && button}
      </header>
      <div className="place-body case-place-body">
        {opened === undefined ? (
          <Empty icon={<IconFolderOpen size={32} stroke={1.5} />} title="No case file is open" actions={button}>
            Open one that somebody made with Grantsmith: a file that ends in .case.html.
          </Empty>
        ) : (
          <div className="case-page">
            <p className="soft case-text">
              <span className="mono breakable">{opened.fileName}</span>, to read only. Nothing of it was stored.
            </p>
            {!opened.isIntact && (
              <LevelLine level="notice">This file was changed after it was made: its sum is another one</LevelLine>
            )}
            <CaseReading document={opened.document} />
            <section className="case-part" aria-label="Labels">
              <Title order={3} size="h3">
                What was replaced
              </Title>
              <ReplacedTable replaced={opened.document.replaced} />
            </section>
            <p className="soft case-sum">
              SHA-256 of its JSON: <span className="mono breakable">{opened.sha256}</span>. It tells a change by
              accident; it is no signature, and whoever made the file may have written anything.
            </p>
          </div>
        )}
      </div>
    </section>
  );
}
