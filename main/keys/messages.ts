import { z } from 'zod';
import { SIGNING_ALGORITHMS } from '#contract/connection.ts';
import { ERROR_CODES } from '#contract/result.ts';
import type { KeyQuestion, KeyReading } from '../core/oauth/clientAuth/keyPort.ts';

/** What the thread is asked. */
export const keyQuestion = z.object({
  text: z.string(),
  passphrase: z.string().exactOptional(),
  certificate: z.string().exactOptional(),
}) satisfies z.ZodType<KeyQuestion>;

const keyReading = z.object({
  needsPassphrase: z.boolean(),
  privateKey: z
    .object({ pem: z.string(), kind: z.string(), algorithms: z.array(z.enum(SIGNING_ALGORITHMS)) })
    .exactOptional(),
  keyId: z.string().exactOptional(),
  certificates: z.array(
    z.object({
      pem: z.string(),
      subject: z.string(),
      issuer: z.string(),
      serialNumber: z.string(),
      validFrom: z.number(),
      validTo: z.number(),
      x5t: z.string(),
      x5tS256: z.string(),
      sha1: z.string(),
      sha256: z.string(),
    }),
  ),
  matches: z.boolean().exactOptional(),
}) satisfies z.ZodType<KeyReading>;

/** What it answers: the reading, or the failure in the form that crosses a thread. */
export const keyAnswer = z.union([
  z.object({ reading: keyReading }),
  z.object({ code: z.enum(ERROR_CODES), message: z.string(), field: z.string().exactOptional() }),
]);
export type KeyAnswer = z.output<typeof keyAnswer>;
