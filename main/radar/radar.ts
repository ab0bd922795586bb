import type { ConnectionSummary } from '#contract/connection.ts';
import type { RadarItem, RadarKind } from '#contract/radar.ts';
import type { Now } from '../core/http.ts';
import { listConnections, readConnection } from '../core/oauth/connection/connections.ts';
import { listTokens } from '../core/oauth/tokens/storedToken.ts';
import type { Records } from '../core/records.ts';
import { createPace } from '../vault/pace.ts';
import { readCertificateDates } from './certificateDates.ts';

const DAY_MS = 86_400_000;
const TOKEN_SOON_MS = 5 * 60_000;

type Ending = Omit<RadarItem, 'state'>;

interface RadarPorts {
  records: Records;
  now: Now;
  /** How many days before an end it counts as near. */
  noticeDays: () => number;
}

export interface Radar {
  /** Everything stored that has an end, the nearest first. Throws `vault.locked`. */
  list: () => Promise<RadarItem[]>;
  /** The vault locked. */
  forget: () => void;
}

function endingsOf(records: Records, { id, name, limits }: ConnectionSummary): Ending[] {
  const { clientAuth, tls } = readConnection(records, id);
  const ending = (kind: RadarKind, label: string, expiresAt: number | undefined): Ending[] =>
    expiresAt === undefined ? [] : [{ kind, label, connectionId: id, expiresAt }];
  // The first certificate is the connection's own; those after it are its issuers.
  const [own] = readCertificateDates(clientAuth.certificate ?? '');
  return [
    ...ending('clientSecret', name, clientAuth.secretExpiresAt),
    ...ending('certificate', own ? `${name}: ${own.label}` : name, own?.expiresAt),
    ...ending('capsule', name, limits?.expiresAt),
    ...readCertificateDates(tls.caCertificates ?? '').flatMap((trusted) =>
      ending('key', `${name}: ${trusted.label}`, trusted.expiresAt),
    ),
  ];
}

/** The newest token of each connection; the ones before it are history. */
function tokenEndings(records: Records, names: ReadonlyMap<string, string>): Ending[] {
  const newest = new Map<string, Ending>();
  for (const { connectionId, expiresAt } of listTokens(records)) {
    const label = names.get(connectionId);
    if (label === undefined || expiresAt === undefined || newest.has(connectionId)) continue;
    newest.set(connectionId, { kind: 'token', label, connectionId, expiresAt });
  }
  return [...newest.values()];
}

export function createRadar({ records, now, noticeDays }: RadarPorts): Radar {
  // A connection is decrypted once per change of it, not once per look at the board.
  const known = new Map<string, { updatedAt: number; endings: Ending[] }>();
  const withState = (ending: Ending): RadarItem => {
    const remaining = ending.expiresAt - now();
    const soon = ending.kind === 'token' ? TOKEN_SOON_MS : noticeDays() * DAY_MS;
    return { ...ending, state: remaining <= 0 ? 'expired' : remaining <= soon ? 'soon' : 'fine' };
  };
  return {
    list: async () => {
      const pace = createPace();
      const summaries = listConnections(records);
      for (const summary of summaries) {
        if (known.get(summary.id)?.updatedAt === summary.updatedAt) continue;
        known.set(summary.id, { updatedAt: summary.updatedAt, endings: endingsOf(records, summary) });
        const turn = pace();
        if (turn) await turn;
      }
      const present = new Map(summaries.map(({ id, name }) => [id, name]));
      for (const id of known.keys()) if (!present.has(id)) known.delete(id);
      const endings = [...known.values()].flatMap((connection) => connection.endings);
      return [...endings, ...tokenEndings(records, present)]
        .map(withState)
        .sort((left, right) => left.expiresAt - right.expiresAt);
    },
    forget: () => known.clear(),
  };
}
