import { active, type Context, current, ensure, handler, optionalEnvelope, put, reject, text, update } from "#spec";
import { muted_users, users } from "#tables";
import { userMembers } from "../common/known-members.ts";
import { signedForUser } from "../common/signer.ts";

/** The mute as it stands, and the user who is muted. */
function reads({ tx }: Context) {
  return {
    muted: current(muted_users, { muted_user_id: tx.entity_id, user_id: tx.user_id }),
    target: current(users, { user_id: tx.entity_id }),
  };
}

/** A user wants to hear nothing of another (or of themself). */
export const userMute = handler({
  entity: "User",
  action: "Mute",
  metadata: optionalEnvelope(userMembers),
  reads,
  rules: ({ tx, muted, target }) => [
    signedForUser(tx),
    reject(active(muted), "already_muted", text`user ${tx.user_id} has muted user ${tx.entity_id}`),
    ensure(target, "target_missing", text`user ${tx.entity_id} does not exist`),
  ],
  writes: ({ tx, muted }) => [put(muted, { muted_user_id: tx.entity_id, user_id: tx.user_id, is_delete: false })],
});

/** A user takes a mute back; once taken back it may be taken back again. */
export const userUnmute = handler({
  entity: "User",
  action: "Unmute",
  metadata: optionalEnvelope(userMembers),
  reads,
  rules: ({ tx, muted, target }) => [
    signedForUser(tx),
    ensure(target, "target_missing", text`user ${tx.entity_id} does not exist`),
    ensure(muted, "not_muted", text`user ${tx.user_id} has not muted user ${tx.entity_id}`),
  ],
  writes: ({ muted }) => [update(muted, { is_delete: true })],
});
