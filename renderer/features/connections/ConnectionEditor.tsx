import type { ReactNode } from 'react';

export function ConnectionEditor({ connectionId }: { connectionId?: string }): ReactNode {
  return <section aria-label="connection" data-connection={connectionId} />;
}
