import type { RadarItem } from '#contract/radar.ts';
import { Failure } from '../core/failure.ts';
import type { Now } from '../core/http.ts';
import type { Radar } from './radar.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const WHAT: Record<Exclude<RadarItem['kind'], 'token'>, string> = {
  clientSecret: 'The client secret',
  certificate: 'The certificate',
  capsule: 'What came in a capsule',
  key: 'A trusted certificate',
};

interface NoticePorts {
  radar: Radar;
  now: Now;
  isWanted: () => boolean;
  notify: (title: string, text: string) => void;
}

export interface RadarNotices {
  /** Looks now and every hour from now on; the vault has opened. */
  start: () => void;
  stop: () => void;
  /** Tells of what is near its end and has not been told of. Does nothing while the vault is locked. */
  check: () => Promise<void>;
}

/** What the person named stands in the title: many desktops read markup in the text below it, and a name may come from somebody else. */
function wordsFor(item: RadarItem & { kind: keyof typeof WHAT }, nowMs: number): { title: string; text: string } {
  const days = Math.ceil((item.expiresAt - nowMs) / DAY_MS);
  const when = days <= 0 ? 'has expired' : days === 1 ? 'expires within a day' : `expires in ${days} days`;
  return { title: item.label, text: `${WHAT[item.kind]} ${when}.` };
}

/** Notices ahead of an end. A token's is too near to be told of this way; the window counts that down. */
export function createRadarNotices({ radar, now, isWanted, notify }: NoticePorts): RadarNotices {
  const told = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const check = async (): Promise<void> => {
    if (!isWanted()) return;
    let items: RadarItem[];
    try {
      items = await radar.list();
    } catch (error) {
      if (error instanceof Failure && error.code === 'vault.locked') return;
      throw error;
    }
    for (const item of items) {
      const { kind, state, connectionId = '', label, expiresAt } = item;
      const key = JSON.stringify([kind, connectionId, label, expiresAt]);
      if (kind === 'token' || state === 'fine' || told.has(key)) continue;
      told.add(key);
      const { title, text } = wordsFor({ ...item, kind }, now());
      notify(title, text);
    }
  };
  const stop = (): void => clearInterval(timer);
  const look = (): void => void check();
  return {
    start: () => {
      stop();
      timer = setInterval(look, HOUR_MS);
      timer.unref();
      look();
    },
    stop,
    check,
  };
}
