import { anyEntity, handler, openMetadata, upsert } from "#spec";
import { followKey, followReads, followRules } from "../../../social/follow.ts";
import { carriedFlag } from "../common/carried.ts";

/** A follow of the old state, also one that was taken back. The subscription that went with it is carried by itself. */
export const follow = handler({
  entity: anyEntity,
  action: "Follow",
  metadata: openMetadata,
  reads: followReads,
  rules: followRules,
  writes: ({ tx, block, metadata, following }) => [
    upsert(following, {
      ...followKey(tx),
      is_delete: carriedFlag(metadata, "is_delete"),
      created_at: block.time,
    }),
  ],
});
