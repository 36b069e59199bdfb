import { anyEntity, handler, openMetadata, upsert } from "#spec";
import { saveKey, saveReads, saveRules } from "../../../social/save.ts";
import { carriedFlag } from "../common/carried.ts";

/** A save of the old state, also one that was taken back. Whether it came by a repost is not carried. */
export const save = handler({
  entity: anyEntity,
  action: "Save",
  metadata: openMetadata,
  reads: saveReads,
  rules: saveRules,
  writes: ({ tx, block, metadata, item_type, saved }) => [
    upsert(saved, {
      ...saveKey(tx, item_type),
      is_delete: carriedFlag(metadata, "is_delete"),
      is_save_of_repost: false,
      created_at: block.time,
    }),
  ],
});
