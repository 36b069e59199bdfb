import { active, current, ensure, type Row, type Transaction, text } from "#spec";
import { comments } from "#tables";

/** The comment on which a transaction acts. */
export function commentOf(tx: Transaction): Row<"comments"> {
  return current(comments, { comment_id: tx.entity_id });
}

/** The comment is there, and not deleted. */
export function commentActive(tx: Transaction, comment: Row<"comments">) {
  return ensure(active(comment), "comment_missing", text`comment ${tx.entity_id} does not exist, or is deleted`);
}
