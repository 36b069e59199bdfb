import {
  cast,
  ensure,
  fitsInteger,
  handler,
  insertEach,
  isOneOf,
  listOf,
  rawJson,
  removeAll,
  resultsOf,
  sqlFunction,
  type,
  updateAll,
} from "#spec";
import { follows, notification, remixes } from "#tables";

const mentioned = sqlFunction("em.mentioned", [type.nullable(type.json)], type.integer);

/** Writes of many rows: from what a function gives, and to all that meet a condition. */
export const spec = handler({
  entity: "Track",
  action: "Example",
  metadata: rawJson,
  rules: ({ tx }) => [ensure(fitsInteger(tx.entity_id), "id_out_of_range", "the id is out of range")],
  writes: ({ tx, block, metadata }) => [
    insertEach(
      notification,
      resultsOf(mentioned(metadata.get("mentions"))),
      (user_id) => ({
        specifier: cast(user_id, "text"),
        group_id: "example",
        type: "example",
        timestamp: block.time,
        user_ids: listOf(user_id),
      }),
      { orIgnore: true },
    ),
    removeAll(remixes, { child_track_id: tx.entity_id }),
    updateAll(
      follows,
      (row) => isOneOf(row.follower_user_id, [1, 2]),
      (row) => ({ is_delete: row.is_current }),
    ),
  ],
});
