import { z } from "zod";

/** What em_apply answers for one block (sql/functions/apply/em-apply.sql). */
export const emApplyAnswer = z.object({
  /** blocks.number of the block; null in a block without ManageEntity transactions. */
  em_block: z.number().int().nullable(),
  /** How many transactions were applied. */
  applied: z.number().int(),
  /** The transactions that were refused, in order, each with its index in the block. */
  rejected: z.array(
    z.object({
      index: z.number().int(),
      hash: z.string(),
      handler: z.string(),
      code: z.string().min(1),
      reason: z.string(),
    }),
  ),
  /** Pairs that no handler claims, "entity type action", with how often they came; absent where there are none. */
  unrouted: z.record(z.string(), z.number().int()).optional(),
});

/** What em_apply answers for one block. */
export type EmApplyAnswer = z.output<typeof emApplyAnswer>;
