import {
  and,
  choose,
  current,
  differs,
  ensure,
  envelope,
  eq,
  handler,
  isString,
  jsonLiteral,
  not,
  perform,
  reject,
  sqlFunction,
  type,
  update,
  value,
  when,
  whenever,
} from "#spec";
import { tracks, users } from "#tables";
import { contentsFetchable } from "../common/contents.ts";
import { ddexSigner } from "../common/ddex.ts";
import { truthy } from "../common/json.ts";
import { releaseDateValid } from "../common/release.ts";
import { signedForUser } from "../common/signer.ts";
import { gatesValid } from "./access.ts";
import { coverOf, coverReads } from "./cover.ts";
import { trackFields } from "./fields.ts";
import { conditionsValid, notePrice, priceReads } from "./price.ts";
import { releaseOnUpdate, releaseReads } from "./release.ts";
import { forgetRemixes, gatedParentOf, noteRemixes, remixAllowed, remixParentsValid } from "./remix.ts";
import { newRoute, routeChanges, routeFree, routeIdOf, routeReads, titleOf } from "./route.ts";
import { aiAttributionAllowed, artistHasHandle, descriptionShort, genreKnown, ownTrack } from "./rules.ts";

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
    const title = value(titleOf(metadata));
    const routes = routeReads(tx.entity_id, artist.user_id, title);
    return {
      artist,
      track,
      title,
      gated_parent: gatedParentOf(tx.user_id, metadata),
      ...priceReads(tx, metadata),
      ...routes,
      gets_route: value(
        and(metadata.has("title"), differs(title, track.title), routeChanges(routes.route, routes.title_slug)),
      ),
      ...releaseReads(metadata, track),
      ...coverReads(metadata, track),
    };
  },
  rules: ({ tx, metadata, artist, track, gated_parent, gate, gets_route, next_route, given_date }) => [
    artistHasHandle(tx, artist),
    signedForUser(tx),
    reject(eq(metadata.json, jsonLiteral({})), "metadata_missing", "metadata is required"),
    genreKnown(tx.entity_id, metadata),
    ...descriptionShort(metadata),
    remixAllowed(tx.user_id, metadata, gated_parent),
    gatesValid(tx.entity_id, metadata),
    ...ownTrack(tx, track),
    aiAttributionAllowed(metadata),
    ddexSigner(tx, "track", track),
    when(metadata.has("title"), [ensure(isString(metadata.get("title")), "title_missing", "a track needs a title")]),
    when(gets_route, routeFree(next_route)),
    ...releaseDateValid(metadata, given_date),
    ...conditionsValid(metadata, gate),
    remixParentsValid(metadata),
    trackFields.wellTyped(metadata, "Update"),
    contentsFetchable(metadata),
  ],
  writes: ({ tx, block, metadata, artist, track, title, gets_route, ...given }) => [
    whenever(gets_route, newRoute(tx.entity_id, tx.user_id, given)),
    notePrice(tx.entity_id, block, given),
    perform(notifyContestStarted(track.track_id, track.owner_id, block.whole)).when(
      and(track.is_unlisted, not(truthy(metadata.get("is_unlisted")))),
    ),
    update(track, {
      ...trackFields.onUpdate(metadata),
      ...releaseOnUpdate(metadata, block, track, given),
      ...coverOf(given),
      route_id: choose(metadata.has("title"), routeIdOf(title, artist.handle), track.route_id),
    }),
    forgetRemixes(tx.entity_id),
    noteRemixes(tx.entity_id, metadata),
  ],
});
