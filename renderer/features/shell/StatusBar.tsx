import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconFlask, IconLock, IconLockOpen, IconRadar2, IconSettings } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { CountdownText } from '../../ui/Countdown.tsx';
import { warningsOf } from '../radar/radarStore.ts';
import { currentTokenOf } from '../token/tokensStore.ts';

export function StatusBar(): ReactNode {
  const { navigation } = useStores();
  return (
    <footer className="shell-status" aria-label="Status">
      <LockItem />
      <SandboxItem />
      <TokenItem />
      <RadarItem />
      <span style={{ flex: 1 }} />
      <span className="status-item soft">Ctrl+K for commands</span>
      <UnstyledButton className="status-item" fz="inherit" onClick={() => navigation.showSettings()}>
        <IconSettings size={14} />
        Settings
      </UnstyledButton>
    </footer>
  );
}

function LockItem(): ReactNode {
  const { vault } = useStores();
  const status = useStore(vault, (state) => state.status);
  const readOnly = status?.readOnly === true;
  return (
    <Tooltip label="Lock the vault now (Ctrl+Shift+L)">
      <UnstyledButton className="status-item" fz="inherit" onClick={() => void vault.lock()}>
        {readOnly ? <IconLock size={14} /> : <IconLockOpen size={14} />}
        {readOnly ? 'Vault open, read-only' : 'Vault open'}
      </UnstyledButton>
    </Tooltip>
  );
}

function SandboxItem(): ReactNode {
  const { sandbox } = useStores();
  const { status, working } = useStore(sandbox);
  const running = status.state === 'running';
  const words = {
    nothing: running ? 'Sandbox runs' : 'Sandbox off',
    starting: 'Sandbox starts',
    stopping: 'Sandbox stops',
  };
  const label = running ? 'Stop the practice domain on this machine' : 'Start a practice domain on this machine';
  return (
    <Tooltip label={label}>
      <UnstyledButton
        className="status-item"
        fz="inherit"
        disabled={working !== 'nothing'}
        onClick={() => void (running ? sandbox.stopDomain() : sandbox.startDomain())}
      >
        <IconFlask size={14} color={running ? 'var(--app-good)' : 'currentColor'} />
        {words[working]}
      </UnstyledButton>
    </Tooltip>
  );
}

function TokenItem(): ReactNode {
  const { navigation, tokens } = useStores();
  const connectionId = useStore(navigation, ({ place }) =>
    place.kind === 'connection' ? place.connectionId : undefined,
  );
  const token = useStore(tokens, (state) =>
    connectionId === undefined ? undefined : currentTokenOf(state.tokens, connectionId),
  );
  if (token === undefined) return null;
  return (
    <span className="status-item">
      Token
      {token.expiresAt === undefined ? (
        <span className="soft">no lifetime told</span>
      ) : (
        <CountdownText expiresAt={token.expiresAt} obtainedAt={token.obtainedAt} />
      )}
    </span>
  );
}

/** There only while something that has to be renewed is over or close to its end. */
function RadarItem(): ReactNode {
  const { navigation, radar } = useStores();
  const expired = useStore(radar, (state) => warningsOf(state).expired);
  const soon = useStore(radar, (state) => warningsOf(state).soon);
  if (expired === 0 && soon === 0) return null;
  const words = [...(expired === 0 ? [] : [`${expired} expired`]), ...(soon === 0 ? [] : [`${soon} soon`])];
  return (
    <Tooltip label="Secrets, certificates and capsules: open the expiry radar">
      <UnstyledButton className="status-item" fz="inherit" onClick={() => navigation.go({ kind: 'radar' })}>
        <IconRadar2 size={14} color={expired > 0 ? 'var(--app-bad)' : 'var(--app-notice)'} />
        Expiry: {words.join(', ')}
      </UnstyledButton>
    </Tooltip>
  );
}
