import { handler, openMetadata } from "#spec";
import { createReads, createRules, createWrites } from "../../../comment/create.ts";
import { carriedFlag } from "../common/carried.ts";

/** A comment of the old state, by the rules for a new one; it may have been edited, or deleted. */
export const commentCreate = handler({
  entity: "Comment",
  action: "Create",
  metadata: openMetadata,
  reads: createReads,
  rules: createRules,
  writes: ({ metadata, ...given }) =>
    createWrites(
      { metadata, ...given },
      { is_delete: carriedFlag(metadata, "is_delete"), is_edited: carriedFlag(metadata, "is_edited") },
    ),
});
