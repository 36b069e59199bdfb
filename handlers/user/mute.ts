import { active, type Context, current, ensure, eq, handler, reject, text, update, upsert } from "#spec";
import { muted_users, users } from "#tables";
import { signedForUser } from "../common/signer.ts";

/** The mute as it stands, and the user who is muted. */
function reads({ tx }: Context) {
  return {
    muted: current(muted_users, { muted_user_id: tx.entity_id, user_id: tx.user_id }),
    target: current(users, { user_id: tx.entity_id }),
  };
}

/** A user wants to hear nothing of another. */
export const userMute = handler({
  entity: "User",
  action: "Mute",
  reads,
  rules: ({ tx, muted, target }) => [
    signedForUser(tx),
    ensure(target, "target_missing", text`user ${tx.entity_id} does not exist`),
    reject(eq(tx.user_id, tx.entity_id), "own_user", text`user ${tx.user_id} cannot mute themself`),
    reject(active(muted), "already_muted", text`user ${tx.user_id} has muted user ${tx.entity_id} already`),
  ],
  writes: ({ tx, muted }) => [upsert(muted, { muted_user_id: tx.entity_id, user_id: tx.user_id, is_delete: false })],
});

/** A user takes a mute back. */
export const userUnmute = handler({
  entity: "User",
  action: "Unmute",
  reads,
  rules: ({ tx, muted }) => [
    signedForUser(tx),
    ensure(active(muted), "not_muted", text`user ${tx.user_id} has not muted user ${tx.entity_id}`),
  ],
  writes: ({ muted }) => [update(muted, { is_delete: true })],
});
