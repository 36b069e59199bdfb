import {
  and,
  type Context,
  choose,
  current,
  differs,
  handler,
  openMetadata,
  update,
  value,
  when,
  whenever,
} from "#spec";
import { tracks, users } from "#tables";
import { descriptionFits } from "../common/description.ts";
import { notifyOfChangedTrack, notifyOfInvitations } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";
import { routeFree } from "../common/slug.ts";
import { isFilledText, textMember } from "../common/values.ts";
import { gatesValid } from "./access.ts";
import { collaboratorsFit, collaboratorsOf, setCollaborators } from "./collaborators.ts";
import { authoritiesIn, trackFields, withAuthorities } from "./fields.ts";
import { noteRemixes, noteStem, remixedTracksOf, remixParentsFit, stemParentFits } from "./lineage.ts";
import { notePrice, priceReads, priceValid } from "./price.ts";
import { newRoute, retireRoutes, routeIdOf, routeReads } from "./route.ts";
import { genreFits, ownTrack } from "./rules.ts";

function reads({ tx, metadata }: Context) {
  const artist = current(users, { user_id: tx.user_id });
  const track = current(tracks, { track_id: tx.entity_id });
  const title = textMember(metadata, "title");
  return {
    artist,
    track,
    is_renamed: value(and(isFilledText(metadata.get("title")), differs<string | null>(title, track.title))),
    remixed_tracks: remixedTracksOf(metadata),
    collaborators: collaboratorsOf(tx, metadata),
    authorities_in: authoritiesIn(tx, metadata),
    ...priceReads(tx, metadata),
    ...routeReads(tx, artist, title),
  };
}

/**
 * An artist changes a track; what the metadata does not name stays. A title of another text brings a new route, even where its slug
 * is the same. Whom the artist names as collaborators is invited, and whom they name no more is dropped. When a hidden track that
 * hosts a remix contest becomes public, the artist's followers and those who saved the track hear of it.
 */
export const trackUpdate = handler({
  entity: "Track",
  action: "Update",
  metadata: openMetadata,
  reads,
  rules: ({ tx, metadata, track, is_renamed, free_route, ...given }) => [
    descriptionFits(metadata),
    genreFits(metadata),
    gatesValid(tx.entity_id, metadata),
    signedForUser(tx),
    ...ownTrack(tx, track),
    trackFields.wellTyped(withAuthorities(metadata, given.authorities_in), "Update"),
    stemParentFits(metadata.get("stem_of")),
    remixParentsFit(given.remixed_tracks),
    collaboratorsFit(given.collaborators),
    priceValid(tx.entity_id, given),
    when(is_renamed, routeFree(free_route)),
  ],
  writes: ({ tx, metadata, artist, track, is_renamed, ...given }) => [
    update(track, {
      ...trackFields.onUpdate(withAuthorities(metadata, given.authorities_in)),
      route_id: choose(is_renamed, routeIdOf(textMember(metadata, "title"), artist), track.route_id),
    }),
    whenever(metadata.has("remix_of"), noteRemixes(tx.entity_id, given.remixed_tracks)),
    noteStem(tx.entity_id, metadata),
    whenever(metadata.has("collaborators"), setCollaborators(tx, given.collaborators)),
    notePrice(tx.entity_id, given),
    whenever(is_renamed, [retireRoutes(tx), newRoute(tx, given)]),
    notifyOfChangedTrack(tx, track),
    notifyOfInvitations(tx).when(metadata.has("collaborators")),
  ],
});
