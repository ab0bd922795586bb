import { Button, Group, Text, Title } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { CountdownText } from '../../ui/Countdown.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import type { PendingCode as Code } from './tokenPlace.ts';

interface PendingCodeProps {
  connectionId: string;
  code: Code;
}

/** What the person types on the other device, RFC 8628 §3.3. */
export function PendingCode({ connectionId, code }: PendingCodeProps): ReactNode {
  const { token } = useStores();
  const { userCode, verificationUri, verificationUriComplete, expiresAt, requestId } = code;
  return (
    <section aria-label="Code for the other device" className="token-part flow-card">
      <Title order={2} size="h3">
        Sign in on any device with this code
      </Title>
      <div className="flow-code">
        <div className="flow-code-words">
          <div className="flow-user-code">
            <output className="mono" aria-label="User code">
              {userCode}
            </output>
            <CopyButton text={userCode} what="code" />
          </div>
          <div className="flow-address">
            <span className="soft">at</span>
            <span className="mono breakable">{verificationUri}</span>
            <CopyButton text={verificationUri} what="address" />
          </div>
          <Text size="sm" role="timer">
            Good for <CountdownText expiresAt={expiresAt} />
          </Text>
          <Group gap="sm">
            <OpenInBrowser requestId={requestId} isMain />
            <Button variant="default" onClick={() => void token.cancel(connectionId)}>
              Cancel
            </Button>
          </Group>
          <Text size="xs" className="soft">
            Grantsmith asks the server from time to time; the token appears here by itself.
          </Text>
        </div>
        <figure className="flow-qr">
          <QrCode text={verificationUriComplete ?? verificationUri} label="QR code of the address" />
          <figcaption className="soft">
            {verificationUriComplete === undefined ? 'The address, for a phone' : 'Address and code, for a phone'}
          </figcaption>
        </figure>
      </div>
    </section>
  );
}

/** Opens the address of the flow in the system’s browser. */
export function OpenInBrowser({ requestId, isMain = false }: { requestId: string; isMain?: boolean }): ReactNode {
  const { bench } = useStores();
  const [error, setError] = useState<ErrorReply>();
  const open = async (): Promise<void> => {
    const result = await bench.tokens.openInBrowser({ requestId });
    setError(result.ok ? undefined : result.error);
  };
  return (
    <>
      <Button
        variant={isMain ? 'filled' : 'default'}
        leftSection={<IconExternalLink size={15} />}
        onClick={() => void open()}
      >
        {isMain ? 'Open in the browser' : 'Open it again'}
      </Button>
      {error !== undefined && <ErrorNotice error={error} title="The browser was not opened" />}
    </>
  );
}
