import {
  cast,
  choose,
  coalesce,
  current,
  ensure,
  envelope,
  exists,
  fitsInteger,
  gt,
  handler,
  insert,
  lt,
  reject,
  text,
  value,
} from "#spec";
import { playlists } from "#tables";
import { jsonLength } from "../common/json.ts";
import { playlistMembers } from "../common/known-members.ts";
import { givenDateOf, releaseDateValid } from "../common/release.ts";
import { signedForUser } from "../common/signer.ts";
import { contentsStorable, newContents, newItemsValid, syncTracks } from "./contents.ts";
import { playlistFields } from "./fields.ts";
import { conditionsOf, gateReads, gateValid, notePrice } from "./gate.ts";
import { releaseOnCreate } from "./release.ts";
import { migrationRoute, migrationRouteFree, migrationSlug, newRoute, routeFree, routeReads } from "./route.ts";
import { cidOf, cidValid, descriptionShort, nameGiven } from "./rules.ts";

/** Playlists of the chain have ids from here on. */
const firstPlaylistId = 400_000;

/**
 * A user creates a playlist or, by is_album, an album: a playlist that holds only tracks of its owner and drops others. With
 * it come two routes (the name in the owner's part of the address space, and the name with the playlist's number after it),
 * what its tracks say of the playlists that hold them, and its price. The image column takes the value for the image's
 * sizes, as the network always had it.
 */
export const playlistCreate = handler({
  entity: "Playlist",
  action: "Create",
  metadata: envelope(playlistMembers),
  reads: ({ tx, block, metadata }) => {
    const fields = playlistFields.onCreate(metadata);
    const playlist_id = value(cast(tx.entity_id, "integer"));
    const owner_id = value(cast(tx.user_id, "integer"));
    const name = value(fields.playlist_name);
    return {
      playlist_id,
      owner_id,
      name,
      playlist: current(playlists, { playlist_id: tx.entity_id }),
      ...newContents(metadata, { is_album: fields.is_album, owner_id, block_time: block.time }),
      ...gateReads(tx, metadata),
      given_date: givenDateOf(metadata),
      ...routeReads({ playlist_id, owner_id, name }),
      migration_slug: value(migrationSlug({ playlist_id, name })),
    };
  },
  rules: ({ tx, metadata, playlist, owner_id, name, migration_slug, gate, ...given }) => [
    signedForUser(tx),
    reject(exists(playlist), "playlist_exists", text`playlist ${tx.entity_id} exists`),
    reject(
      lt(tx.entity_id, firstPlaylistId),
      "playlist_id_below_offset",
      text`playlist ${tx.entity_id} is below the first id of a playlist`,
    ),
    ensure(
      fitsInteger(tx.entity_id),
      "playlist_id_out_of_range",
      text`playlist ${tx.entity_id} is beyond the last id of a playlist`,
    ),
    descriptionShort(metadata),
    ...newItemsValid(metadata, given),
    ...gateValid(tx.entity_id, metadata, gate),
    ...releaseDateValid(metadata, given.given_date),
    cidValid(tx, metadata),
    playlistFields.wellTyped(metadata, "Create"),
    nameGiven(name),
    routeFree(given),
    migrationRouteFree(given, owner_id, migration_slug),
    ...contentsStorable(tx, given),
  ],
  writes: ({
    tx,
    block,
    metadata,
    playlist_id,
    owner_id,
    items,
    contents,
    addition,
    gate,
    last_price,
    migration_slug,
    ...given
  }) => {
    const fields = playlistFields.onCreate(metadata);
    return [
      insert(playlists, {
        ...fields,
        ...releaseOnCreate(fields, block, given.given_date),
        playlist_id,
        playlist_owner_id: owner_id,
        playlist_contents: contents,
        last_added_to: coalesce(addition.added_at, choose(gt(jsonLength(items), 0), block.time, null)),
        stream_conditions: conditionsOf(tx, metadata),
        playlist_image_multihash: fields.playlist_image_sizes_multihash,
        metadata_multihash: cidOf(metadata),
        is_delete: false,
      }),
      newRoute({ playlist_id, owner_id }, given),
      migrationRoute({ playlist_id, owner_id }, given, migration_slug),
      syncTracks(playlist_id, contents, block),
      notePrice(playlist_id, block, gate, last_price),
    ];
  },
});
