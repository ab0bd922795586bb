import type { Finding } from '#contract/diagnosis.ts';
import type { Claim, Inspection } from '#contract/inspection.ts';

/** 22 Nov 2026, 11:00:00 UTC. */
export const NOW = Date.UTC(2026, 10, 22, 11, 0, 0);
export const NOW_SECONDS = NOW / 1000;

export function claimOf(inspection: Inspection, name: string): Claim | undefined {
  return inspection.claims?.find((claim) => claim.name === name);
}

export function findingOf(inspection: Inspection, cause: string, title = /./): Finding | undefined {
  return inspection.verdicts.find((finding) => finding.cause === cause && title.test(finding.title));
}

export const titles = (inspection: Inspection): string[] => inspection.verdicts.map((finding) => finding.title);
