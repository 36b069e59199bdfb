import { tracks, users } from "../../codegen/generated/tables.ts";
import {
  current,
  envelope,
  eq,
  exists,
  fitsInteger,
  handler,
  insert,
  kindOf,
  lt,
  read,
  reject,
  require,
  text,
} from "../../codegen/spec/index.ts";
import { releaseDateValid, releaseReads } from "../common/release.ts";
import { signedBy } from "../common/signer.ts";
import { gatesOf } from "./access.ts";
import { coverOf, coverReads } from "./cover.ts";
import { trackFields } from "./fields.ts";
import { conditionsValid, notePrice, priceReads } from "./price.ts";
import { releaseOnCreate } from "./release.ts";
import {
  forgetRemixes,
  noteRemixes,
  noteStem,
  remixAllowed,
  remixParentsValid,
  stemParentValid,
  stemReads,
} from "./remix.ts";
import { newRoute, routeFree, routeIdOf, routeReads } from "./route.ts";
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
    return {
      artist,
      track: current(tracks, { track_id: tx.entity_id }),
      stem: stemReads(tx.entity_id, metadata),
      ...priceReads(tx, metadata),
      ...releaseReads(metadata),
      ...coverReads(metadata),
      ...routeReads(tx.entity_id, artist.user_id, metadata),
    };
  },
  rules: ({ tx, metadata, artist, track, gate, next_route, release_date }) => [
    artistHasHandle(tx, artist),
    signedBy({ user_id: tx.user_id, signer: tx.signer }),
    reject(exists(track), "track_exists", text`track ${tx.entity_id} exists`),
    reject(
      lt(tx.entity_id, firstTrackId),
      "track_id_below_offset",
      text`track ${tx.entity_id} is below the first id of a track`,
    ),
    require(fitsInteger(
      tx.entity_id,
    ), "track_id_out_of_range", text`track ${tx.entity_id} is beyond the last id of a track`),
    require(eq(
      read.bigint.read(metadata.get("owner_id")),
      tx.user_id,
    ), "owner_not_signer", text`the track's owner_id is not user ${tx.user_id}`),
    genreKnown(tx.entity_id, metadata),
    ...descriptionShort(metadata),
    remixAllowed(tx.user_id, metadata),
    gatesOf(tx.entity_id, metadata),
    aiAttributionAllowed(metadata),
    require(eq(kindOf(metadata.get("title")), "string"), "title_missing", "a track needs a title"),
    ...routeFree(next_route),
    ...releaseDateValid(metadata, release_date),
    ...conditionsValid(metadata, gate),
    ...stemParentValid(metadata),
    remixParentsValid(metadata),
    trackFields.wellTyped(metadata, "Create"),
  ],
  writes: ({
    tx,
    block,
    metadata,
    artist,
    stem,
    stream_price,
    gate,
    last_price,
    release_date,
    picture,
    title_slug,
    route,
    next_route,
  }) => [
    insert(tracks, {
      ...trackFields.onCreate(metadata),
      ...releaseOnCreate(metadata, release_date, block),
      ...coverOf(metadata, picture),
      track_id: tx.entity_id,
      owner_id: tx.user_id,
      is_delete: false,
      route_id: routeIdOf(metadata, artist.handle),
    }),
    ...newRoute(tx.entity_id, tx.user_id, { title_slug, route, next_route }),
    noteStem(tx.entity_id, metadata, stem),
    forgetRemixes(tx.entity_id),
    noteRemixes(tx.entity_id, metadata),
    notePrice(tx.entity_id, block, { stream_price, gate, last_price }),
  ],
});
