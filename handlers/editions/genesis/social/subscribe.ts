import { anyEntity, handler, openMetadata, upsert } from "#spec";
import { subscribeRules, subscriptionKey, subscriptionReads } from "../../../social/subscribe.ts";
import { carriedFlag } from "../common/carried.ts";

/** A subscription of the old state, to a user or an event, also one that was taken back. */
export const subscribe = handler({
  entity: anyEntity,
  action: "Subscribe",
  metadata: openMetadata,
  reads: subscriptionReads,
  rules: subscribeRules,
  writes: ({ tx, block, metadata, subscription }) => [
    upsert(subscription, {
      ...subscriptionKey(tx),
      entity_id: tx.entity_id,
      is_delete: carriedFlag(metadata, "is_delete"),
      created_at: block.time,
    }),
  ],
});
