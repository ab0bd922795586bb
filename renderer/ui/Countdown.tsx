import { RingProgress, Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNow } from '../stores.tsx';
import { clockWords, exactWords, spanWords } from './times.ts';

type Verdict = 'good' | 'notice' | 'bad';

const COLORS: Record<Verdict, string> = { good: 'var(--app-good)', notice: 'var(--app-notice)', bad: 'var(--app-bad)' };

/** A token is close to its end in the last tenth of its life, or in its last minute when that is not known. */
export function lifeOf(
  expiresAt: number,
  obtainedAt: number | undefined,
  now: number,
): { verdict: Verdict; share: number } {
  const left = expiresAt - now;
  const whole = obtainedAt === undefined || obtainedAt >= expiresAt ? undefined : expiresAt - obtainedAt;
  const share = whole === undefined ? (left > 0 ? 1 : 0) : Math.min(1, Math.max(0, left / whole));
  if (left <= 0) return { verdict: 'bad', share: 0 };
  return { verdict: left < 60_000 || (whole !== undefined && share < 0.1) ? 'notice' : 'good', share };
}

interface CountdownProps {
  /** Epoch milliseconds. */
  expiresAt: number;
  obtainedAt?: number | undefined;
}

/** `41:07` while it lives, `expired 3 min ago` after. */
export function CountdownText({ expiresAt, obtainedAt }: CountdownProps): ReactNode {
  const now = useNow();
  const { verdict } = lifeOf(expiresAt, obtainedAt, now);
  const words = verdict === 'bad' ? `expired ${spanWords(now - expiresAt)} ago` : clockWords((expiresAt - now) / 1000);
  return (
    <Tooltip label={exactWords(expiresAt)}>
      <Text span inherit c={COLORS[verdict]} fw={500}>
        {words}
      </Text>
    </Tooltip>
  );
}

export function CountdownRing({ expiresAt, obtainedAt, size = 104 }: CountdownProps & { size?: number }): ReactNode {
  const now = useNow();
  const { verdict, share } = lifeOf(expiresAt, obtainedAt, now);
  const words = verdict === 'bad' ? 'expired' : clockWords((expiresAt - now) / 1000);
  return (
    <Tooltip label={exactWords(expiresAt)}>
      <RingProgress
        size={size}
        thickness={6}
        roundCaps
        role="timer"
        aria-label={
          verdict === 'bad' ? `Expired ${spanWords(now - expiresAt)} ago` : `Expires in ${spanWords(expiresAt - now)}`
        }
        sections={[{ value: share * 100, color: COLORS[verdict] }]}
        label={
          <Text ta="center" size="sm" fw={600} c={COLORS[verdict]}>
            {words}
          </Text>
        }
      />
    </Tooltip>
  );
}
