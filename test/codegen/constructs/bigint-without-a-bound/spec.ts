import { comment_reports } from "../../../../codegen/generated/tables.ts";
import { handler, insert } from "../../../../codegen/spec/index.ts";

export const spec = handler({
  entity: "Comment",
  action: "Report",
  rules: () => [],
  writes: ({ tx }) => [insert(comment_reports, { comment_id: tx.entity_id, user_id: 1, is_delete: false })],
});
