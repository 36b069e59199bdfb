import { active, current, ensure, handler, reject, type Transaction, text, update, upsert } from "#spec";
import { comment_reactions } from "#tables";
import { notifyOfReaction } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";
import { commentActive, commentOf } from "./comment.ts";

function reactionOf(tx: Transaction) {
  return current(comment_reactions, { comment_id: tx.entity_id, user_id: tx.user_id });
}

/** A user likes a comment, whose author hears of it; a like that was taken back can be given again. */
export const commentReact = handler({
  entity: "Comment",
  action: "React",
  reads: ({ tx }) => ({ comment: commentOf(tx), reaction: reactionOf(tx) }),
  rules: ({ tx, comment, reaction }) => [
    signedForUser(tx),
    commentActive(tx, comment),
    reject(
      active(reaction),
      "reaction_exists",
      text`user ${tx.user_id} has reacted to comment ${tx.entity_id} already`,
    ),
  ],
  writes: ({ tx, block, reaction }) => [
    upsert(reaction, { comment_id: tx.entity_id, user_id: tx.user_id, is_delete: false }),
    notifyOfReaction(tx, block),
  ],
});

/** A user takes a like back. */
export const commentUnreact = handler({
  entity: "Comment",
  action: "Unreact",
  reads: ({ tx }) => ({ reaction: reactionOf(tx) }),
  rules: ({ tx, reaction }) => [
    signedForUser(tx),
    ensure(active(reaction), "reaction_missing", text`user ${tx.user_id} has not reacted to comment ${tx.entity_id}`),
  ],
  writes: ({ reaction }) => [update(reaction, { is_delete: true })],
});
