import {
  and,
  choose,
  type Expression,
  eq,
  gt,
  handler,
  insertEach,
  openMetadata,
  shown,
  sqlFunction,
  type,
  update,
  updateAll,
  whenever,
} from "#spec";
import { comment_mentions } from "#tables";
import { notifyOfMentions } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";
import { commentActive, commentOf } from "./comment.ts";
import { bodyValid, contentOf, contentReads, eachOf, restValid, subjectExists } from "./content.ts";

const cardinality = sqlFunction("cardinality", [type.nullable(type.integers)], type.integer);

/** The comment mentions somebody. */
function mentionsAny(mentioned: Expression<number[] | null>): Expression<boolean> {
  return gt(cardinality(mentioned), 0);
}

/**
 * A comment is edited: its text, its video where the metadata names one, and, where the metadata mentions anybody, whom it
 * mentions. Nobody checks that the editor is who wrote it. What it is about, and what it answers, stays.
 */
export const commentUpdate = handler({
  entity: "Comment",
  action: "Update",
  metadata: openMetadata,
  reads: ({ tx, metadata }) => ({ ...contentReads(metadata), comment: commentOf(tx) }),
  rules: ({ tx, metadata, comment, ...content }) => [
    signedForUser(tx),
    commentActive(tx, comment),
    ...subjectExists(content),
    ...bodyValid(metadata),
    ...restValid(metadata, content),
  ],
  writes: ({ tx, metadata, comment, mentioned }) => {
    const { body, video_url } = contentOf(metadata);
    return [
      update(comment, {
        text: shown(body),
        is_edited: true,
        video_url: choose(metadata.has("video_url"), video_url, comment.video_url),
      }),
      whenever(mentionsAny(mentioned), [
        updateAll(
          comment_mentions,
          (mention) => and(eq(mention.comment_id, tx.entity_id), eq<boolean | null>(mention.is_delete, false)),
          () => ({ is_delete: true }),
          { stamped: true },
        ),
        insertEach(
          comment_mentions,
          eachOf(mentioned),
          (user_id) => ({ comment_id: comment.comment_id, user_id, is_delete: false }),
          { orUpdate: ["comment_id", "user_id"] },
        ),
        notifyOfMentions(tx),
      ]),
    ];
  },
});
