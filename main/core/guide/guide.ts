import type { Guide, GuideStep } from '#contract/guide.ts';
import { compact } from '../json.ts';
import { readConnection } from '../oauth/connection/connections.ts';
import { readDomainUrl } from '../oauth/connection/domainUrl.ts';
import type { StoredConnection } from '../oauth/connection/storedConnection.ts';
import type { Records } from '../records.ts';
import { isInConsole } from './places.ts';
import { readFacts } from './seen.ts';
import type { Facts } from './seen.ts';
import { canRefresh, situationOf } from './situation.ts';
import type { Situation, Wish } from './situation.ts';
import { STEP_TEMPLATES } from './steps.ts';
import type { StepTemplate } from './template.ts';
import { readTicks } from './ticks.ts';

/**
 * The steps that have to be taken before the grant works. With a connection: what it holds, what its last exchanges show, and what the
 * person ticked. Throws `input.not-found` and `vault.locked`.
 */
export function readGuide(records: Records, wish: Wish & { connectionId?: string | undefined }): Guide {
  const { connectionId } = wish;
  const connection = connectionId === undefined ? undefined : readConnection(records, connectionId);
  const situation = situationOf(wish, connection);
  const facts = connection && readFacts(records, connection, situation);
  const ticks = connection ? readTicks(records, connection.id) : {};
  return compact({
    grant: situation.grant,
    clientAuth: situation.method,
    server: situation.server,
    refresh: { possible: canRefresh(situation.grant), wanted: situation.wantsRefresh },
    console: connection && consoleOf(connection, situation),
    steps: STEP_TEMPLATES.flatMap((template) => stepOf(template, situation, facts)).map((step) =>
      compact({ ...step, tickedAt: ticks[step.id] }),
    ),
  });
}

/**
 * Of the console's addresses only its home below the domain URL is certain, so every step leads there and names the clicks. The practice
 * domain has none.
 */
function consoleOf({ domainUrl, sandbox }: StoredConnection, { server }: Situation): Guide['console'] {
  if (domainUrl === undefined || sandbox || server === 'other') return undefined;
  return { domainUrl, host: readDomainUrl(domainUrl).host };
}

function stepOf(template: StepTemplate, situation: Situation, facts: Facts | undefined): GuideStep[] {
  const told = template.tell[situation.server](situation);
  if (told === undefined) return [];
  const { id, place, findings } = template;
  const { takes = [], ...telling } = told;
  const gives = (template.gives ?? []).flatMap(({ name, into, read }) => {
    const value = facts && read(facts.connection);
    return value === undefined || value === '' ? [] : [{ name, into, value }];
  });
  const seen = facts && template.seen?.(facts);
  const inConsole = isInConsole(telling.consolePath);
  return [compact({ id, place, ...telling, inConsole, takes, gives, findings: [...findings], seen })];
}
