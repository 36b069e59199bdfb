import { current, exists, handler, insert, reject, text } from "#spec";
import { comment_reports } from "#tables";
import { entityIdFits } from "../common/ids.ts";
import { signedForUser } from "../common/signer.ts";

/** A user reports a comment, once. Nobody looks whether there is such a comment. */
export const commentReport = handler({
  entity: "Comment",
  action: "Report",
  reads: ({ tx }) => ({ reported: current(comment_reports, { comment_id: tx.entity_id, user_id: tx.user_id }) }),
  rules: ({ tx, reported }) => [
    signedForUser(tx),
    reject(exists(reported), "already_reported", text`user ${tx.user_id} has reported comment ${tx.entity_id} already`),
    entityIdFits(tx, "comment"),
  ],
  writes: ({ tx }) => [insert(comment_reports, { comment_id: tx.entity_id, user_id: tx.user_id, is_delete: false })],
});
