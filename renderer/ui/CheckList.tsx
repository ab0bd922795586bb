import { Button, Checkbox, Group, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import './checkList.css';
import { VirtualRows } from './VirtualRows.tsx';

export interface CheckListItem<Key> {
  key: Key;
  label: string;
  /** Beside the label: what tells two of the same name apart. */
  detail?: string | undefined;
}

interface CheckListProps<Key> {
  label: string;
  items: readonly CheckListItem<Key>[];
  chosen: ReadonlySet<Key>;
  onChange: (chosen: ReadonlySet<Key>) => void;
  error?: string | undefined;
}

const ROW = 28;

const keyOf = <Key,>({ key }: CheckListItem<Key>): Key => key;

/** Some of many, chosen by ticking; thousands of rows scroll as well as ten. */
export function CheckList<Key extends string | number>(props: CheckListProps<Key>): ReactNode {
  const { label, items, chosen, onChange, error } = props;
  const [search, setSearch] = useState('');
  const shown = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    return items.filter((item) => `${item.label} ${item.detail ?? ''}`.toLowerCase().includes(wanted));
  }, [items, search]);
  const tick = (key: Key, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(key);
    else next.delete(key);
    onChange(next);
  };
  const tickShown = (isChosen: boolean): void => {
    const next = new Set(chosen);
    for (const { key } of shown) {
      if (isChosen) next.add(key);
      else next.delete(key);
    }
    onChange(next);
  };
  return (
    <div role="group" aria-label={label}>
      <Group gap="sm" mb={6} wrap="nowrap">
        <TextInput
          flex={1}
          placeholder="Search"
          aria-label={`Search: ${label}`}
          leftSection={<IconSearch size={15} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Button variant="default" onClick={() => tickShown(true)}>
          All
        </Button>
        <Button variant="default" onClick={() => tickShown(false)}>
          None
        </Button>
        <Text size="xs" className="soft" miw={96} ta="right" role="status">
          {chosen.size} of {items.length} chosen
        </Text>
      </Group>
      {shown.length === 0 ? (
        <Text size="sm" className="soft" p={6}>
          Nothing matches.
        </Text>
      ) : (
        <VirtualRows label={label} rows={shown} keyOf={keyOf} height={ROW} className="check-list">
          {({ key, label: name, detail }) => (
            <Checkbox
              className="check-list-row"
              checked={chosen.has(key)}
              onChange={(event) => tick(key, event.currentTarget.checked)}
              label={
                <>
                  {name} <span className="soft">{detail}</span>
                </>
              }
            />
          )}
        </VirtualRows>
      )}
      {error !== undefined && (
        <Text size="xs" c="var(--app-bad)" mt={4} role="alert">
          {error}
        </Text>
      )}
    </div>
  );
}
