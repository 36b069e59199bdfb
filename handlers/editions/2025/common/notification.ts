import {
  type Block,
  type Expression,
  insertEach,
  insertOrIgnore,
  jsonObject,
  listOf,
  type RowSet,
  type Write,
} from "#spec";
import { notification } from "#tables";

/** A notification to one user. */
export interface Notice {
  readonly type: string;
  /** Notifications of one group are shown as one. */
  readonly group: Expression<string>;
  /** What tells a notification from the others of its group. */
  readonly specifier: Expression<string>;
  readonly to: Expression<number>;
  readonly data: Parameters<typeof jsonObject>[0];
}

function rowOf(block: Block, { type, group, specifier, to, data }: Notice) {
  return {
    type,
    group_id: group,
    specifier,
    user_ids: listOf(to),
    data: jsonObject(data),
    timestamp: block.time,
  };
}

/** Notifies a user, unless the group has a notification with this specifier: nobody is notified of the same thing twice. */
export function notify(block: Block, notice: Notice): Write {
  return insertOrIgnore(notification, rowOf(block, notice));
}

/** Notifies a user for each item of a set, unless they have been notified. */
export function notifyEach<Item>(block: Block, items: RowSet<Item>, notice: (item: Item) => Notice): Write {
  return insertEach(notification, items, (item) => rowOf(block, notice(item)), { orIgnore: true });
}
