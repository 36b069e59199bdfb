import { anyEntity, handler, openMetadata, read, upsert } from "#spec";
import { repostKey, repostReads, repostRules } from "../../../social/repost.ts";
import { carriedFlag } from "../common/carried.ts";

/** A repost of the old state, also one that was taken back. */
export const repost = handler({
  entity: anyEntity,
  action: "Repost",
  metadata: openMetadata,
  reads: repostReads,
  rules: repostRules,
  writes: ({ tx, block, metadata, item_type, reposted }) => [
    upsert(reposted, {
      ...repostKey(tx, item_type),
      is_delete: carriedFlag(metadata, "is_delete"),
      is_repost_of_repost: read.checkedFlag.read(metadata.get("is_repost_of_repost")),
      created_at: block.time,
    }),
  ],
});
