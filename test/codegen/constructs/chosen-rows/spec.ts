import {
  cast,
  ensure,
  eq,
  fitsInteger,
  handler,
  insertEach,
  isAmong,
  isTrue,
  jsonObject,
  listOf,
  ne,
  rawJson,
  read,
  resultsOf,
  sqlFunction,
  suchThat,
  type,
  updateAll,
  value,
} from "#spec";
import { comment_mentions, notification } from "#tables";

const each = sqlFunction("unnest", [type.nullable(type.integers)], type.integer);

export const spec = handler({
  entity: "Comment",
  action: "Tell",
  metadata: rawJson,
  reads: ({ metadata }) => ({ users: value(read.anyIntegers.read(metadata.get("users"))) }),
  rules: ({ tx }) => [ensure(fitsInteger(tx.entity_id), "id_out_of_range", "beyond every comment's number")],
  writes: ({ tx, block, users }) => [
    updateAll(
      comment_mentions,
      (mention) => isAmong(mention.user_id, users),
      () => ({ is_delete: false }),
      { stamped: true },
    ),
    insertEach(
      notification,
      suchThat(
        suchThat(resultsOf(each(users)), (user_id) => ne(user_id, tx.user_id)),
        (user_id) => isTrue(eq(user_id, 5)),
      ),
      (user_id) => ({
        type: "told",
        group_id: "told",
        specifier: cast(user_id, "text"),
        user_ids: listOf(user_id),
        data: jsonObject({ comment_id: tx.entity_id, why: "a test", since: null }),
        timestamp: block.time,
      }),
    ),
  ],
});
