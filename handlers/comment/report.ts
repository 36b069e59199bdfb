import { current, exists, handler, insert, optionalEnvelope, reject, text } from "#spec";
import { comment_reports } from "#tables";
import { commentMembers } from "../common/known-members.ts";
import { signedForUser } from "../common/signer.ts";
import { commentIdFits } from "./rules.ts";

/** A user reports a comment, once. Nobody looks whether there is such a comment. */
export const commentReport = handler({
  entity: "Comment",
  action: "Report",
  metadata: optionalEnvelope(commentMembers),
  reads: ({ tx }) => ({ reported: current(comment_reports, { comment_id: tx.entity_id, user_id: tx.user_id }) }),
  rules: ({ tx, reported }) => [
    signedForUser(tx),
    reject(exists(reported), "already_reported", text`user ${tx.user_id} has reported comment ${tx.entity_id}`),
    commentIdFits(tx),
  ],
  writes: ({ tx }) => [insert(comment_reports, { comment_id: tx.entity_id, user_id: tx.user_id, is_delete: false })],
});
