import {
  anyMatch,
  choose,
  coalesce,
  type Expression,
  ensure,
  eq,
  fitsInteger,
  isNotNull,
  type Metadata,
  sqlFunction,
  type Transaction,
  text,
  type,
  value,
  when,
} from "#spec";
import { playlists, tracks } from "#tables";
import { textMember } from "../common/values.ts";

const itemType = sqlFunction("em.item_type", [type.nullable(type.text)], type.nullable(type.text));

/**
 * What a user saves or reposts: the metadata's `type` says whether it is a track or a playlist (an album is one), else the
 * transaction's entity type; where neither does, the track of that id, else the playlist.
 */
export function itemTypeOf(tx: Transaction, metadata: Metadata): Expression<string | null> {
  return value(
    coalesce(
      itemType(textMember(metadata, "type")),
      itemType(tx.entity_type),
      choose(
        anyMatch(tracks, { track_id: tx.entity_id }),
        "track",
        choose(anyMatch(playlists, { playlist_id: tx.entity_id }), "playlist", null),
      ),
    ),
  );
}

/** It is known what the item is. */
export function itemTypeKnown(tx: Transaction, item_type: Expression<string | null>) {
  return ensure(
    isNotNull(item_type),
    "target_type_unknown",
    text`${tx.entity_type} ${tx.entity_id} is neither a track nor a playlist`,
  );
}

/** There is a current track, deleted or not, or a playlist of that id. */
export function itemExists(tx: Transaction, item_type: Expression<string | null>) {
  const missing = text`${item_type} ${tx.entity_id} does not exist`;
  return [
    ensure(fitsInteger(tx.entity_id), "target_missing", missing),
    when(
      eq(item_type, "track"),
      [ensure(anyMatch(tracks, { track_id: tx.entity_id, is_current: true }), "target_missing", missing)],
      [ensure(anyMatch(playlists, { playlist_id: tx.entity_id }), "target_missing", missing)],
    ),
  ];
}
