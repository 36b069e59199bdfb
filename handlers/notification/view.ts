import { handler, insertOrIgnore } from "#spec";
import { notification_seen } from "#tables";
import { signedForUser } from "../common/signer.ts";

/** A user has looked at their notifications. A second look at the same time changes nothing. */
export const notificationView = handler({
  entity: "Notification",
  action: "View",
  rules: ({ tx }) => [signedForUser(tx)],
  writes: ({ tx, block }) => [insertOrIgnore(notification_seen, { user_id: tx.user_id, seen_at: block.time })],
});
