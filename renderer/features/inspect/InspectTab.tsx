import type { ReactNode } from 'react';

export interface InspectTabProps {
  connectionId?: string;
}

export function InspectTab({ connectionId }: InspectTabProps): ReactNode {
  return <section aria-label="inspect" data-connection={connectionId} />;
}
