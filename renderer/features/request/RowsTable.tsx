import { ActionIcon, Autocomplete, Button, Checkbox } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import type { Row } from './requestDraft.ts';

interface RowsTableProps {
  /** What a row is: `header`, `field`. */
  what: string;
  rows: readonly Row[];
  onChange: (rows: Row[]) => void;
  names?: readonly string[];
  valuesOf?: (name: string) => readonly string[];
  errorAt?: (index: number) => string | undefined;
}

/** Names with values, each of which can be switched off without losing it. */
export function RowsTable({ what, rows, onChange, names = [], valuesOf, errorAt }: RowsTableProps): ReactNode {
  const table = useRef<HTMLDivElement>(null);
  const replace = (at: number, change: Partial<Row>): void =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  const add = (): void => {
    onChange([...rows, { name: '', value: '', isOn: true }]);
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>('[data-last="true"] [data-name]')?.focus());
  };
  return (
    <div ref={table} className="rows">
      {rows.map((row, index) => (
        // The place in the list is the row's identity: names may repeat while they are typed.
        <div key={index} className="rows-row" data-off={!row.isOn} data-last={index === rows.length - 1}>
          <Checkbox
            aria-label={`Send ${what} ${index + 1}`}
            checked={row.isOn}
            onChange={(event) => replace(index, { isOn: event.currentTarget.checked })}
          />
          <Autocomplete
            data-name
            size="sm"
            classNames={{ input: 'mono' }}
            aria-label={`Name of ${what} ${index + 1}`}
            placeholder="Name"
            data={[...names]}
            maxDropdownHeight={220}
            spellCheck={false}
            value={row.name}
            error={errorAt?.(index)}
            onChange={(name) => replace(index, { name })}
          />
          <Autocomplete
            size="sm"
            classNames={{ input: 'mono' }}
            aria-label={`Value of ${what} ${index + 1}`}
            placeholder="Value"
            data={[...(valuesOf?.(row.name) ?? [])]}
            spellCheck={false}
            value={row.value}
            error={errorAt?.(index) !== undefined}
            onChange={(value) => replace(index, { value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={2}
            aria-label={`Remove ${row.name === '' ? `${what} ${index + 1}` : row.name}`}
            onClick={() => onChange(rows.filter((_row, at) => at !== index))}
          >
            <IconX size={15} />
          </ActionIcon>
        </div>
      ))}
      <Button variant="subtle" w="fit-content" leftSection={<IconPlus size={14} />} onClick={add}>
        Add a {what}
      </Button>
    </div>
  );
}
