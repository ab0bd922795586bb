import { Button, Group, NumberInput, Switch, Text, TextInput, Tooltip } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import type { Token } from '#contract/token.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';

/** Half a minute is long enough for a slow server, and short beside the hour that a token usually lives. */
const USUAL_LEEWAY_SECONDS = 30;

type Failed = { title: string; error: ErrorReply } | undefined;

/** What belongs to a stored token over its whole life: its name, whether it renews itself, and the session behind it. */
export function TokenLife({ token }: { token: Token }): ReactNode {
  const [failed, setFailed] = useState<Failed>();
  return (
    <section aria-label="Life of the token" className="token-part">
      <div className="token-life">
        <TokenName key={token.name ?? ''} token={token} onFailed={setFailed} />
        {token.refreshToken === true && <AutoRefresh token={token} onFailed={setFailed} />}
        {token.idToken !== undefined && <EndSession token={token} onFailed={setFailed} />}
      </div>
      {token.autoRefresh?.stopped !== undefined && (
        <LevelLine level="notice">
          Automatic refresh stopped: {token.autoRefresh.stopped} Refresh by hand, or switch it on again.
        </LevelLine>
      )}
      {failed !== undefined && <ErrorNotice error={failed.error} title={failed.title} />}
    </section>
  );
}

interface PartProps {
  token: Token;
  onFailed: (failed: Failed) => void;
}

function TokenName({ token, onFailed }: PartProps): ReactNode {
  const { bench } = useStores();
  const stored = token.name ?? '';
  const [name, setName] = useState(stored);
  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === stored) return;
    const result = await bench.tokens.rename({ tokenId: token.id, name });
    onFailed(result.ok ? undefined : { title: 'The token was not named', error: result.error });
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <TextInput
        w={200}
        label="Name"
        placeholder="none yet"
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={(event) => void save(event)}
      />
    </form>
  );
}

function AutoRefresh({ token, onFailed }: PartProps): ReactNode {
  const { bench } = useStores();
  const isOn = token.autoRefresh !== undefined && token.autoRefresh.stopped === undefined;
  const [leeway, setLeeway] = useState(token.autoRefresh?.leewaySeconds ?? USUAL_LEEWAY_SECONDS);
  const set = async (leewaySeconds: number | null): Promise<void> => {
    const result = await bench.tokens.setAutoRefresh({ tokenId: token.id, leewaySeconds });
    onFailed(result.ok ? undefined : { title: 'Automatic refresh was not changed', error: result.error });
  };
  return (
    <Group gap="sm" wrap="nowrap" align="end">
      <NumberInput
        w={190}
        label="Seconds before its end"
        size="sm"
        suffix=" s"
        min={5}
        max={86_400}
        value={leeway}
        onChange={(value) => setLeeway(typeof value === 'number' ? value : USUAL_LEEWAY_SECONDS)}
        onBlur={() => (isOn && leeway !== token.autoRefresh?.leewaySeconds ? void set(leeway) : undefined)}
      />
      <Tooltip label="While the vault is open, the token is refreshed by itself">
        <div className="token-life-switch">
          <Switch
            label="Refresh by itself"
            checked={isOn}
            onChange={(event) => void set(event.currentTarget.checked ? leeway : null)}
          />
        </div>
      </Tooltip>
    </Group>
  );
}

function EndSession({ token, onFailed }: PartProps): ReactNode {
  const { bench } = useStores();
  const [ending, setEnding] = useState<'no' | 'opening' | 'opened'>('no');
  const end = async (): Promise<void> => {
    setEnding('opening');
    const result = await bench.tokens.endSession({ tokenId: token.id });
    setEnding(result.ok ? 'opened' : 'no');
    onFailed(result.ok ? undefined : { title: 'The session was not ended', error: result.error });
  };
  return (
    <Group gap="sm" align="end">
      <Tooltip label="Signs the user out at the server, in the browser. Tokens stay good until they expire or are revoked.">
        <Button
          variant="default"
          leftSection={<IconLogout size={15} />}
          loading={ending === 'opening'}
          onClick={() => void end()}
        >
          End session
        </Button>
      </Tooltip>
      {ending === 'opened' && (
        <Text size="xs" className="soft" role="status" lh="32px">
          Opened in the browser.
        </Text>
      )}
    </Group>
  );
}
