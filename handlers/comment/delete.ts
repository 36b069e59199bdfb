import { anyRow, choose, ensure, eq, handler, ne, optionalEnvelope, text, update, when } from "#spec";
import { tracks } from "#tables";
import { commentMembers } from "../common/known-members.ts";
import { signedForUser } from "../common/signer.ts";
import { commentExists, commentOf } from "./rules.ts";
import { isOnFanClub } from "./subject.ts";

/**
 * A comment is deleted, by who wrote it or by the artist: the owner of the track, or whose fan club it is on. It may be
 * deleted again, which stamps it again.
 */
export const commentDelete = handler({
  entity: "Comment",
  action: "Delete",
  metadata: optionalEnvelope(commentMembers),
  reads: ({ tx }) => {
    const comment = commentOf(tx);
    return { comment, track: anyRow(tracks, { track_id: comment.entity_id }) };
  },
  rules: ({ tx, comment, track }) => [
    signedForUser(tx),
    commentExists(tx, comment),
    when(ne(tx.user_id, comment.user_id), [
      ensure(
        eq(tx.user_id, choose(isOnFanClub(comment), comment.entity_id, track.owner_id)),
        "comment_not_own",
        text`user ${tx.user_id} neither wrote comment ${tx.entity_id} nor is the artist`,
      ),
    ]),
  ],
  writes: ({ comment }) => [update(comment, { is_delete: true })],
});
