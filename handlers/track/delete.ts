import { current, handler, removeAll, update } from "#spec";
import { stems, tracks } from "#tables";
import { signedForUser } from "../common/signer.ts";
import { ownTrack } from "./rules.ts";

/** An artist deletes a track. A stem is then no part of another track. */
export const trackDelete = handler({
  entity: "Track",
  action: "Delete",
  reads: ({ tx }) => ({ track: current(tracks, { track_id: tx.entity_id }) }),
  rules: ({ tx, track }) => [signedForUser(tx), ...ownTrack(tx, track)],
  writes: ({ tx, track }) => [
    update(track, { is_delete: true, stem_of: null }),
    removeAll(stems, { child_track_id: tx.entity_id }),
  ],
});
