import type { RequestDraft } from './requestDraft.ts';

/** What each part of the form gets. */
export interface PartProps {
  draft: RequestDraft;
  change: (change: Partial<RequestDraft>) => void;
  /** The failure's sentence for a field of the contract, such as `request.url`. */
  errorAt: (field: string) => string | undefined;
}
