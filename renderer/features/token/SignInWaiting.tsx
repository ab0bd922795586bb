import { Button, Group, Loader, Text, TextInput, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import type { Flow, FlowWaiting } from '#contract/flow.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { CountdownText } from '../../ui/Countdown.tsx';
import { FlowLane } from './FlowLane.tsx';
import { OpenInBrowser } from './PendingCode.tsx';

interface SignInWaitingProps {
  flow: Flow;
  connectionId: string;
}

/** An authorization code flow that is under way: what it waits for, and the steps so far. */
export function SignInWaiting({ flow, connectionId }: SignInWaitingProps): ReactNode {
  const { token } = useStores();
  const { waiting, requestId } = flow;
  return (
    <section aria-label="Sign-in under way" className="token-part flow-card">
      <Group gap="sm" justify="space-between" wrap="nowrap">
        <Group gap="sm" wrap="nowrap">
          <Loader size={16} aria-hidden />
          <Title order={2} size="h3" role="status">
            {waiting === undefined ? 'Trading the code for a token' : 'Waiting for you to sign in in the browser'}
          </Title>
        </Group>
        <Button variant="default" onClick={() => void token.cancel(connectionId)}>
          Cancel
        </Button>
      </Group>
      {waiting !== undefined && <Waiting waiting={waiting} requestId={requestId} />}
      <FlowLane flow={flow} />
    </section>
  );
}

function Waiting({ waiting, requestId }: { waiting: FlowWaiting; requestId: string }): ReactNode {
  const { url, redirectUri, until, pasteOnly } = waiting;
  return (
    <>
      <Group gap="sm">
        <OpenInBrowser requestId={requestId} />
        <CopyButton labelled text={url} what="address" />
        <Text size="sm" className="soft" role="timer">
          Ends by itself in <CountdownText expiresAt={until} />
        </Text>
      </Group>
      <Text size="sm">
        {pasteOnly ? 'The browser will end at an address that is not ours to listen on: ' : 'It comes back to '}
        <span className="mono breakable">{redirectUri}</span>
        {pasteOnly ? '. Copy what stands in its address bar then, and paste it here.' : '.'}
      </Text>
      <PasteAddress requestId={requestId} isOnlyWay={pasteOnly} />
    </>
  );
}

/** For a redirect URI that is not ours, and for a browser on another machine. */
function PasteAddress({ requestId, isOnlyWay }: { requestId: string; isOnlyWay: boolean }): ReactNode {
  const { bench } = useStores();
  const field = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<ErrorReply>();
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const url = field.current?.value ?? '';
    // The address holds the code: it goes with the click.
    if (field.current !== null) field.current.value = '';
    const result = await bench.tokens.continueWithUrl({ requestId, url });
    setError(result.ok ? undefined : result.error);
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flow-paste" noValidate>
      <TextInput
        ref={field}
        flex={1}
        label={
          isOnlyWay
            ? 'Address that the browser ended at'
            : 'Signed in on another machine? Paste where its browser ended'
        }
        classNames={{ input: 'mono' }}
        autoComplete="off"
        spellCheck={false}
        error={error?.message}
      />
      <Button type="submit" variant={isOnlyWay ? 'filled' : 'default'} mt={21}>
        Continue
      </Button>
    </form>
  );
}
