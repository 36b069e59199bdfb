import {
  and,
  coalesce,
  current,
  ensure,
  handler,
  hasMember,
  insertOrIgnore,
  isNull,
  isObject,
  memberOf,
  members,
  optionalEnvelope,
  read,
  reject,
  text,
} from "#spec";
import { track_downloads, tracks } from "#tables";
import { trackDownloadMembers } from "../common/known-members.ts";
import { signedForUser } from "../common/signer.ts";

const place = members({ city: read.anyText, region: read.anyText, country: read.anyText });

/**
 * A user downloads a track, deleted or not, or one of its stems: then the track is noted beside the stem. Nobody asks
 * whether the user may download it. A transaction counts once, however often it comes.
 */
export const trackDownload = handler({
  entity: "Track",
  action: "Download",
  metadata: optionalEnvelope(trackDownloadMembers),
  reads: ({ tx }) => ({ track: current(tracks, { track_id: tx.entity_id }) }),
  rules: ({ tx, metadata, track }) => [
    signedForUser(tx),
    ensure(track, "track_missing", text`track ${tx.entity_id} does not exist`),
    place.wellTyped(metadata),
    reject(
      and(
        isObject(track.stem_of),
        hasMember(track.stem_of, "parent_track_id"),
        isNull(read.anyInteger.read(memberOf(track.stem_of, "parent_track_id"))),
      ),
      "stem_parent_invalid",
      text`track ${tx.entity_id} is a stem of what cannot be a track`,
    ),
  ],
  writes: ({ tx, metadata, track }) => [
    insertOrIgnore(track_downloads, {
      parent_track_id: coalesce(read.anyInteger.read(memberOf(track.stem_of, "parent_track_id")), track.track_id),
      track_id: tx.entity_id,
      user_id: tx.user_id,
      ...place.of(metadata),
    }),
  ],
});
