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
import { reposts } from "#tables";
import { notifyOfRepost } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";
import { itemExists, itemTypeKnown, itemTypeOf } from "./item.ts";

/** The current row of a repost. */
export function repostKey(tx: Transaction, item_type: Expression<string | null>) {
  return { user_id: tx.user_id, repost_item_id: tx.entity_id, repost_type: cast(shown(item_type), "reposttype") };
}

/** The item's type, and the user's repost of it. */
export function repostReads({ tx, metadata }: Context) {
  const item_type = itemTypeOf(tx, metadata);
  return { item_type, reposted: current(reposts, repostKey(tx, item_type)) };
}

/** Anybody may repost what is there, also what is their own, but not twice. */
export function repostRules({ tx, item_type, reposted }: Given<typeof repostReads>) {
  return [
    signedForUser(tx),
    itemTypeKnown(tx, item_type),
    ...itemExists(tx, item_type),
    reject(
      active(reposted),
      "already_reposted",
      text`user ${tx.user_id} has reposted ${item_type} ${tx.entity_id} already`,
    ),
  ];
}

/** The user came upon the item by somebody's repost. */
function ofRepost(metadata: Metadata) {
  return read.checkedFlag.read(metadata.get("is_repost_of_repost"));
}

/** A user reposts a track or a playlist; its owner hears of it. */
export const repost = handler({
  entity: anyEntity,
  action: "Repost",
  metadata: openMetadata,
  reads: repostReads,
  rules: repostRules,
  writes: ({ tx, block, metadata, item_type, reposted }) => [
    upsert(reposted, {
      ...repostKey(tx, item_type),
      is_delete: false,
      is_repost_of_repost: ofRepost(metadata),
      created_at: block.time,
    }),
    notifyOfRepost(tx, block, item_type, ofRepost(metadata)),
  ],
});

/** A user takes a repost back. */
export const unrepost = handler({
  entity: anyEntity,
  action: "Unrepost",
  metadata: openMetadata,
  reads: repostReads,
  rules: ({ tx, item_type, reposted }) => [
    signedForUser(tx),
    itemTypeKnown(tx, item_type),
    ensure(active(reposted), "not_reposted", text`user ${tx.user_id} has not reposted ${item_type} ${tx.entity_id}`),
  ],
  writes: ({ block, metadata, reposted }) => [
    update(reposted, {
      is_delete: true,
      created_at: block.time,
      is_repost_of_repost: ofRepost(metadata),
    }),
  ],
});
