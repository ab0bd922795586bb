import { Select, Text, TextInput } from '@mantine/core';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import type { ImportColumn, ImportTarget } from '#contract/imports.ts';
import { TARGET_FIELDS } from './importMapping.ts';
import type { Fallbacks, Mapping } from './importMapping.ts';

interface MappingTableProps {
  columns: readonly ImportColumn[];
  entryCount: number;
  mapping: Mapping;
  fallbacks: Fallbacks;
  onMapping: (mapping: Mapping) => void;
  onFallbacks: (fallbacks: Fallbacks) => void;
}

const NO_COLUMN = '';

export function MappingTable(props: MappingTableProps): ReactNode {
  const { columns, entryCount, mapping, fallbacks, onMapping, onFallbacks } = props;
  const options = [
    { value: NO_COLUMN, label: 'No column' },
    ...columns.map(({ index, name, filled, secret }) => ({
      value: String(index),
      label: `${name === '' ? `Column ${index + 1}` : name} (${filled} of ${entryCount}${secret ? ', secret' : ''})`,
    })),
  ];
  const map = (target: ImportTarget, value: string | null): void => {
    const { [target]: _dropped, ...others } = mapping;
    onMapping(value === null || value === NO_COLUMN ? others : { ...others, [target]: Number(value) });
  };
  return (
    <div className="carry-map" role="group" aria-label="Mapping">
      <span className="carry-head">Becomes</span>
      <span className="carry-head">Column of the file</span>
      <span className="carry-head">Where an entry has none</span>
      {TARGET_FIELDS.map(({ target, label, fallback }) => (
        <Fragment key={target}>
          <Text size="sm" component="span">
            {label}
          </Text>
          <Select
            aria-label={`Column for: ${label}`}
            data={options}
            value={String(mapping[target] ?? NO_COLUMN)}
            searchable={options.length > 12}
            onChange={(value) => map(target, value)}
          />
          {fallback === undefined ? (
            <span />
          ) : (
            <TextInput
              aria-label={`For entries without: ${label}`}
              placeholder="The same for all"
              spellCheck={false}
              value={fallbacks[fallback]}
              onChange={(event) => onFallbacks({ ...fallbacks, [fallback]: event.currentTarget.value })}
            />
          )}
        </Fragment>
      ))}
    </div>
  );
}
