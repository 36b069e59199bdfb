import {
  anyEntity,
  cast,
  coalesce,
  eq,
  handler,
  insertOrIgnore,
  openMetadata,
  reject,
  shown,
  sqlFunction,
  text,
  type,
} from "#spec";
import { shares } from "#tables";
import { signedForUser } from "../common/signer.ts";
import { textMember } from "../common/values.ts";
import { itemExists, itemTypeKnown } from "./item.ts";

const shareType = sqlFunction("em.share_type", [type.nullable(type.text)], type.nullable(type.text));

/**
 * A user shares a track or a playlist, as often as they like: each share is a row. The transaction's entity type says what it is,
 * else the metadata's `type`. The share of an album is lost, since the tables know tracks and playlists alone.
 */
export const share = handler({
  entity: anyEntity,
  action: "Share",
  metadata: openMetadata,
  reads: ({ tx, metadata }) => ({
    item_type: coalesce(shareType(tx.entity_type), shareType(textMember(metadata, "type"))),
  }),
  rules: ({ tx, item_type }) => [
    signedForUser(tx),
    itemTypeKnown(tx, item_type),
    ...itemExists(tx, item_type),
    reject(eq(item_type, "album"), "album_not_shared", text`playlist ${tx.entity_id} cannot be shared as an album`),
  ],
  writes: ({ tx, item_type }) => [
    insertOrIgnore(shares, {
      user_id: tx.user_id,
      share_item_id: tx.entity_id,
      share_type: cast(shown(item_type), "sharetype"),
    }),
  ],
});
