import { Anchor, Button, Group, Stack, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { SyntheticEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SlotType } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { CreateVault } from './CreateVault.tsx';
import { GateCard } from './GateCard.tsx';
import { OtherWaysIn } from './OtherWaysIn.tsx';

type Way = 'password' | 'recovery' | 'keyring';

function firstWay(slots: readonly SlotType[], stale: readonly SlotType[]): Way {
  if (slots.includes('os') && (!stale.includes('os') || slots.length === 1)) return 'keyring';
  return slots.includes('password') || slots.includes('both') ? 'password' : 'recovery';
}

const LEADS: Record<Way, string> = {
  password: 'Enter the password of this vault.',
  recovery: 'Enter the recovery key that you put away when the vault was created.',
  keyring: 'This computer’s keyring opens the vault.',
};

export function UnlockVault(): ReactNode {
  const { vault } = useStores();
  const { status, working, error } = useStore(vault);
  const slots = status?.slots ?? [];
  const [way, setWay] = useState<Way>(() => firstWay(slots, status?.staleSlots ?? []));
  const [shown, setShown] = useState<'unlock' | 'other-ways' | 'new-vault'>('unlock');
  const field = useRef<HTMLInputElement>(null);
  const ways: [Way, string, boolean][] = [
    ['password', 'Use the password', slots.includes('password') || slots.includes('both')],
    ['keyring', 'Use the keyring', slots.includes('os')],
    ['recovery', 'Use the recovery key', slots.includes('recovery')],
  ];
  const others = ways.filter(([each, , isThere]) => isThere && each !== way);
  const show = (next: typeof shown): void => {
    vault.dismissError();
    setShown(next);
  };
  const choose = (next: Way): void => {
    setWay(next);
    show('unlock');
  };
  const unlock = (event: SyntheticEvent): void => {
    event.preventDefault();
    const typed = field.current?.value ?? '';
    void vault.unlock(way === 'password' ? { password: typed } : way === 'recovery' ? { recoveryKey: typed } : {});
    if (field.current !== null) field.current.select();
  };
  const wrong = error?.code === 'vault.wrong-password' || error?.code === 'input.invalid' ? error.message : undefined;
  if (shown === 'new-vault') return <CreateVault onBack={() => show('other-ways')} />;
  if (shown === 'other-ways') {
    return (
      <OtherWaysIn slots={slots} onWay={choose} onStartNew={() => show('new-vault')} onBack={() => show('unlock')} />
    );
  }
  return (
    <GateCard title="Unlock your vault" lead={LEADS[way]} height={260}>
      <form onSubmit={unlock}>
        <Stack gap="md">
          {status?.staleSlots?.includes('os') === true && (
            <LevelLine level="notice">
              The keyring stopped opening this vault. Unlock it in another way; that mends it where the keyring answers.
            </LevelLine>
          )}
          {status?.reason !== undefined && <LevelLine level="notice">{status.reason.message}</LevelLine>}
          {way === 'password' && (
            <SecretInput
              ref={field}
              label="Password"
              autoFocus
              autoComplete="current-password"
              error={wrong}
              key="password"
            />
          )}
          {way === 'recovery' && (
            <TextInput
              ref={field}
              label="Recovery key"
              autoFocus
              autoComplete="off"
              spellCheck={false}
              error={wrong}
              key="recovery"
              classNames={{ input: 'mono' }}
            />
          )}
          {error !== undefined && wrong === undefined && <ErrorNotice error={error} title="The vault stays locked" />}
          <Button type="submit" loading={working === 'unlocking'} autoFocus={way === 'keyring'}>
            Unlock
          </Button>
          <Group gap="md" justify="center">
            {others.map(([each, words]) => (
              <Anchor key={each} component="button" type="button" size="sm" onClick={() => choose(each)}>
                {words}
              </Anchor>
            ))}
            <Anchor component="button" type="button" size="sm" onClick={() => show('other-ways')}>
              {way === 'password' ? 'I forgot the password' : 'Other ways in'}
            </Anchor>
          </Group>
        </Stack>
      </form>
    </GateCard>
  );
}
