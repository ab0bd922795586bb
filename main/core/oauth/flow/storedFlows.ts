import { z } from 'zod';
import { GRANT_TYPES } from '#contract/connection.ts';
import { CHECK_RESULTS, FLOW_CHECKS, FLOW_RESULTS, FLOW_STEP_KINDS } from '#contract/flow.ts';
import type { Flow } from '#contract/flow.ts';
import { errorReply } from '../../errorReply.ts';
import { toJson } from '../../json.ts';
import type { Entry, Records, Transaction } from '../../records.ts';

const TYPE = 'flow';
const KEPT = 10;

/** A flow as it was recorded, read back from the vault. What waited is over. */
const flowSchema = z.object({
  id: z.string(),
  connectionId: z.string(),
  requestId: z.string(),
  grantType: z.enum(GRANT_TYPES),
  startedAt: z.number(),
  steps: z.array(
    z.object({
      kind: z.enum(FLOW_STEP_KINDS),
      at: z.number(),
      title: z.string(),
      parameters: z.array(z.object({ name: z.string(), value: z.string(), explanation: z.string() })),
      checks: z.array(z.object({ name: z.enum(FLOW_CHECKS), result: z.enum(CHECK_RESULTS), detail: z.string() })),
      exchangeId: z.string().exactOptional(),
    }),
  ),
  foreignCallbacks: z.number(),
  ended: z.object({ at: z.number(), result: z.enum(FLOW_RESULTS), error: errorReply.exactOptional() }).exactOptional(),
}) satisfies z.ZodType<Flow>;

const idOf = (connectionId: string): string => `${TYPE}-${connectionId}`;

/** The last recorded flows of a connection, newest first. One that cannot be read is left out. */
export function readFlows(records: Records, connectionId: string): Flow[] {
  if (flowEntriesOf(records, connectionId).length === 0) return [];
  const stored = z.array(z.unknown()).safeParse(records.read(idOf(connectionId)));
  if (!stored.success) return [];
  return stored.data.map((item) => flowSchema.safeParse(item)).flatMap((item) => (item.success ? [item.data] : []));
}

export function addFlow(records: Records, transaction: Transaction, flow: Flow): void {
  const { connectionId } = flow;
  const flows = [flow, ...readFlows(records, connectionId)].slice(0, KEPT);
  transaction.put({ id: idOf(connectionId), type: TYPE, summary: { connectionId }, secret: toJson(flows) });
}

/** What belongs to the connection here. */
export function flowEntriesOf(records: Records, connectionId: string): Entry[] {
  return records.entries(TYPE).filter((entry) => entry.id === idOf(connectionId));
}
