import {
  type AnyWrite,
  type Context,
  current,
  ensure,
  eq,
  exists,
  fitsInteger,
  type Given,
  handler,
  insert,
  lt,
  openMetadata,
  type Rule,
  reject,
  text,
  type Value,
  whenever,
} from "#spec";
import { tracks, users } from "#tables";
import { descriptionFits } from "../common/description.ts";
import { namesAny } from "../common/id-lists.ts";
import { notifyOfInvitations, notifyOfNewTrack } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";
import { routeFree } from "../common/slug.ts";
import { bigintMember, isFilledText, textMember } from "../common/values.ts";
import { gatesValid } from "./access.ts";
import { collaboratorsFit, collaboratorsOf, setCollaborators } from "./collaborators.ts";
import { contestReads, subscribeToContest } from "./contest.ts";
import { authoritiesIn, trackFields, withAuthorities } from "./fields.ts";
import { noteRemixes, noteStem, remixedTracksOf, remixParentsFit, stemParentFits } from "./lineage.ts";
import { notePrice, priceReads, priceValid } from "./price.ts";
import { newRoute, routeIdOf, routeReads } from "./route.ts";
import { genreFits } from "./rules.ts";

/** Tracks of the chain have ids from here on. */
const firstTrackId = 2_000_000;

/** What the rules for a new track look at. */
export function newTrackReads({ tx, block, metadata }: Context) {
  const remixed_tracks = remixedTracksOf(metadata);
  const artist = current(users, { user_id: tx.user_id });
  return {
    artist,
    track: current(tracks, { track_id: tx.entity_id }),
    remixed_tracks,
    collaborators: collaboratorsOf(tx, metadata),
    authorities_in: authoritiesIn(tx, metadata),
    ...priceReads(tx, metadata),
    ...contestReads(tx, block, remixed_tracks),
    ...routeReads(tx, artist, textMember(metadata, "title")),
  };
}

type NewTrack = Given<typeof newTrackReads>;

/** An artist uploads tracks for themself only. */
export function ownerSigns({ tx, metadata }: Context): Rule {
  return ensure(
    eq<number | null>(bigintMember(metadata, "owner_id"), tx.user_id),
    "owner_not_signer",
    text`the track's owner_id is not user ${tx.user_id}`,
  );
}

/** The id is that of no track yet. */
export function trackNew({ tx, track }: NewTrack): Rule {
  return reject(exists(track), "track_exists", text`track ${tx.entity_id} exists`);
}

/** Every value in the metadata fits its column: the genesis asks this too, and no more. */
export function newTrackFits({ tx, metadata, ...given }: NewTrack): readonly Rule[] {
  return [
    ensure(
      fitsInteger(tx.entity_id),
      "track_id_out_of_range",
      text`track ${tx.entity_id} is beyond the last id of a track`,
    ),
    trackFields.wellTyped(withAuthorities(metadata, given.authorities_in), "Create"),
    stemParentFits(metadata.get("stem_of")),
    remixParentsFit(given.remixed_tracks),
    collaboratorsFit(given.collaborators),
    priceValid(tx.entity_id, given),
  ];
}

/**
 * A new track with all that comes with it but its route.
 * @param state what the edition decides: whether the track is deleted, and the title where it may be missing
 * @returns writes for the end of a handler whose rules are those of `newTrackFits`, among others
 */
export function writeNewTrack(
  { tx, block, metadata, artist, ...given }: NewTrack,
  state: { readonly is_delete: Value<boolean>; readonly title?: Value<string> },
): readonly AnyWrite[] {
  return [
    insert(tracks, {
      ...trackFields.onCreate(withAuthorities(metadata, given.authorities_in)),
      track_id: tx.entity_id,
      owner_id: tx.user_id,
      route_id: routeIdOf(textMember(metadata, "title"), artist),
      ...state,
    }),
    noteStem(tx.entity_id, metadata),
    whenever(namesAny(given.remixed_tracks), noteRemixes(tx.entity_id, given.remixed_tracks)),
    whenever(namesAny(given.collaborators), setCollaborators(tx, given.collaborators)),
    subscribeToContest(tx, block, metadata, given),
    notePrice(tx.entity_id, given),
  ];
}

/**
 * An artist uploads a track. With it come its route (the title in the artist's part of the address space), its place as a stem or
 * remix of other tracks, whom the artist names as collaborators, and its price. Who enters a remix for a contest hears of the
 * contest from then on.
 */
export const trackCreate = handler({
  entity: "Track",
  action: "Create",
  metadata: openMetadata,
  reads: newTrackReads,
  rules: (given) => [
    reject(
      lt(given.tx.entity_id, firstTrackId),
      "track_id_below_offset",
      text`track ${given.tx.entity_id} is below the first id of a track`,
    ),
    ensure(isFilledText(given.metadata.get("title")), "title_missing", "a track needs a title"),
    ownerSigns(given),
    descriptionFits(given.metadata),
    genreFits(given.metadata),
    gatesValid(given.tx.entity_id, given.metadata),
    signedForUser(given.tx),
    trackNew(given),
    ...newTrackFits(given),
    ...routeFree(given.free_route),
  ],
  writes: (given) => [
    ...writeNewTrack(given, { is_delete: false }),
    newRoute(given.tx, given),
    notifyOfNewTrack(given.tx),
    notifyOfInvitations(given.tx).when(namesAny(given.collaborators)),
  ],
});
