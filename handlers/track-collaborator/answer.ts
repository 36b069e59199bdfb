import { type Context, current, ensure, eq, handler, isOneOf, text, updateOnly } from "#spec";
import { track_collaborators } from "#tables";
import { notifyOfAcceptance } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";

/** The invitation to a track of the user who signs: nobody answers for another. */
function reads({ tx }: Context) {
  return { invitation: current(track_collaborators, { track_id: tx.entity_id, collaborator_user_id: tx.user_id }) };
}

function invited({ tx, invitation }: Context & ReturnType<typeof reads>) {
  return ensure(
    invitation,
    "invitation_missing",
    text`user ${tx.user_id} is not invited to collaborate on track ${tx.entity_id}`,
  );
}

/**
 * A user accepts to be named as a collaborator of a track. Who has declined cannot accept any more, unless the track's owner drops
 * them and names them again. The track is not looked at.
 */
export const trackCollaboratorApprove = handler({
  entity: "TrackCollaborator",
  action: "Approve",
  reads,
  rules: (given) => [
    signedForUser(given.tx),
    invited(given),
    ensure(
      eq(given.invitation.status, "pending"),
      "invitation_not_pending",
      text`the invitation of user ${given.tx.user_id} to track ${given.tx.entity_id} is ${given.invitation.status}`,
    ),
  ],
  writes: ({ block, invitation }) => [
    updateOnly(invitation, { status: "accepted", updated_at: block.time }),
    notifyOfAcceptance(invitation),
  ],
});

/** A user declines to be named as a collaborator of a track, or leaves it. */
export const trackCollaboratorReject = handler({
  entity: "TrackCollaborator",
  action: "Reject",
  reads,
  rules: (given) => [
    signedForUser(given.tx),
    invited(given),
    ensure(
      isOneOf(given.invitation.status, ["pending", "accepted"]),
      "invitation_already_rejected",
      text`user ${given.tx.user_id} has declined to collaborate on track ${given.tx.entity_id} already`,
    ),
  ],
  writes: ({ block, invitation }) => [updateOnly(invitation, { status: "rejected", updated_at: block.time })],
});
