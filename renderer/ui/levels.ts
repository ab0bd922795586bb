import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { Finding } from '#contract/diagnosis.ts';

/** How each level of a finding is told: by word and icon, with the colour beside them. */
export const LEVELS = {
  good: { word: 'Good', Icon: IconCircleCheck, color: 'var(--app-good)' },
  notice: { word: 'Note', Icon: IconInfoCircle, color: 'var(--app-notice)' },
  bad: { word: 'Problem', Icon: IconAlertTriangle, color: 'var(--app-bad)' },
} as const satisfies Record<Finding['level'], unknown>;

/** The level of an HTTP status: below 300 all went well, and 3xx is no answer to what was asked. */
export function statusLevel(status: number): Finding['level'] {
  if (status < 300) return 'good';
  return status < 400 ? 'notice' : 'bad';
}
