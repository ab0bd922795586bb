import { Button, Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { useStore } from 'zustand';
import type { Connection } from '#contract/connection.ts';
import { useStores } from '../../stores.tsx';
import { GrantFacts } from './GrantFacts.tsx';
import { OverridableText } from './OverridableText.tsx';
import { PasswordOnce } from './PasswordOnce.tsx';

import { placeOf } from './tokenStore.ts';
import { useWaiting } from './useWaiting.ts';

/** The fields of the connection's grant; what is typed here counts for one request and is not stored. */
export function TokenForm({ connection }: { connection: Connection }): ReactNode {
  const { token } = useStores();
  const { outcome, asking } = useStore(token, (state) => placeOf(state, connection.id));
  const [scope, setScope] = useState<string>();
  const [username, setUsername] = useState<string>();
  const [subject, setSubject] = useState<string>();
  const password = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const isRequesting = asking.kind === 'requesting';
  const failure = outcome.kind === 'failed' && outcome.purpose === 'token' ? outcome.error : undefined;
  const errorAt = (...fields: string[]): string | undefined =>
    failure?.field !== undefined && fields.includes(failure.field) ? failure.message : undefined;

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const typed = password.current?.value ?? '';
    if (password.current !== null) password.current.value = '';
    const overrides = {
      ...(scope === undefined ? {} : { scope }),
      ...(username === undefined ? {} : { username }),
      ...(subject === undefined ? {} : { subject }),
      ...(typed === '' ? {} : { password: typed }),
    };
    void token.requestToken(connection.id, overrides);
  };
  useHotkeys([['mod+Enter', () => form.current?.requestSubmit()]], []);

  const { grant } = connection;
  return (
    <form ref={form} className="token-form" onSubmit={submit} noValidate>
      {grant.type === 'password' && (
        <>
          <OverridableText
            label="User name"
            stored={grant.username ?? ''}
            value={username}
            error={errorAt('connection.grant.username', 'overrides.username')}
            onChange={setUsername}
          />
          <PasswordOnce
            field={password}
            stored={grant.password}
            error={errorAt('connection.grant.password', 'overrides.password')}
          />
        </>
      )}
      {grant.type === 'jwt_bearer' && grant.assertion === undefined && (
        <OverridableText
          label="User"
          stored={grant.subject ?? ''}
          value={subject}
          error={errorAt('connection.grant.subject', 'overrides.subject')}
          onChange={setSubject}
        />
      )}
      <GrantFacts connection={connection} errorAt={errorAt} />
      <OverridableText
        label="Scope"
        isMachine
        stored={connection.scope}
        value={scope}
        error={errorAt('overrides.scope', 'connection.scope')}
        onChange={setScope}
      />
      <Group gap="sm" wrap="nowrap">
        <Button
          type="submit"
          size="sm"
          h={36}
          flex={1}
          maw={320}
          disabled={asking.kind !== 'nothing'}
          title="Ctrl+Enter"
        >
          {isRequesting ? 'Asking the server…' : 'Get token'}
        </Button>
        <CancelButton connectionId={connection.id} shown={isRequesting} />
      </Group>
      <WaitingLine shown={isRequesting} />
    </form>
  );
}

/** Keeps its place while there is nothing to cancel, so that the other button does not move. */
function CancelButton({ connectionId, shown }: { connectionId: string; shown: boolean }): ReactNode {
  const { token } = useStores();
  return (
    <Button
      variant="default"
      h={36}
      style={{ visibility: shown ? 'visible' : 'hidden' }}
      onClick={() => void token.cancel(connectionId)}
    >
      Cancel
    </Button>
  );
}

function WaitingLine({ shown }: { shown: boolean }): ReactNode {
  const seconds = useWaiting(shown);
  return (
    <Text size="xs" className="soft" mih={17} role="status">
      {shown ? (seconds > 0 ? `Waiting for ${seconds} s` : ' ') : 'Or press Ctrl+Enter'}
    </Text>
  );
}
