import {
  current,
  ensure,
  envelope,
  eq,
  exists,
  fitsInteger,
  handler,
  insert,
  isString,
  lt,
  read,
  reject,
  text,
  value,
} from "#spec";
import { tracks, users } from "#tables";
import { givenDateOf, releaseDateValid } from "../common/release.ts";
import { signedForUser } from "../common/signer.ts";
import { gatesValid } from "./access.ts";
import { coverOf, coverReads } from "./cover.ts";
import { trackFields } from "./fields.ts";
import { conditionsValid, notePrice, priceReads } from "./price.ts";
import { releaseOnCreate } from "./release.ts";
import {
  forgetRemixes,
  gatedParentOf,
  noteRemixes,
  noteStem,
  remixAllowed,
  remixParentsValid,
  stemParentValid,
  stemReads,
} from "./remix.ts";
import { newRoute, routeFree, routeIdOf, routeReads, titleOf } from "./route.ts";
import { aiAttributionAllowed, artistHasHandle, descriptionShort, genreKnown } from "./rules.ts";

/** Tracks of the chain have ids from here on. */
const firstTrackId = 2_000_000;

/**
 * An artist uploads a track, for themself only (S7). With it come its route (the title in the artist's part of the address
 * space), its place as a stem or remix of other tracks, and its price.
 */
export const trackCreate = handler({
  entity: "Track",
  action: "Create",
  metadata: envelope(),
  reads: ({ tx, metadata }) => {
    const artist = current(users, { user_id: tx.user_id });
    const title = value(titleOf(metadata));
    return {
      artist,
      title,
      track: current(tracks, { track_id: tx.entity_id }),
      gated_parent: gatedParentOf(tx.user_id, metadata),
      stem: stemReads(tx.entity_id, metadata),
      ...priceReads(tx, metadata),
      given_date: givenDateOf(metadata),
      ...coverReads(metadata),
      ...routeReads(tx.entity_id, artist.user_id, title),
    };
  },
  rules: ({ tx, metadata, artist, track, gated_parent, gate, next_route, given_date }) => [
    artistHasHandle(tx, artist),
    signedForUser(tx),
    reject(exists(track), "track_exists", text`track ${tx.entity_id} exists`),
    reject(
      lt(tx.entity_id, firstTrackId),
      "track_id_below_offset",
      text`track ${tx.entity_id} is below the first id of a track`,
    ),
    ensure(
      fitsInteger(tx.entity_id),
      "track_id_out_of_range",
      text`track ${tx.entity_id} is beyond the last id of a track`,
    ),
    ensure(
      eq(read.bigint.read(metadata.get("owner_id")), tx.user_id),
      "owner_not_signer",
      text`the track's owner_id is not user ${tx.user_id}`,
    ),
    genreKnown(tx.entity_id, metadata),
    ...descriptionShort(metadata),
    remixAllowed(tx.user_id, metadata, gated_parent),
    gatesValid(tx.entity_id, metadata),
    aiAttributionAllowed(metadata),
    ensure(isString(metadata.get("title")), "title_missing", "a track needs a title"),
    ...routeFree(next_route),
    ...releaseDateValid(metadata, given_date),
    ...conditionsValid(metadata, gate),
    ...stemParentValid(metadata),
    remixParentsValid(metadata),
    trackFields.wellTyped(metadata, "Create"),
  ],
  writes: ({ tx, block, metadata, artist, title, stem, ...given }) => [
    insert(tracks, {
      ...trackFields.onCreate(metadata),
      ...releaseOnCreate(metadata, block, given.given_date),
      ...coverOf(given),
      track_id: tx.entity_id,
      owner_id: tx.user_id,
      is_delete: false,
      route_id: routeIdOf(title, artist.handle),
    }),
    ...newRoute(tx.entity_id, tx.user_id, given),
    noteStem(tx.entity_id, metadata, stem),
    forgetRemixes(tx.entity_id),
    noteRemixes(tx.entity_id, metadata),
    notePrice(tx.entity_id, block, given),
  ],
});
