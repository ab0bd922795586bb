import { Button, Checkbox, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import type { Input } from '#contract/api.ts';
import type { CasePreview } from '#contract/caseFile.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { CheckList } from '../../ui/CheckList.tsx';
import { ErrorNotice, fieldError } from '../../ui/ErrorNotice.tsx';
import { dateWords } from '../../ui/times.ts';
import { exchangeWords, requestsWords } from './caseWords.ts';
import type { CaseSubject } from './caseFileStore.ts';
import { connectionOf } from './useCaseOffer.ts';
import type { CaseOffer } from './useCaseOffer.ts';

interface CaseChoicesProps {
  subject: CaseSubject;
  offer: CaseOffer;
  onPreview: (preview: CasePreview) => void;
}

/** The note, and what goes into the file. */
export function CaseChoices({ subject, offer, onPreview }: CaseChoicesProps): ReactNode {
  const { bench, navigation } = useStores();
  const connectionId = connectionOf(subject);
  const { exchange, findings, pasted = '', checkUp } = subject;
  const { exchanges, token } = offer;
  const [note, setNote] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(exchange === undefined ? [] : [exchange.id]));
  const [withFindings, setWithFindings] = useState(findings.length > 0);
  const [withCheckUp, setWithCheckUp] = useState(checkUp !== undefined);
  const [withPasted, setWithPasted] = useState(pasted !== '');
  const [withConnection, setWithConnection] = useState(connectionId !== undefined);
  const [withToken, setWithToken] = useState(exchange?.purpose === 'api');
  const [claims, setClaims] = useState<ReadonlySet<string>>(new Set(token?.claims));
  const [keepPersonal, setKeepPersonal] = useState(false);
  const [isWorking, setWorking] = useState(false);
  const [error, setError] = useState<ErrorReply>();

  const preview = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setWorking(true);
    const input: Input<'caseFile.preview'> = {
      ...(note.trim() === '' ? {} : { note }),
      ...(withFindings ? { findings: [...findings] } : {}),
      ...(withCheckUp && checkUp !== undefined ? { checkUp: { ...checkUp } } : {}),
      exchangeIds: exchanges.map(({ id }) => id).filter((id) => chosen.has(id)),
      ...(withPasted ? { pasted } : {}),
      ...(withConnection && connectionId !== undefined ? { connectionId } : {}),
      ...(withToken && token !== undefined
        ? { tokenId: token.id, omittedClaims: token.claims.filter((name) => !claims.has(name)) }
        : {}),
      keepPersonal,
    };
    const result = await bench.caseFile.preview(input);
    setWorking(false);
    setError(result.ok ? undefined : result.error);
    if (result.ok) onPreview(result.value);
  };
  return (
    <form onSubmit={(event) => void preview(event)} noValidate>
      <Stack gap="md">
        <Text size="sm" className="soft">
          One file about this failure, for a colleague, a vendor or a ticket. Any browser shows it. Secrets are replaced
          by labels: the same label stands for the same value.
        </Text>
        <Textarea
          label="Note (optional)"
          description="What you did, what you expected, since when. Secrets in it are replaced, too."
          autosize
          minRows={3}
          maxRows={8}
          // The dialog has looked for whom to give the focus before there was anything to choose.
          autoFocus
          data-autofocus
          value={note}
          error={fieldError(error, 'note')}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <section className="case-choices" aria-label="What goes into it">
          <h3 className="case-choices-title">What goes into it</h3>
          {findings.length > 0 && (
            <Checkbox
              label={findings.length === 1 ? 'The likely cause' : `The ${findings.length} possible causes`}
              checked={withFindings}
              onChange={(event) => setWithFindings(event.currentTarget.checked)}
            />
          )}
          {checkUp !== undefined && (
            <Checkbox
              label="The check-up"
              description={`What each of its steps found, and ${requestsWords(checkUp.requests)}.`}
              checked={withCheckUp}
              onChange={(event) => setWithCheckUp(event.currentTarget.checked)}
            />
          )}
          {pasted !== '' && (
            <Checkbox
              label="What you pasted"
              description="Without an HTTP archive: it holds more than the failure."
              checked={withPasted}
              onChange={(event) => setWithPasted(event.currentTarget.checked)}
            />
          )}
          {connectionId !== undefined && (
            <Checkbox
              label="How the connection is set up, without secrets"
              checked={withConnection}
              onChange={(event) => setWithConnection(event.currentTarget.checked)}
            />
          )}
          {token !== undefined && (
            <Checkbox
              label="What the current token says, without its signature"
              checked={withToken}
              onChange={(event) => setWithToken(event.currentTarget.checked)}
            />
          )}
          {token !== undefined && withToken && token.claims.length > 0 && (
            <div className="case-list">
              <CheckList
                label="Claims"
                items={[...new Set(token.claims)].map((name) => ({ key: name, label: name }))}
                chosen={claims}
                onChange={setClaims}
              />
            </div>
          )}
          <Checkbox
            label="Names, user names and e-mail addresses as they are"
            description="Otherwise each gets a label. What stands in free text cannot all be known: look at the preview."
            checked={keepPersonal}
            onChange={(event) => setKeepPersonal(event.currentTarget.checked)}
          />
        </section>
        {exchanges.length > 0 && (
          <section aria-label="Requests">
            <h3 className="case-choices-title">Requests</h3>
            <CheckList
              label="Requests"
              items={exchanges.map((each) => ({
                key: each.id,
                label: exchangeWords(each),
                detail: dateWords(each.startedAt),
              }))}
              chosen={chosen}
              onChange={setChosen}
              error={fieldError(error, 'exchangeIds')}
            />
          </section>
        )}
        {error !== undefined && error.field !== 'note' && error.field !== 'exchangeIds' && (
          <ErrorNotice error={error} title="The case file was not made" />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={navigation.closeDialog}>
            Cancel
          </Button>
          <Button type="submit" loading={isWorking}>
            Preview
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
