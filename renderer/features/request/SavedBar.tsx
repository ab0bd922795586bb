import { ActionIcon, Button, Menu, ScrollArea, Text } from '@mantine/core';
import { IconChevronDown, IconDeviceFloppy, IconDots, IconFilePlus, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SavedRequest } from '#contract/apiRequest.ts';
import type { Result } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { showFailure } from '../../ui/notices.tsx';
import { NameDialog } from './NameDialog.tsx';
import { draftOf } from './readRequest.ts';
import { EMPTY_REQUEST, requestOf } from './requestDraft.ts';
import type { RequestPlace } from './requestStore.ts';
import { savedOf } from './savedRequestsStore.ts';
import { useExamples } from './useExamples.ts';
import { useRemoveSaved } from './useRemoveSaved.ts';

interface SavedBarProps {
  connectionId: string;
  place: RequestPlace;
}

type Naming = { kind: 'none' } | { kind: 'saving' } | { kind: 'renaming'; saved: SavedRequest };

/** The stored and the ready requests, and what can be done with the one in the form. */
export function SavedBar({ connectionId, place }: SavedBarProps): ReactNode {
  const { request, savedRequests } = useStores();
  const saved = useStore(savedRequests);
  const removeSaved = useRemoveSaved(connectionId);
  const [naming, setNaming] = useState<Naming>({ kind: 'none' });
  const own = savedOf(saved, connectionId);
  const opened = own.find(({ id }) => id === place.opened?.id);
  const store = async (name: string, id?: string) => {
    const result = await savedRequests.save(name, requestOf(place.draft, connectionId), id);
    if (result.ok) request.setOpened(connectionId, { id: result.value.id, name });
    return result;
  };
  const rename = async (name: string, { id, request: stored }: SavedRequest) => {
    const result = await savedRequests.save(name, stored, id);
    if (result.ok) request.setOpened(connectionId, { id, name });
    return result;
  };
  const save = (): void => {
    if (opened === undefined) setNaming({ kind: 'saving' });
    else void store(opened.name, opened.id).then(tellFailure);
  };
  return (
    <div className="request-saved">
      <OpenMenu connectionId={connectionId} own={own} opened={opened} failed={saved.kind === 'failed'} />
      <span style={{ flex: 1 }} />
      <Button variant="default" leftSection={<IconDeviceFloppy size={15} />} onClick={save}>
        {opened === undefined ? 'Save…' : 'Save'}
      </Button>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label="More for this request">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFilePlus size={15} />} onClick={() => request.fill(connectionId, EMPTY_REQUEST)}>
            New request
          </Menu.Item>
          <Menu.Item leftSection={<IconDeviceFloppy size={15} />} onClick={() => setNaming({ kind: 'saving' })}>
            Save as…
          </Menu.Item>
          {opened !== undefined && (
            <>
              <Menu.Item
                leftSection={<IconPencil size={15} />}
                onClick={() => setNaming({ kind: 'renaming', saved: opened })}
              >
                Rename…
              </Menu.Item>
              <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={() => void removeSaved(opened)}>
                Delete
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {naming.kind === 'saving' && (
        <NameDialog
          title="Save the request"
          initial={opened?.name ?? suggestedName(place)}
          onSave={(name) => store(name)}
          onClose={() => setNaming({ kind: 'none' })}
        />
      )}
      {naming.kind === 'renaming' && (
        <NameDialog
          title="Rename the request"
          initial={naming.saved.name}
          onSave={(name) => rename(name, naming.saved)}
          onClose={() => setNaming({ kind: 'none' })}
        />
      )}
    </div>
  );
}

interface OpenMenuProps {
  connectionId: string;
  own: readonly SavedRequest[];
  opened: SavedRequest | undefined;
  failed: boolean;
}

function OpenMenu({ connectionId, own, opened, failed }: OpenMenuProps): ReactNode {
  const { request } = useStores();
  const examples = useExamples(connectionId);
  return (
    <Menu position="bottom-start" width={380}>
      <Menu.Target>
        <Button variant="default" maw="60%" rightSection={<IconChevronDown size={14} />}>
          <Text span inherit truncate>
            {opened?.name ?? 'Open a request'}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={420} type="auto">
          <Menu.Label>Saved for this connection</Menu.Label>
          {own.length === 0 && (
            <Text size="sm" className="soft" px={12} py={4}>
              {failed
                ? 'The saved requests cannot be read. Lock the vault and open it again.'
                : 'None yet. Fill in the form and press Save.'}
            </Text>
          )}
          {own.map((saved) => (
            <Entry
              key={saved.id}
              name={saved.name}
              method={saved.request.method}
              isOpen={saved.id === opened?.id}
              onClick={() => request.fill(connectionId, draftOf(saved.request), { id: saved.id, name: saved.name })}
            />
          ))}
          {examples.length > 0 && <Menu.Label>Ready for the sandbox</Menu.Label>}
          {examples.map((example) => (
            <Entry
              key={example.name}
              name={example.name}
              method={example.method}
              isOpen={false}
              onClick={() => request.fill(connectionId, draftOf(example))}
            />
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}

function Entry(props: { name: string; method: string; isOpen: boolean; onClick: () => void }): ReactNode {
  return (
    <Menu.Item
      onClick={props.onClick}
      aria-current={props.isOpen}
      leftSection={<span className="mono soft request-entry-method">{props.method}</span>}
    >
      {props.name}
    </Menu.Item>
  );
}

function tellFailure(result: Result<unknown>): void {
  if (!result.ok) showFailure('The request was not saved', result.error);
}

/** What the request does, in its own words: the method and the end of the path. */
function suggestedName({ draft }: RequestPlace): string {
  const path = draft.url
    .trim()
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/[?#].*$/, '');
  const end = path
    .split('/')
    .filter((part) => part !== '')
    .slice(-2)
    .join('/');
  return `${draft.method} ${end}`.trim();
}
