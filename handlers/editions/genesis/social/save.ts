import { anyEntity, handler, openMetadata, read, upsert } from "#spec";
import { saveKey, saveReads, saveRules } from "../../../social/save.ts";
import { carriedFlag } from "../common/carried.ts";

/** A save of the old state, also one that was taken back. */
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
      is_save_of_repost: read.checkedFlag.read(metadata.get("is_save_of_repost")),
      created_at: block.time,
    }),
  ],
});
