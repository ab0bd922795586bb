import type { ReactNode } from 'react';

export interface TokenTabProps {
  connectionId: string;
}

export function TokenTab({ connectionId }: TokenTabProps): ReactNode {
  return <section aria-label="token" data-connection={connectionId} />;
}
