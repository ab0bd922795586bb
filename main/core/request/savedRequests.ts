import { z } from 'zod';
import type { SavedRequest, saveRequestInput } from '#contract/apiRequest.ts';
import { apiRequestInput } from '#contract/apiRequest.ts';
import { Failure } from '../failure.ts';
import type { Now } from '../http.ts';
import { toJson } from '../json.ts';
import type { Records } from '../records.ts';

const TYPE = 'request';

interface Ports {
  records: Records;
  now: Now;
  newId: () => string;
}

const savedSchema = z.object({ id: z.string(), name: z.string(), request: apiRequestInput, updatedAt: z.number() });

function isStored(records: Records, id: string): boolean {
  return records.entries(TYPE).some((entry) => entry.id === id);
}

function notFound(): Failure {
  return new Failure('input.not-found', 'This request is no longer stored.', { field: 'id' });
}

/** Keeps a request, or changes one that is kept. Throws `input.not-found` for an id that is none. */
export async function saveRequest(ports: Ports, input: z.output<typeof saveRequestInput>): Promise<{ id: string }> {
  const { name, request } = input;
  if (input.id !== undefined && !isStored(ports.records, input.id)) throw notFound();
  const id = input.id ?? ports.newId();
  const updatedAt = ports.now();
  await ports.records.transact((transaction) => {
    transaction.put({ id, type: TYPE, summary: { name, updatedAt }, secret: toJson({ id, name, request, updatedAt }) });
  });
  return { id };
}

/** Latest first. One that cannot be read is left out; the record stays. */
export function listRequests(records: Records): SavedRequest[] {
  return records
    .entries(TYPE)
    .map((entry) => savedSchema.safeParse(records.read(entry.id)))
    .flatMap((parsed) => (parsed.success ? [parsed.data] : []))
    .sort((a, b) => b.updatedAt - a.updatedAt);
}

/** Throws `input.not-found`. */
export async function removeRequest(records: Records, id: string): Promise<void> {
  if (!isStored(records, id)) throw notFound();
  await records.transact((transaction) => transaction.remove(id));
}
