import { playlists, reposts, saves, shares, tracks } from "../../codegen/generated/tables.ts";
import {
  active,
  and,
  anyEntity,
  cast,
  current,
  ensure,
  eq,
  fitsInteger,
  handler,
  hasMetadata,
  insertOrIgnore,
  isOneOf,
  isTrue,
  type Metadata,
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
} from "../../codegen/spec/index.ts";
import { truthy } from "../common/json.ts";
import { playlistMembers, trackMembers } from "../common/known-members.ts";
import { signedForUser } from "../common/signer.ts";
import { storedLower } from "../common/text.ts";

/**
 * What saving, reposting and sharing have in common: the target is a track or a playlist (an album is a playlist), deleted
 * or not, and belongs to somebody else.
 */
function targetReads(tx: Transaction) {
  return {
    track: current(tracks, { track_id: tx.entity_id }),
    playlist: current(playlists, { playlist_id: tx.entity_id }),
  };
}

function collectRules(tx: Transaction, targets: ReturnType<typeof targetReads>, doing: string) {
  const missing = text`${tx.entity_type} ${tx.entity_id} does not exist`;
  const ownItem = text`user ${tx.user_id} cannot ${doing} what is their own`;
  return [
    signedForUser(tx),
    ensure(
      isOneOf(tx.entity_type, ["Track", "Playlist"]),
      "target_type_unknown",
      text`an entity of type ${tx.entity_type} cannot be the target of a ${doing}`,
    ),
    ensure(fitsInteger(tx.entity_id), "target_missing", missing),
    when(
      eq(tx.entity_type, "Track"),
      [
        ensure(targets.track, "target_missing", missing),
        reject(eq(tx.user_id, targets.track.owner_id), "own_item", ownItem),
      ],
      [
        ensure(targets.playlist, "target_missing", missing),
        reject(eq(tx.user_id, targets.playlist.playlist_owner_id), "own_item", ownItem),
      ],
    ),
  ];
}

/**
 * The flag says that the user came by another's repost. It is read from the raw metadata, in the truth of any JSON value;
 * a string of lone surrogates, which are dropped, was not empty as it came.
 */
function cameByRepost(tx: Transaction, metadata: Metadata, flag: "is_save_of_repost" | "is_repost_of_repost") {
  const json = metadata.get(flag);
  return or(truthy(json), and(tx.lone_surrogates, same(textMemberOf(metadata.json, flag), "")));
}

function saveOf(tx: Transaction) {
  return current(saves, {
    user_id: tx.user_id,
    save_item_id: tx.entity_id,
    save_type: cast(storedLower(tx.entity_type), "savetype"),
  });
}

function repostOf(tx: Transaction) {
  return current(reposts, {
    user_id: tx.user_id,
    repost_item_id: tx.entity_id,
    repost_type: cast(storedLower(tx.entity_type), "reposttype"),
  });
}

function saveBy(tx: Transaction) {
  return {
    user_id: tx.user_id,
    save_item_id: tx.entity_id,
    save_type: cast(storedLower(tx.entity_type), "savetype"),
  };
}

function repostBy(tx: Transaction) {
  return {
    user_id: tx.user_id,
    repost_item_id: tx.entity_id,
    repost_type: cast(storedLower(tx.entity_type), "reposttype"),
  };
}

/** A user saves a track or playlist. A repeated Save changes nothing. */
export const save = handler({
  entity: anyEntity,
  action: "Save",
  metadata: rawJson,
  reads: ({ tx }) => ({ ...targetReads(tx), saved: saveOf(tx) }),
  rules: ({ tx, track, playlist }) => collectRules(tx, { track, playlist }, "save"),
  writes: ({ tx, metadata, saved }) => [
    put(saved, {
      ...saveBy(tx),
      is_delete: false,
      is_save_of_repost: cameByRepost(tx, metadata, "is_save_of_repost"),
    }).unless(active(saved)),
  ],
});

/** A user takes a save back. An Unsave without a Save writes a deleted row. */
export const unsave = handler({
  entity: anyEntity,
  action: "Unsave",
  reads: ({ tx }) => ({ ...targetReads(tx), saved: saveOf(tx) }),
  rules: ({ tx, track, playlist }) => collectRules(tx, { track, playlist }, "unsave"),
  writes: ({ tx, saved }) => [put(saved, { ...saveBy(tx), is_delete: true }).unless(isTrue(saved.is_delete))],
});

/** A user reposts a track or playlist. A repeated Repost changes nothing. */
export const repost = handler({
  entity: anyEntity,
  action: "Repost",
  metadata: rawJson,
  reads: ({ tx }) => ({ ...targetReads(tx), reposted: repostOf(tx) }),
  rules: ({ tx, track, playlist }) => collectRules(tx, { track, playlist }, "repost"),
  writes: ({ tx, metadata, reposted }) => [
    put(reposted, {
      ...repostBy(tx),
      is_delete: false,
      is_repost_of_repost: cameByRepost(tx, metadata, "is_repost_of_repost"),
    }).unless(active(reposted)),
  ],
});

/** A user takes a repost back. An Unrepost without a Repost writes a deleted row. */
export const unrepost = handler({
  entity: anyEntity,
  action: "Unrepost",
  reads: ({ tx }) => ({ ...targetReads(tx), reposted: repostOf(tx) }),
  rules: ({ tx, track, playlist }) => collectRules(tx, { track, playlist }, "unrepost"),
  writes: ({ tx, reposted }) => [
    put(reposted, { ...repostBy(tx), is_delete: true }).unless(isTrue(reposted.is_delete)),
  ],
});

/** A user shares a track or playlist, as often as they like: each share is a row (S2). */
export const share = handler({
  entity: anyEntity,
  action: "Share",
  metadata: optionalEnvelope(),
  reads: ({ tx }) => targetReads(tx),
  rules: ({ tx, metadata, track, playlist }) => [
    ...collectRules(tx, { track, playlist }, "share"),
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
