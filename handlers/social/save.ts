import {
  active,
  anyEntity,
  type Context,
  cast,
  current,
  type Expression,
  ensure,
  type Given,
  handler,
  type Metadata,
  openMetadata,
  read,
  reject,
  shown,
  type Transaction,
  text,
  update,
  upsert,
} from "#spec";
import { saves } from "#tables";
import { notifyOfSave } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";
import { itemExists, itemTypeKnown, itemTypeOf } from "./item.ts";

/** The current row of a save. */
export function saveKey(tx: Transaction, item_type: Expression<string | null>) {
  return { user_id: tx.user_id, save_item_id: tx.entity_id, save_type: cast(shown(item_type), "savetype") };
}

/** The item's type, and the user's save of it. */
export function saveReads({ tx, metadata }: Context) {
  const item_type = itemTypeOf(tx, metadata);
  return { item_type, saved: current(saves, saveKey(tx, item_type)) };
}

/** Anybody may save what is there, also what is their own, but not twice. */
export function saveRules({ tx, item_type, saved }: Given<typeof saveReads>) {
  return [
    signedForUser(tx),
    itemTypeKnown(tx, item_type),
    ...itemExists(tx, item_type),
    reject(active(saved), "already_saved", text`user ${tx.user_id} has saved ${item_type} ${tx.entity_id} already`),
  ];
}

/** The user came upon the item by somebody's repost. */
function ofRepost(metadata: Metadata) {
  return read.checkedFlag.read(metadata.get("is_save_of_repost"));
}

/** A user saves a track or a playlist; its owner hears of it. */
export const save = handler({
  entity: anyEntity,
  action: "Save",
  metadata: openMetadata,
  reads: saveReads,
  rules: saveRules,
  writes: ({ tx, block, metadata, item_type, saved }) => [
    upsert(saved, {
      ...saveKey(tx, item_type),
      is_delete: false,
      is_save_of_repost: ofRepost(metadata),
      created_at: block.time,
    }),
    notifyOfSave(tx, block, item_type, ofRepost(metadata)),
  ],
});

/** A user takes a save back. */
export const unsave = handler({
  entity: anyEntity,
  action: "Unsave",
  metadata: openMetadata,
  reads: saveReads,
  rules: ({ tx, item_type, saved }) => [
    signedForUser(tx),
    itemTypeKnown(tx, item_type),
    ensure(active(saved), "not_saved", text`user ${tx.user_id} has not saved ${item_type} ${tx.entity_id}`),
  ],
  writes: ({ block, metadata, saved }) => [
    update(saved, {
      is_delete: true,
      created_at: block.time,
      is_save_of_repost: ofRepost(metadata),
    }),
  ],
});
