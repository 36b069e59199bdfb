import { follows, notification, remixes } from "../../../../codegen/generated/tables.ts";
import {
  and,
  cast,
  type Expression,
  elementsOf,
  ensure,
  eq,
  fitsInteger,
  handler,
  insertEach,
  isOneOf,
  rawJson,
  read,
  removeAll,
  rowsOf,
  sql,
  updateAll,
} from "../../../../codegen/spec/index.ts";

/** Writes of many rows: from a table, from a JSON list, and to all that meet a condition. */
export const spec = handler({
  entity: "Track",
  action: "Example",
  metadata: rawJson,
  rules: ({ tx }) => [ensure(fitsInteger(tx.entity_id), "id_out_of_range", "the id is out of range")],
  writes: ({ tx, block, metadata }) => [
    insertEach(
      notification,
      rowsOf(follows, (row) => and(eq(row.followee_user_id, tx.user_id), row.is_current)),
      (row) => ({
        specifier: cast(row.follower_user_id, "text"),
        group_id: "example",
        type: "example",
        timestamp: block.time,
        user_ids: sql<number[]>("integer[]")`array[${row.follower_user_id}]`,
      }),
      { orIgnore: true },
    ),
    removeAll(remixes, { child_track_id: tx.entity_id }),
    insertEach(
      remixes,
      elementsOf(metadata.get("parents")),
      (parent) => ({ parent_track_id: read.integer.read(parent) as Expression<number>, child_track_id: tx.entity_id }),
      { distinct: true },
    ),
    updateAll(
      follows,
      (row) => isOneOf(row.follower_user_id, [1, 2]),
      (row) => ({ is_delete: row.is_current }),
    ),
  ],
});
