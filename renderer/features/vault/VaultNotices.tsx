import { Alert, Button, Group, Text } from '@mantine/core';
import { IconDeviceFloppy, IconHistory, IconKeyOff, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { noticeKeys } from './dismissedNotices.ts';
import { UnsavedNotice } from './UnsavedNotice.tsx';
import { useDismissedNotices } from './useDismissedNotices.ts';

/** What the person must know of the open vault, above whatever they look at. */
export function VaultNotices(): ReactNode {
  const { navigation, vault } = useStores();
  const status = useStore(vault, (store) => store.status);
  const { isDismissed, dismiss } = useDismissedNotices(status);
  if (status === undefined) return null;
  const { unsaved, readOnlyReason, reason } = status;
  const keys = noticeKeys(status);
  const closing = (key: string | undefined): { onClose: () => void } | undefined =>
    key === undefined || isDismissed(key) ? undefined : { onClose: () => dismiss(key) };
  const [readOnly, ofFile, keyring] = [closing(keys.readOnly), closing(keys.reason), closing(keys.keyring)];
  return (
    <>
      {unsaved !== undefined && (
        <Notice color="red" icon={<IconDeviceFloppy size={18} />} title="Not saved">
          <UnsavedNotice message={unsaved} />
        </Notice>
      )}
      {readOnly && (
        <Notice color="yellow" icon={<IconLock size={18} />} title="Read-only" {...readOnly}>
          <Text size="sm">{readOnlyReason} Until then you can look and send.</Text>
        </Notice>
      )}
      {reason && ofFile && (
        <Notice color="yellow" icon={<IconHistory size={18} />} title="About this vault’s file" {...ofFile}>
          <Row
            button={
              <Button variant="default" onClick={() => navigation.showSettings('vault')}>
                Look at the earlier states
              </Button>
            }
          >
            {reason.message}
          </Row>
        </Notice>
      )}
      {keyring && (
        <Notice
          color="yellow"
          icon={<IconKeyOff size={18} />}
          title="The keyring stopped opening this vault"
          {...keyring}
        >
          <Row
            button={
              <Button variant="default" onClick={() => navigation.showSettings('vault')}>
                Ways in
              </Button>
            }
          >
            That happens after a new login password or on another machine. It is mended with the next save where the
            keyring answers; until then your other ways in work.
          </Row>
        </Notice>
      )}
    </>
  );
}

interface NoticeProps {
  color: 'red' | 'yellow';
  icon: ReactNode;
  title: string;
  /** What must be dealt with has none. */
  onClose?: () => void;
  children: ReactNode;
}

function Notice({ color, icon, title, onClose, children }: NoticeProps): ReactNode {
  return (
    <Alert
      color={color}
      variant="light"
      radius={0}
      icon={icon}
      title={title}
      role={color === 'red' ? 'alert' : 'status'}
      flex="none"
      styles={{ title: { color: color === 'red' ? 'var(--app-bad)' : 'var(--app-notice)' } }}
      {...(onClose === undefined ? {} : { withCloseButton: true, closeButtonLabel: 'Dismiss', onClose })}
    >
      {children}
    </Alert>
  );
}

function Row({ button, children }: { button: ReactNode; children: ReactNode }): ReactNode {
  return (
    <Group justify="space-between" wrap="nowrap" gap="lg">
      <Text size="sm">{children}</Text>
      <div style={{ flex: 'none' }}>{button}</div>
    </Group>
  );
}
