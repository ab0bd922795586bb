import { z } from 'zod';
import { ERROR_CODES } from '#contract/result.ts';
import type { Table } from './table.ts';

export type ImportQuestion =
  | { format: 'csv'; bytes: Uint8Array }
  | { format: 'kdbx'; bytes: Uint8Array; password?: string | undefined; keyFile?: Uint8Array | undefined };

const bytes = z.instanceof(Uint8Array);

/** What the thread is asked. */
export const importQuestion = z.discriminatedUnion('format', [
  z.object({ format: z.literal('csv'), bytes }),
  z.object({ format: z.literal('kdbx'), bytes, password: z.string().optional(), keyFile: bytes.optional() }),
]) satisfies z.ZodType<ImportQuestion>;

const table = z.object({
  format: z.enum(['csv', 'kdbx']),
  columns: z.array(z.object({ name: z.string(), secret: z.boolean() })),
  rows: z.array(z.array(z.string())),
  groups: z.array(z.string()).exactOptional(),
}) satisfies z.ZodType<Table>;

/** What it answers: the entries, or the failure in the form that crosses a thread. */
export const importAnswer = z.union([
  z.object({ table }),
  z.object({ code: z.enum(ERROR_CODES), message: z.string(), field: z.string().exactOptional() }),
]);
export type ImportAnswer = z.output<typeof importAnswer>;
