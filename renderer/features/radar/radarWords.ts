import { IconCertificate, IconClock, IconKey, IconPackage, IconShieldLock } from '@tabler/icons-react';
import type { RadarItem, RadarKind } from '#contract/radar.ts';

export const KINDS = {
  clientSecret: { one: 'Client secret', many: 'Client secrets', Icon: IconKey },
  certificate: { one: 'Certificate', many: 'Certificates', Icon: IconCertificate },
  capsule: { one: 'From a capsule', many: 'From capsules', Icon: IconPackage },
  key: { one: 'Trusted certificate', many: 'Trusted certificates', Icon: IconShieldLock },
  token: { one: 'Token', many: 'Tokens', Icon: IconClock },
} as const satisfies Record<RadarKind, unknown>;

export const STATES = {
  expired: { title: 'Expired', level: 'bad' },
  soon: { title: 'Soon', level: 'notice' },
  fine: { title: 'Later', level: 'good' },
} as const satisfies Record<RadarItem['state'], unknown>;

export type RadarFilter = 'all' | RadarKind;

export type RadarRow = { type: 'title'; state: RadarItem['state']; count: number } | { type: 'item'; item: RadarItem };

/** The board as rows: a title before each state that has something, and in it the nearest end first. */
export function rowsOf(items: readonly RadarItem[], filter: RadarFilter): RadarRow[] {
  const wanted = items.filter(({ kind }) => filter === 'all' || kind === filter);
  return (['expired', 'soon', 'fine'] as const).flatMap((state): RadarRow[] => {
    const members = wanted.filter((item) => item.state === state);
    // Of what is over the latest is the one that somebody may still miss.
    const sorted = members.toSorted((a, b) =>
      state === 'expired' ? b.expiresAt - a.expiresAt : a.expiresAt - b.expiresAt,
    );
    if (sorted.length === 0) return [];
    return [
      { type: 'title', state, count: sorted.length },
      ...sorted.map((item): RadarRow => ({ type: 'item', item })),
    ];
  });
}
