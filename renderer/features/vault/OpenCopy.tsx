import { Button, Modal, SegmentedControl } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { OpenedCopy } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';
import { CopyContent } from './CopyContent.tsx';
import { PasswordThenFile } from './PasswordThenFile.tsx';

/** The way from a vault file that was kept elsewhere to the vault of this app. */
export function OpenCopy(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconFolderOpen size={15} />} onClick={() => setOpen(true)}>
        Open a copy of a vault …
      </Button>
      {isOpen && (
        <Modal opened onClose={() => setOpen(false)} title="Open a copy of a vault">
          <ChooseCopy onClose={() => setOpen(false)} />
        </Modal>
      )}
    </>
  );
}

const WAYS = [
  { value: 'password', label: 'Password' },
  { value: 'recoveryKey', label: 'Recovery key' },
];

function ChooseCopy({ onClose }: { onClose: () => void }): ReactNode {
  const { bench } = useStores();
  const [copy, setCopy] = useState<OpenedCopy>();
  const [way, setWay] = useState('password');
  if (copy !== undefined) return <CopyContent copy={copy} onClose={onClose} />;
  return (
    <PasswordThenFile
      lead="A copy is a file that you exported elsewhere, or the vault.json of a backup or of another machine. You see what is in it before anything is replaced."
      label={way === 'password' ? 'Password of the copy' : 'Recovery key of the copy'}
      what="copy"
      open={(typed, sameFile) =>
        bench.vault.openCopy({ ...(way === 'password' ? { password: typed } : { recoveryKey: typed }), sameFile })
      }
      onOpened={setCopy}
      onCancel={onClose}
    >
      <SegmentedControl data={WAYS} value={way} onChange={setWay} aria-label="What opens the copy" />
    </PasswordThenFile>
  );
}
