import { anyMatch, handler, insert, reject, text } from "#spec";
import { notification_seen } from "#tables";
import { signedForUser } from "../common/signer.ts";

/** A user has looked at their notifications. A second look at the same time, which goes by whole seconds, is refused. */
export const notificationView = handler({
  entity: "Notification",
  action: "View",
  rules: ({ tx, block }) => [
    signedForUser(tx),
    reject(
      anyMatch(notification_seen, { user_id: tx.user_id, seen_at: block.time }),
      "view_exists",
      text`user ${tx.user_id} looked at their notifications at ${block.time} already`,
    ),
  ],
  writes: ({ tx, block }) => [insert(notification_seen, { user_id: tx.user_id, seen_at: block.time })],
});
