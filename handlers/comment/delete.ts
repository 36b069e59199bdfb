import { and, anyMatch, ensure, eq, handler, or, text, update } from "#spec";
import { events, tracks } from "#tables";
import { signedForUser } from "../common/signer.ts";
import { commentActive, commentOf } from "./comment.ts";

/**
 * A comment is deleted by who wrote it, or by whose place it stands in: the owner of the track, the artist of the fan club, the host
 * of the event (E5).
 */
export const commentDelete = handler({
  entity: "Comment",
  action: "Delete",
  reads: ({ tx }) => ({ comment: commentOf(tx) }),
  rules: ({ tx, comment }) => [
    signedForUser(tx),
    commentActive(tx, comment),
    ensure(
      or(
        eq(comment.user_id, tx.user_id),
        and(eq(comment.entity_type, "FanClub"), eq(comment.entity_id, tx.user_id)),
        and(
          eq(comment.entity_type, "Track"),
          anyMatch(tracks, { track_id: comment.entity_id, owner_id: tx.user_id, is_current: true }),
        ),
        and(eq(comment.entity_type, "Event"), anyMatch(events, { event_id: comment.entity_id, user_id: tx.user_id })),
      ),
      "comment_not_own",
      text`user ${tx.user_id} neither wrote comment ${tx.entity_id} nor owns what it is about`,
    ),
  ],
  writes: ({ comment }) => [update(comment, { is_delete: true })],
});
