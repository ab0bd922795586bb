import type { ReactNode } from 'react';
import type { Finding } from '#contract/diagnosis.ts';
import { LEVELS } from './levels.ts';

/** A verdict in a sentence, with the icon and colour of its level; the sentence alone has to say it too. */
export function LevelLine({ level, children }: { level: Finding['level']; children: ReactNode }): ReactNode {
  const { Icon, color } = LEVELS[level];
  return (
    <p style={{ display: 'flex', gap: 8, margin: 0, color }}>
      <Icon size={17} aria-hidden style={{ flex: 'none', marginTop: 1 }} />
      <span style={{ minWidth: 0, fontWeight: 500 }}>{children}</span>
    </p>
  );
}
