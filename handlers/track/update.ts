import { tracks, users } from "../../codegen/generated/tables.ts";
import {
  and,
  choose,
  current,
  differs,
  envelope,
  eq,
  handler,
  jsonLiteral,
  kindOf,
  not,
  perform,
  reject,
  require,
  sqlFunction,
  type,
  update,
  value,
  when,
  whenever,
} from "../../codegen/spec/index.ts";
import { truthy } from "../common/json.ts";
import { releaseDateValid, releaseReads } from "../common/release.ts";
import { signedBy } from "../common/signer.ts";
import { gatesOf } from "./access.ts";
import { coverOf, coverReads } from "./cover.ts";
import { trackFields } from "./fields.ts";
import { conditionsValid, notePrice, priceReads } from "./price.ts";
import { publishingReads, releaseOnUpdate } from "./release.ts";
import { forgetRemixes, noteRemixes, remixAllowed, remixParentsValid } from "./remix.ts";
import { newRoute, routeChanges, routeFree, routeIdOf, routeReads, titleOf } from "./route.ts";
import { aiAttributionAllowed, artistHasHandle, ddexSigner, descriptionShort, genreKnown, ownTrack } from "./rules.ts";

const notifyContestStarted = sqlFunction(
  "em.notify_remix_contest_started",
  [type.integer, type.integer, type.block],
  type.text,
);

/**
 * An artist changes a track, a deleted one too; what the metadata does not name stays, except the remixed tracks. A new
 * title brings a new route if its slug is another. When an unlisted track that hosts a remix contest becomes public, the
 * artist's followers and those who saved the track hear of it; metadata without is_unlisted counts as becoming public.
 */
export const trackUpdate = handler({
  entity: "Track",
  action: "Update",
  metadata: envelope(),
  reads: ({ tx, metadata }) => {
    const track = current(tracks, { track_id: tx.entity_id });
    const artist = current(users, { user_id: tx.user_id });
    const routes = routeReads(tx.entity_id, artist.user_id, metadata);
    return {
      artist,
      track,
      ...priceReads(tx, metadata),
      ...releaseReads(metadata),
      ...publishingReads(metadata, track),
      ...coverReads(metadata, track),
      ...routes,
      gets_route: value(
        and(
          metadata.has("title"),
          differs(titleOf(metadata), track.title),
          routeChanges(routes.route, routes.title_slug),
        ),
      ),
    };
  },
  rules: ({ tx, metadata, artist, track, gate, gets_route, next_route, release_date }) => [
    artistHasHandle(tx, artist),
    signedBy({ user_id: tx.user_id, signer: tx.signer }),
    reject(eq(metadata.json, jsonLiteral({})), "metadata_missing", "metadata is required"),
    genreKnown(tx.entity_id, metadata),
    ...descriptionShort(metadata),
    remixAllowed(tx.user_id, metadata),
    gatesOf(tx.entity_id, metadata),
    ...ownTrack(tx, track),
    aiAttributionAllowed(metadata),
    ddexSigner(tx, track),
    when(metadata.has("title"), [
      require(eq(kindOf(metadata.get("title")), "string"), "title_missing", "a track needs a title"),
    ]),
    when(gets_route, routeFree(next_route)),
    ...releaseDateValid(metadata, release_date),
    ...conditionsValid(metadata, gate),
    remixParentsValid(metadata),
    trackFields.wellTyped(metadata, "Update"),
  ],
  writes: ({
    tx,
    block,
    metadata,
    artist,
    track,
    stream_price,
    gate,
    last_price,
    release_date,
    publishes,
    picture,
    title_slug,
    route,
    next_route,
    gets_route,
  }) => [
    whenever(gets_route, newRoute(tx.entity_id, tx.user_id, { title_slug, route, next_route })),
    notePrice(tx.entity_id, block, { stream_price, gate, last_price }),
    perform(notifyContestStarted(track.track_id, track.owner_id, block.whole)).when(
      and(track.is_unlisted, not(truthy(metadata.get("is_unlisted")))),
    ),
    update(track, {
      ...trackFields.onUpdate(metadata),
      ...releaseOnUpdate(metadata, { release_date, publishes }, block, track),
      ...coverOf(metadata, picture, track),
      route_id: choose(metadata.has("title"), routeIdOf(metadata, artist.handle), track.route_id),
    }),
    forgetRemixes(tx.entity_id),
    noteRemixes(tx.entity_id, metadata),
  ],
});
