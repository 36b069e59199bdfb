import { coalesce, current, ensure, handler, insertOrIgnore, memberOf, members, openMetadata, text } from "#spec";
import { track_downloads, tracks } from "#tables";
import { signedForUser } from "../common/signer.ts";
import * as given from "../common/values.ts";
import { stemParentFits, trackNumber } from "./lineage.ts";

const place = members({ city: given.text, region: given.text, country: given.text });

/**
 * A user downloads a track, deleted or not, or one of its stems: then the track of which it is a part is noted beside the stem.
 * Nobody asks whether the user may download it. A transaction counts once, however often it comes.
 */
export const trackDownload = handler({
  entity: "Track",
  action: "Download",
  metadata: openMetadata,
  reads: ({ tx }) => ({ track: current(tracks, { track_id: tx.entity_id }) }),
  rules: ({ tx, metadata, track }) => [
    signedForUser(tx),
    ensure(track, "track_missing", text`track ${tx.entity_id} does not exist`),
    place.wellTyped(metadata),
    stemParentFits(track.stem_of),
  ],
  writes: ({ tx, metadata, track }) => [
    insertOrIgnore(track_downloads, {
      parent_track_id: coalesce(trackNumber(memberOf(track.stem_of, "parent_track_id")), track.track_id),
      track_id: tx.entity_id,
      user_id: tx.user_id,
      ...place.of(metadata),
    }),
  ],
});
