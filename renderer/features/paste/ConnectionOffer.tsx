import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { PasteOffer } from '#contract/paste.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Facts, Machine } from '../../ui/Facts.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';
import { grantName } from '../connections/grantWords.ts';
import { useAcceptPaste } from '../connections/useAcceptPaste.ts';
import { Notes } from './Notes.tsx';
import { METHOD_WORDS, secretFacts } from './pasteWords.ts';

interface ConnectionOfferProps {
  offer: Extract<PasteOffer, { kind: 'connection' }>;
  pasteId: string;
  isFirst: boolean;
}

/** A connection read out of what was pasted: saved at once when it is whole, opened in the form when something is missing. */
export function ConnectionOffer({ offer, pasteId, isFirst }: ConnectionOfferProps): ReactNode {
  const { navigation } = useStores();
  const accept = useAcceptPaste();
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<ErrorReply>();
  const { connection, missing, notes, offerId } = offer;
  const isWhole = missing.length === 0;
  const open = (): void => navigation.go({ kind: 'new', pasted: { pasteId, offerId, connection } });
  const save = async (): Promise<void> => {
    setSaving(true);
    setError(await accept.connection({ pasteId, offerId }));
    setSaving(false);
  };
  const text = (value: string | undefined): ReactNode =>
    value === undefined || value === '' ? undefined : <Machine>{value}</Machine>;
  return (
    <div className="paste-offer">
      <Facts
        label={`Connection ${connection.name}`}
        rows={[
          ['Identity domain', text(connection.domainUrl)],
          ['Token endpoint', text(connection.endpoints.token)],
          ['Client ID', text(connection.clientId)],
          ...secretFacts(connection).slice(0, connection.clientAuth.secret === undefined ? 0 : 1),
          ['Client authentication', METHOD_WORDS[connection.clientAuth.method]],
          ['Grant', grantName(connection.grant.type)],
          ['User name', text(connection.grant.username)],
          ...secretFacts(connection).slice(connection.clientAuth.secret === undefined ? 0 : 1),
          ['Scope', text(connection.scope)],
          ['API', text(connection.api.baseUrl)],
          ['Environment', connection.environment === '' ? undefined : connection.environment],
        ]}
      />
      {!isWhole && <LevelLine level="notice">{`Still needed: ${missing.join(', ')}`}</LevelLine>}
      <Notes notes={notes} />
      {error !== undefined && <ErrorNotice error={error} title="The connection was not made" />}
      <Group gap="sm">
        <Button
          variant={isFirst ? 'filled' : 'default'}
          loading={isSaving}
          onClick={() => (isWhole ? void save() : open())}
        >
          {isWhole ? 'Make the connection' : 'Fill in the rest'}
        </Button>
        {isWhole && (
          <Button variant="default" onClick={open}>
            Look at it first
          </Button>
        )}
      </Group>
    </div>
  );
}
