import { Button, Group, Stack, Title } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import type { Connection } from '#contract/connection.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ClientSection } from './ClientSection.tsx';
import { EMPTY_DRAFT, draftOf, inputOf } from './draft.ts';
import type { Draft, TypedSecrets } from './draft.ts';
import { GrantSection } from './GrantSection.tsx';
import { isCertificate } from './keyFile.ts';
import type { KeyFile } from './keyFile.ts';
import { LimitsSection } from './LimitsSection.tsx';
import { NetworkSection } from './NetworkSection.tsx';
import type { PastedDraft } from './pastedDraft.ts';
import { PlaceSection } from './PlaceSection.tsx';
import { ScopeSection } from './ScopeSection.tsx';
import type { SectionProps } from './sectionProps.ts';
import { useAcceptPaste } from './useAcceptPaste.ts';

interface ConnectionFormProps {
  stored?: Connection;
  pasted?: PastedDraft | undefined;
  keyFile?: KeyFile | undefined;
}

export function ConnectionForm({ stored, pasted, keyFile: given }: ConnectionFormProps): ReactNode {
  // A certificate alone goes into its field by the draft.
  const keyFile = given === undefined || isCertificate(given) ? undefined : given;
  const { bench, connections, navigation } = useStores();
  const accept = useAcceptPaste();
  const [draft, setDraft] = useState<Draft>(() => firstDraft(stored ?? pasted?.connection, given));
  const [isPasteKept, setPasteKept] = useState(pasted !== undefined);
  // Typed secrets stay out of the state, and so out of every snapshot of it; they go with this form.
  const secrets = useRef<TypedSecrets>(keyFile === undefined ? {} : { 'clientAuth.privateKey': keyFile.content });
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<ErrorReply>();
  const [isAtField, setAtField] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const touched = (): void => navigation.guard(true);
  useEffect(() => () => navigation.guard(false), [navigation]);
  // Before it is painted: which fields there are is known only once they are there.
  useLayoutEffect(() => {
    if (form.current === null) return;
    setAtField(showsAtField(form.current, error));
    // Every field marks its whole frame; its input is not marked in all of them, and a stored secret has but buttons.
    const first = '[data-error] :is(input, textarea, button)';
    if (error?.field !== undefined) form.current.querySelector<HTMLElement>(first)?.focus();
  }, [error]);

  const leave = (id: string | undefined): void => {
    if (id === undefined) navigation.go({ kind: 'start' });
    else navigation.openConnection(id);
  };
  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setSaving(true);
    const connection = inputOf(draft, secrets.current, stored?.id);
    if (pasted !== undefined && isPasteKept) {
      const failure = await accept.connection(pasted, connection);
      setSaving(false);
      setError(failure);
      // The secrets are gone with it, and the fields ask for them.
      if (failure?.field === 'pasteId') setPasteKept(false);
      return;
    }
    const result = await bench.connections.save({ connection });
    setSaving(false);
    // What only memory has is there all the same: the notice above the page tells that the disk has not.
    const id = result.ok ? result.value.id : result.error.details?.['id'];
    if (typeof id !== 'string') {
      if (!result.ok) setError(result.error);
      return;
    }
    navigation.guard(false);
    await connections.reload();
    leave(id);
  };
  const section: SectionProps = {
    draft,
    stored,
    pasted: isPasteKept ? pasted?.connection : undefined,
    keyFile,
    change: (change) => {
      touched();
      setDraft((before) => ({ ...before, ...change }));
    },
    typeSecret: (field, value) => {
      touched();
      const { [field]: _dropped, ...others } = secrets.current;
      secrets.current = value === undefined ? others : { ...others, [field]: value };
    },
    errorAt: (field) => (error?.field === `connection.${field}` || error?.field === field ? error.message : undefined),
  };
  return (
    <form ref={form} onSubmit={(event) => void save(event)} className="editor" noValidate>
      <header className="place-header" style={{ paddingBottom: 8 }}>
        <Title order={1} size="h2" flex={1}>
          {stored === undefined ? 'New connection' : 'Edit connection'}
        </Title>
        <Group gap="sm">
          <Button variant="default" onClick={() => leave(stored?.id)}>
            Cancel
          </Button>
          <Button type="submit" loading={saving}>
            Save
          </Button>
        </Group>
      </header>
      <div className="place-body editor-body">
        <Stack gap={28} maw={720}>
          {error !== undefined && !isAtField && <ErrorNotice error={error} title="The connection was not saved" />}
          <PlaceSection {...section} />
          {stored?.limits !== undefined && <LimitsSection limits={stored.limits} />}
          <ClientSection {...section} />
          <GrantSection {...section} />
          <ScopeSection {...section} />
          <NetworkSection {...section} />
        </Stack>
      </div>
    </form>
  );
}

/** Whether a field says it already. A field may be folded away, and another may have a complaint of its own. */
function showsAtField(form: HTMLElement, error: ErrorReply | undefined): boolean {
  const sentences = [...form.querySelectorAll('.mantine-InputWrapper-error')].map(({ textContent }) => textContent);
  return error?.field !== undefined && sentences.includes(error.message);
}

/** A key that was given can only be meant for signing; how else it is used is chosen below it. */
function firstDraft(given: Connection | undefined, keyFile: KeyFile | undefined): Draft {
  if (given !== undefined) return draftOf(given);
  if (keyFile === undefined) return EMPTY_DRAFT;
  const certificate = isCertificate(keyFile) ? keyFile.content : '';
  return { ...EMPTY_DRAFT, method: 'private_key_jwt', key: { ...EMPTY_DRAFT.key, certificate } };
}
