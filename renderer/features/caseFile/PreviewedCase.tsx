import { Button, Group, Tabs, Text } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CasePreview } from '#contract/caseFile.ts';
import type { ErrorReply } from '#contract/result.ts';
import { CodeView } from '../../ui/CodeView.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { bytesWords } from '../../ui/times.ts';
import { CaseReading } from './CaseReading.tsx';
import { replacedWords } from './caseWords.ts';
import { ReplacedTable } from './ReplacedTable.tsx';

interface PreviewedCaseProps {
  preview: CasePreview;
  error: ErrorReply | undefined;
  onBack: () => void;
  onSave: () => Promise<void>;
}

/** Exactly what is saved: as it reads, what was replaced in it, and the bytes. */
export function PreviewedCase({ preview, error, onBack, onSave }: PreviewedCaseProps): ReactNode {
  const { document, html, bytes } = preview;
  const [tab, setTab] = useState<string | null>('reading');
  const [isSaving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    setSaving(true);
    await onSave();
    setSaving(false);
  };
  return (
    <>
      <Tabs value={tab} onChange={setTab} className="case-preview">
        <Tabs.List>
          <Tabs.Tab value="reading" autoFocus>
            What it says
          </Tabs.Tab>
          <Tabs.Tab value="replaced">What was replaced {document.replaced.length}</Tabs.Tab>
          <Tabs.Tab value="file">The file itself</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="reading" className="case-panel" tabIndex={0}>
          <CaseReading document={document} />
        </Tabs.Panel>
        <Tabs.Panel value="replaced" className="case-panel" tabIndex={0}>
          <ReplacedTable replaced={document.replaced} />
        </Tabs.Panel>
        <Tabs.Panel value="file" className="case-panel case-panel-code">
          {tab === 'file' && <CodeView text={html} language="text" label="The file itself" isPretty={false} />}
        </Tabs.Panel>
      </Tabs>
      {error !== undefined && <ErrorNotice error={error} title="The case file was not saved" />}
      <Group justify="space-between" gap="sm" mt="md">
        <Text size="xs" className="soft" role="status">
          {replacedWords(document.replaced)} · {bytesWords(bytes)}
        </Text>
        <Group gap="sm">
          <Button variant="default" onClick={onBack}>
            Back
          </Button>
          <Button leftSection={<IconDeviceFloppy size={15} />} loading={isSaving} onClick={() => void save()}>
            Save …
          </Button>
        </Group>
      </Group>
    </>
  );
}
