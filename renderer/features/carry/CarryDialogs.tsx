import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import './carry.css';
import { ExportCapsule } from './ExportCapsule.tsx';
import { ImportCapsule } from './ImportCapsule.tsx';
import { ImportEntries } from './ImportEntries.tsx';

/** The ways in and out of the vault for whole connections. */
export function CarryDialogs(): ReactNode {
  const { navigation } = useStores();
  const kind = useStore(navigation, ({ dialog }) => dialog.kind);
  const close = navigation.closeDialog;
  // A click beside a form with a typed password closes nothing; Escape and the cross do.
  const shared = { onClose: close, closeOnClickOutside: false };
  return (
    <>
      <Modal {...shared} opened={kind === 'export-capsule'} title="Export a capsule" size={640}>
        <ExportCapsule />
      </Modal>
      <Modal {...shared} opened={kind === 'import-capsule'} title="Import a capsule" size={720}>
        <ImportCapsule />
      </Modal>
      <Modal {...shared} opened={kind === 'import-entries'} title="Import from KeePass or CSV" size={760}>
        <ImportEntries />
      </Modal>
    </>
  );
}
