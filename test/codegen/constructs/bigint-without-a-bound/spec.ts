import { handler, insert } from "#spec";
import { comment_reports } from "#tables";

export const spec = handler({
  entity: "Comment",
  action: "Report",
  rules: () => [],
  writes: ({ tx }) => [insert(comment_reports, { comment_id: tx.entity_id, user_id: 1, is_delete: false })],
});
