import type { ReactNode } from 'react';

export interface RequestTabProps {
  connectionId: string;
}

export function RequestTab({ connectionId }: RequestTabProps): ReactNode {
  return <section aria-label="request" data-connection={connectionId} />;
}
