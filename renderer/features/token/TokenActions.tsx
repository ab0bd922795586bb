import { Button, Group, Modal, Text, Tooltip } from '@mantine/core';
import {
  IconRefresh,
  IconShieldQuestion,
  IconShieldX,
  IconTrash,
  IconUserSearch,
  IconZoomCode,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Token } from '#contract/token.ts';
import { useStores } from '../../stores.tsx';
import type { InquiryName, TokenPlace } from './tokenPlace.ts';

interface TokenActionsProps {
  connectionId: string;
  token: Token;
  place: TokenPlace;
}

/** What can be done with the token that is shown. */
export function TokenActions({ connectionId, token, place: { asking, inquiry } }: TokenActionsProps): ReactNode {
  const stores = useStores();
  const isBusy = asking.kind !== 'nothing' || inquiry.kind === 'running';
  const isRunning = (name: InquiryName): boolean => inquiry.kind === 'running' && inquiry.name === name;
  const inquire = (name: InquiryName) => (): void => void stores.token.inquire(connectionId, token.id, name);
  const action = (name: InquiryName) => ({
    variant: 'default',
    disabled: isBusy && !isRunning(name),
    loading: isRunning(name),
  });
  const canRefresh = token.refreshToken === true;
  return (
    <Group gap="sm">
      <Tooltip label={canRefresh ? 'Renew it with its refresh token' : 'No refresh token came with this token'}>
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} />}
          {...(canRefresh ? {} : { 'data-disabled': true, 'aria-disabled': true })}
          disabled={canRefresh && isBusy}
          onClick={() => (canRefresh ? void stores.token.refreshToken(connectionId, token.id) : undefined)}
        >
          Refresh
        </Button>
      </Tooltip>
      <Button
        variant="default"
        leftSection={<IconZoomCode size={15} />}
        onClick={() => stores.navigation.openConnection(connectionId, 'inspect')}
      >
        Inspect
      </Button>
      <Tooltip label="Ask the server whether it still accepts the token">
        <Button
          {...action('introspect')}
          leftSection={<IconShieldQuestion size={15} />}
          onClick={inquire('introspect')}
        >
          Introspect
        </Button>
      </Tooltip>
      <Tooltip label="Ask the server who the token is for; it needs the scope openid">
        <Button {...action('userinfo')} leftSection={<IconUserSearch size={15} />} onClick={inquire('userinfo')}>
          Userinfo
        </Button>
      </Tooltip>
      <Tooltip label="Tell the server to accept it no longer">
        <Button {...action('revoke')} leftSection={<IconShieldX size={15} />} onClick={inquire('revoke')}>
          Revoke
        </Button>
      </Tooltip>
      <RemoveButton action={action('remove')} onRemove={inquire('remove')} />
    </Group>
  );
}

interface RemoveButtonProps {
  action: { variant: string; disabled: boolean; loading: boolean };
  onRemove: () => void;
}

function RemoveButton({ action, onRemove }: RemoveButtonProps): ReactNode {
  const [asked, setAsked] = useState(false);
  const remove = (): void => {
    setAsked(false);
    onRemove();
  };
  return (
    <>
      <Button {...action} leftSection={<IconTrash size={15} />} onClick={() => setAsked(true)}>
        Remove
      </Button>
      <Modal opened={asked} onClose={() => setAsked(false)} title="Remove this token?" size="sm">
        <Text size="sm">
          It is deleted from the vault with its refresh token, and cannot be brought back. The server accepts it until
          it expires or is revoked.
        </Text>
        <Group justify="flex-end" gap="sm" mt="lg">
          <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
            Keep it
          </Button>
          <Button color="red" onClick={remove}>
            Remove
          </Button>
        </Group>
      </Modal>
    </>
  );
}
