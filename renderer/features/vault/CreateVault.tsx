import { Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { SyntheticEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Input } from '#contract/api.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice, fieldError } from '../../ui/ErrorNotice.tsx';
import { showDone } from '../../ui/notices.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { GateCard } from './GateCard.tsx';
import { NewPasswordField } from './NewPasswordField.tsx';
import { OpenCopy } from './OpenCopy.tsx';

const SET_ASIDE = {
  title: 'The vault before is set aside',
  words:
    'To come back to it: Settings, Vault, “Open a copy of a vault”. The file is vault.json in the folder set-aside-….',
  forMs: 20_000,
};

/** First start: the person chooses what opens the vault. `onBack`: in the place of one that is there, or back to what is told of that. */
export function CreateVault({ onBack }: { onBack?: () => void }): ReactNode {
  const { vault } = useStores();
  const { keyring, working, error } = useStore(vault);
  const [way, setWay] = useState<'password' | 'keyring'>('password');
  const [alsoKeyring, setAlsoKeyring] = useState(false);
  const [mismatch, setMismatch] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  useEffect(() => void vault.readKeyring(), [vault]);
  const hasKeyring = keyring?.available === true;

  const make = async (input: Input<'vault.create'>): Promise<void> => {
    await vault.create(onBack ? { ...input, startFresh: true } : input);
    if (onBack && vault.getState().error === undefined) showDone(SET_ASIDE);
  };
  const create = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (way === 'keyring') return void make({ useOsKeyring: true });
    const typed = password.current?.value ?? '';
    const differs = typed !== again.current?.value;
    setMismatch(differs);
    if (!differs) void make({ password: typed, useOsKeyring: alsoKeyring && hasKeyring });
  };
  const passwordError = fieldError(error, 'password');
  return (
    <GateCard
      title={onBack ? 'Start a new vault' : 'Create your vault'}
      height={652}
      lead={
        onBack
          ? 'It starts empty. All files of the vault that was here are set aside in a folder beside it; nothing is deleted.'
          : 'One encrypted file on this machine keeps your clients, secrets and tokens. Nothing leaves it but the requests you send.'
      }
    >
      <form onSubmit={create}>
        <Stack gap="md">
          <Radio.Group
            label="What opens it"
            value={way}
            onChange={(value) => setWay(value === 'keyring' ? 'keyring' : 'password')}
          >
            <Stack gap="sm" mt={6}>
              <Radio
                value="password"
                label="A password"
                description="Opens on any machine. Nobody can reset it for you."
              />
              <Radio
                value="keyring"
                disabled={!hasKeyring}
                label="This computer’s keyring"
                description={
                  keyring === undefined || hasKeyring
                    ? 'Opens without typing while you are signed in here. You get a recovery key for every other case.'
                    : sentence(keyring.reason ?? 'no keyring answers here.')
                }
              />
            </Stack>
          </Radio.Group>
          {way === 'password' && (
            <>
              <NewPasswordField ref={password} label="Password" autoFocus error={passwordError} />
              <SecretInput
                ref={again}
                label="Password again"
                autoComplete="new-password"
                error={mismatch ? 'The two passwords differ. Type them again.' : undefined}
              />
              {hasKeyring && (
                <Checkbox
                  checked={alsoKeyring}
                  onChange={(event) => setAlsoKeyring(event.currentTarget.checked)}
                  label="Also open with this computer’s keyring"
                  description="Handy, but any program that runs under your account can then ask for it."
                />
              )}
            </>
          )}
          {error !== undefined && passwordError === undefined && (
            <ErrorNotice error={error} title="The vault was not created" />
          )}
          <Button type="submit" loading={working === 'creating'}>
            Create vault
          </Button>
          <Text size="xs" className="soft">
            AES-256-GCM, key by Argon2id. The file is yours: it works without a network and can be copied to another
            machine.
          </Text>
        </Stack>
      </form>
      <Group justify="center">
        {onBack ? (
          <Button variant="subtle" color="gray" onClick={onBack}>
            Back
          </Button>
        ) : (
          <OpenCopy />
        )}
      </Group>
    </GateCard>
  );
}

/** Main's reasons continue a sentence of its own; here they begin one. */
const sentence = (reason: string): string => reason.charAt(0).toUpperCase() + reason.slice(1);
