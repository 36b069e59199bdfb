import { current, handler, optionalEnvelope, removeAll, update } from "#spec";
import { stems, tracks } from "#tables";
import { ddexSigner } from "../common/ddex.ts";
import { trackMembers } from "../common/known-members.ts";
import { signedForUser } from "../common/signer.ts";
import { trackFields } from "./fields.ts";
import { ownTrack } from "./rules.ts";

/** An artist deletes a track; a deleted one may be deleted again. A stem is no part of another track any more. */
export const trackDelete = handler({
  entity: "Track",
  action: "Delete",
  metadata: optionalEnvelope(trackMembers),
  reads: ({ tx }) => ({ track: current(tracks, { track_id: tx.entity_id }) }),
  rules: ({ tx, track }) => [signedForUser(tx), ...ownTrack(tx, track), ddexSigner(tx, "track", track)],
  writes: ({ tx, track }) => [
    removeAll(stems, { child_track_id: tx.entity_id }),
    update(track, { ...trackFields.checkedAgain(), is_delete: true, stem_of: null }),
  ],
});
