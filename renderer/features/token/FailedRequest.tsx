import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Facts, Machine } from '../../ui/Facts.tsx';
import type { Outcome, Purpose } from './tokenPlace.ts';

const TITLES: Record<Purpose, string> = {
  read: 'The stored token cannot be read',
  token: 'No token was obtained',
  refresh: 'The token was not refreshed',
};

interface FailedRequestProps {
  connectionId: string;
  failed: Extract<Outcome, { kind: 'failed' }>;
}

/** The request did not get as far as an answer, or the answer is none that the standard knows. */
export function FailedRequest({ connectionId, failed: { purpose, error } }: FailedRequestProps): ReactNode {
  const { token, navigation } = useStores();
  // The id of the recorded exchange tells a person nothing.
  const details = Object.entries(error.details ?? {}).filter(([name]) => name !== 'exchangeId');
  const isAboutConnection = error.field?.startsWith('connection.') === true;
  return (
    <>
      <ErrorNotice
        error={error}
        title={TITLES[purpose]}
        {...(purpose === 'read' ? { onRetry: () => void token.open(connectionId) } : {})}
      >
        {isAboutConnection && (
          <Button variant="default" onClick={() => navigation.go({ kind: 'edit', connectionId })}>
            Edit connection
          </Button>
        )}
      </ErrorNotice>
      {details.length > 0 && (
        <Facts
          label="Details"
          rows={details.map(([name, value]) => [detailName(name), <Machine key="value">{String(value)}</Machine>])}
        />
      )}
    </>
  );
}

/** `contentType` as `Content type`. */
function detailName(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
