import {
  active,
  and,
  anyEntity,
  type Context,
  cast,
  current,
  deleted,
  ensure,
  eq,
  fitsInteger,
  type Given,
  handler,
  hasMetadata,
  insertOrIgnore,
  isOneOf,
  optionalEnvelope,
  or,
  put,
  rawJson,
  reject,
  same,
  saysSomething,
  type Transaction,
  text,
  textMemberOf,
  when,
} from "#spec";
import { playlists, reposts, saves, shares, tracks } from "#tables";
import { truthy } from "../common/json.ts";
import { playlistMembers, trackMembers } from "../common/known-members.ts";
import { signedForUser } from "../common/signer.ts";
import { storedLower } from "../common/text.ts";

/** The item: the track, or the playlist (an album is one), that has the transaction's entity id. */
function itemReads({ tx }: Context) {
  return {
    track: current(tracks, { track_id: tx.entity_id }),
    playlist: current(playlists, { playlist_id: tx.entity_id }),
  };
}

/** The item is a track or a playlist, deleted or not, and belongs to somebody else. */
function itemRules({ tx, track, playlist }: Given<typeof itemReads>, doing: string) {
  const missing = text`${tx.entity_type} ${tx.entity_id} does not exist`;
  const ownItem = text`user ${tx.user_id} cannot ${doing} what is their own`;
  return [
    signedForUser(tx),
    ensure(
      isOneOf(tx.entity_type, ["Track", "Playlist"]),
      "target_type_unknown",
      text`user ${tx.user_id} cannot ${doing} an entity of type ${tx.entity_type}`,
    ),
    ensure(fitsInteger(tx.entity_id), "target_missing", missing),
    when(
      eq(tx.entity_type, "Track"),
      [ensure(track, "target_missing", missing), reject(eq(tx.user_id, track.owner_id), "own_item", ownItem)],
      [
        ensure(playlist, "target_missing", missing),
        reject(eq(tx.user_id, playlist.playlist_owner_id), "own_item", ownItem),
      ],
    ),
  ];
}

/**
 * The flag says that the user came by another's repost. It is read from the raw metadata, in the truth of any JSON value;
 * a string of lone surrogates, which are dropped, was not empty as it came.
 */
function cameByRepost({ tx, metadata }: Context, flag: "is_save_of_repost" | "is_repost_of_repost") {
  const json = metadata.get(flag);
  return or(truthy(json), and(tx.lone_surrogates, same(textMemberOf(metadata.json, flag), "")));
}

function saveKey(tx: Transaction) {
  return { user_id: tx.user_id, save_item_id: tx.entity_id, save_type: cast(storedLower(tx.entity_type), "savetype") };
}

function saveReads({ tx, ...given }: Context) {
  return { ...itemReads({ tx, ...given }), saved: current(saves, saveKey(tx)) };
}

function repostKey(tx: Transaction) {
  return {
    user_id: tx.user_id,
    repost_item_id: tx.entity_id,
    repost_type: cast(storedLower(tx.entity_type), "reposttype"),
  };
}

function repostReads({ tx, ...given }: Context) {
  return { ...itemReads({ tx, ...given }), reposted: current(reposts, repostKey(tx)) };
}

/** A user saves a track or playlist. A repeated Save changes nothing. */
export const save = handler({
  entity: anyEntity,
  action: "Save",
  metadata: rawJson,
  reads: saveReads,
  rules: (given) => itemRules(given, "save"),
  writes: ({ tx, saved, ...given }) => [
    put(saved, {
      ...saveKey(tx),
      is_delete: false,
      is_save_of_repost: cameByRepost({ tx, ...given }, "is_save_of_repost"),
    }).unless(active(saved)),
  ],
});

/** A user takes a save back. An Unsave without a Save writes a deleted row. */
export const unsave = handler({
  entity: anyEntity,
  action: "Unsave",
  reads: saveReads,
  rules: (given) => itemRules(given, "unsave"),
  writes: ({ tx, saved }) => [put(saved, { ...saveKey(tx), is_delete: true }).unless(deleted(saved))],
});

/** A user reposts a track or playlist. A repeated Repost changes nothing. */
export const repost = handler({
  entity: anyEntity,
  action: "Repost",
  metadata: rawJson,
  reads: repostReads,
  rules: (given) => itemRules(given, "repost"),
  writes: ({ tx, reposted, ...given }) => [
    put(reposted, {
      ...repostKey(tx),
      is_delete: false,
      is_repost_of_repost: cameByRepost({ tx, ...given }, "is_repost_of_repost"),
    }).unless(active(reposted)),
  ],
});

/** A user takes a repost back. An Unrepost without a Repost writes a deleted row. */
export const unrepost = handler({
  entity: anyEntity,
  action: "Unrepost",
  reads: repostReads,
  rules: (given) => itemRules(given, "unrepost"),
  writes: ({ tx, reposted }) => [put(reposted, { ...repostKey(tx), is_delete: true }).unless(deleted(reposted))],
});

/** A user shares a track or playlist, as often as they like: each share is a row (S2). */
export const share = handler({
  entity: anyEntity,
  action: "Share",
  metadata: optionalEnvelope(),
  reads: itemReads,
  rules: ({ tx, metadata, ...given }) => [
    ...itemRules({ tx, metadata, ...given }, "share"),
    when(hasMetadata, [
      when(
        eq(tx.entity_type, "Track"),
        [saysSomething(metadata, trackMembers)],
        [saysSomething(metadata, playlistMembers)],
      ),
    ]),
  ],
  writes: ({ tx }) => [
    insertOrIgnore(shares, {
      user_id: tx.user_id,
      share_item_id: tx.entity_id,
      share_type: cast(storedLower(tx.entity_type), "sharetype"),
    }),
  ],
});
