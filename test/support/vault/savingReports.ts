import { z } from 'zod';

/** What a saving process is told to do. */
export const order = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('saveUntilKilled'), folder: z.string(), password: z.string() }),
  z.strictObject({
    kind: z.literal('race'),
    folder: z.string(),
    password: z.string(),
    name: z.string(),
    saves: z.number(),
  }),
]);
export type Order<Kind extends string> = Extract<z.infer<typeof order>, { kind: Kind }>;

/** What the process tells: a save that was acknowledged, a password that is about to change, what a race came to. */
export const report = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('saved'), count: z.number() }),
  z.strictObject({ kind: z.literal('changing'), password: z.string() }),
  z.strictObject({ kind: z.literal('changed'), password: z.string() }),
  z.strictObject({ kind: z.literal('raced'), saved: z.array(z.string()), refused: z.array(z.string()) }),
]);
export type Report = z.infer<typeof report>;
