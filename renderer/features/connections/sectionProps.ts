import type { Connection } from '#contract/connection.ts';
import type { KeyFile } from './keyFile.ts';
import type { Draft, TypedSecrets } from './draft.ts';

/** What each section of the form gets. Fields are named as in the contract, so that a failure finds its field. */
export interface SectionProps {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  stored: Connection | undefined;
  /** What was pasted: its secrets wait in main for the fields that stay empty. */
  pasted: Connection | undefined;
  /** A key that was pasted or dropped before there was a form. */
  keyFile: KeyFile | undefined;
  typeSecret: (field: keyof TypedSecrets, value: string | null | undefined) => void;
  errorAt: (field: string) => string | undefined;
}
