import { z } from 'zod';
import { ERROR_CODES } from '#contract/result.ts';
import type { ErrorReply } from '#contract/result.ts';

/** A failure that was stored with what failed, read back from the vault. */
export const errorReply = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  field: z.string().exactOptional(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
}) satisfies z.ZodType<ErrorReply>;
