import { anyMatch, type Expression, or, sqlFunction, type Transaction, type } from "#spec";
import { comment_notification_settings, muted_users } from "#tables";

/** How many followers, together, the users have who muted somebody; who took the mute back counts too. */
export const followersOfMuters = sqlFunction("em.followers_of_muters", [type.bigint], type.bigint);

/** How many followers, together, the users have who reported a comment. */
export const followersOfReporters = sqlFunction("em.followers_of_reporters", [type.bigint], type.bigint);

/** With so many followers behind those who muted a user, or reported a comment, nobody is notified any more. */
export const karmaThreshold = 1_700_000;

/** A user has muted a track or a comment, or the transaction's user. */
export function turnsAway(
  user_id: Expression<number>,
  tx: Transaction,
  what: { readonly entity_type: "Track" | "Comment"; readonly entity_id: Expression<number> },
): Expression<boolean> {
  return or(
    anyMatch(comment_notification_settings, { ...what, user_id, is_muted: true }),
    anyMatch(muted_users, { muted_user_id: tx.user_id, user_id, is_delete: false }),
  );
}
