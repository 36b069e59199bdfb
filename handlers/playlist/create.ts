import {
  type AnyWrite,
  anyMatch,
  type Context,
  cast,
  choose,
  type Expression,
  ensure,
  fitsInteger,
  type Given,
  handler,
  insert,
  isNotNull,
  isObject,
  lt,
  openMetadata,
  type Rule,
  reject,
  shown,
  text,
  value,
  when,
  whenever,
} from "#spec";
import { playlists } from "#tables";
import { descriptionFits } from "../common/description.ts";
import { notifyOfNewPlaylist } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";
import { routeFree, slugFits } from "../common/slug.ts";
import { textMember } from "../common/values.ts";
import { addsTrack, contentsFit, contentsOf, holdTracks } from "./contents.ts";
import { playlistFields } from "./fields.ts";
import { notePrice, priceReads, priceValid } from "./price.ts";
import { newRoute, numberedRoute, numberedSlug, routeReads } from "./route.ts";

/** Playlists of the chain have ids from here on. */
const firstPlaylistId = 400_000;

/** What decides about a new playlist. */
export function newPlaylistReads({ tx, metadata }: Context) {
  const name = value(textMember(metadata, "playlist_name"));
  return {
    playlist_id: value(cast(tx.entity_id, "integer")),
    name,
    contents: contentsOf(metadata),
    ...priceReads(tx, metadata),
    ...routeReads(tx, name),
  };
}

type NewPlaylist = Given<typeof newPlaylistReads>;

/** A playlist needs metadata, of which no member is needed. */
export function metadataGiven({ tx }: Context): Rule {
  return ensure(isObject(tx.json), "metadata_missing", "a playlist needs metadata");
}

/** The id is that of no playlist yet. */
export function playlistNew({ tx }: Context): Rule {
  return reject(
    anyMatch(playlists, { playlist_id: tx.entity_id }),
    "playlist_exists",
    text`playlist ${tx.entity_id} exists`,
  );
}

/** What the metadata says can be stored. */
export function newPlaylistFits({ tx, metadata, contents, purchase, ...given }: NewPlaylist): readonly Rule[] {
  return [
    ensure(
      fitsInteger(tx.entity_id),
      "playlist_id_out_of_range",
      text`playlist ${tx.entity_id} is beyond the last id of a playlist`,
    ),
    playlistFields.wellTyped(metadata, "Create"),
    contentsFit(contents),
    priceValid(tx.entity_id, { purchase }),
    when(isNotNull(given.name), [slugFits(numberedSlug(tx, given))]),
  ];
}

/**
 * A new playlist with all that comes with it but its routes.
 * @param is_delete whether it is deleted already
 * @returns writes for the end of a handler whose rules are those of `newPlaylistFits`, among others
 */
export function writeNewPlaylist(
  { tx, block, metadata, playlist_id, contents, ...given }: NewPlaylist,
  is_delete: Expression<boolean> | false,
): readonly AnyWrite[] {
  return [
    insert(playlists, {
      ...playlistFields.onCreate(metadata),
      playlist_id,
      playlist_owner_id: tx.user_id,
      playlist_contents: shown(contents),
      last_added_to: choose(addsTrack(contents, null), block.time, null),
      is_delete,
    }),
    holdTracks(playlist_id, contents, block),
    notePrice(playlist_id, given),
  ];
}

/**
 * A user creates a playlist or, by is_album, an album; either may hold tracks of anybody. With its name come two routes: the name in
 * the owner's part of the address space, and the name with the playlist's number after it. What is known of its tracks, what they say
 * of the playlists that hold them, and its price come with it too.
 */
export const playlistCreate = handler({
  entity: "Playlist",
  action: "Create",
  metadata: openMetadata,
  reads: newPlaylistReads,
  rules: (given) => [
    reject(
      lt(given.tx.entity_id, firstPlaylistId),
      "playlist_id_below_offset",
      text`playlist ${given.tx.entity_id} is below the first id of a playlist`,
    ),
    metadataGiven(given),
    descriptionFits(given.metadata),
    signedForUser(given.tx),
    playlistNew(given),
    ...newPlaylistFits(given),
    when(isNotNull(given.name), routeFree(given.free_route)),
  ],
  writes: (given) => [
    ...writeNewPlaylist(given, false),
    whenever(isNotNull(given.name), [
      newRoute(given.tx, given),
      numberedRoute(given.tx, given, given.free_route.collision_id),
    ]),
    notifyOfNewPlaylist(given.block, given.playlist_id),
  ],
});
