import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PartProps } from './partProps.ts';
import { addedHeaders, rowOfHeader } from './requestDraft.ts';
import { RowsTable } from './RowsTable.tsx';

const NAMES = [
  'Accept',
  'Accept-Language',
  'Authorization',
  'Cache-Control',
  'Content-Type',
  'Cookie',
  'If-Match',
  'If-None-Match',
  'Prefer',
  'SOAPAction',
  'User-Agent',
  'X-Requested-With',
];

const TYPES = [
  'application/json',
  'application/scim+json',
  'application/xml',
  'text/xml; charset=utf-8',
  'application/soap+xml; charset=utf-8',
  'application/x-www-form-urlencoded',
  'text/plain; charset=utf-8',
];

const VALUES = new Map<string, readonly string[]>([
  ['accept', [...TYPES, '*/*']],
  ['content-type', TYPES],
  ['cache-control', ['no-cache', 'no-store']],
  ['prefer', ['return=representation', 'return=minimal', 'respond-async']],
]);

export function HeadersPart({ draft, change, errorAt }: PartProps): ReactNode {
  const errors = draft.headers.map((_row, index) => {
    const sent = draft.headers.slice(0, index).filter(({ isOn }) => isOn).length;
    return rowOfHeader(draft.headers, sent) === index ? errorAt(`request.headers.${sent}`) : undefined;
  });
  return (
    <div className="request-part">
      <RowsTable
        what="header"
        rows={draft.headers}
        names={NAMES}
        valuesOf={(name) => VALUES.get(name.trim().toLowerCase()) ?? []}
        errorAt={(index) => errors[index]}
        onChange={(headers) => change({ headers })}
      />
      <AddedHeaders {...{ draft }} />
    </div>
  );
}

/** What goes with the request besides the table, so that nobody wonders where it came from. */
function AddedHeaders({ draft }: Pick<PartProps, 'draft'>): ReactNode {
  const token: [string, string][] = draft.auth.kind === 'none' ? [] : [['Authorization', 'with the token']];
  const added = [...addedHeaders(draft), ...token];
  if (added.length === 0) return null;
  return (
    <div className="request-added">
      <Text size="xs" className="soft">
        Added when it is sent
      </Text>
      {added.map(([name, value]) => (
        <div key={name} className="mono breakable soft">
          {name}: {value}
        </div>
      ))}
    </div>
  );
}
