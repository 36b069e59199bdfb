import {
  active,
  anyMatch,
  choose,
  current,
  ensure,
  handler,
  isFalse,
  openMetadata,
  or,
  reject,
  shown,
  text,
  upsert,
  value,
} from "#spec";
import { developer_apps, users } from "#tables";
import { notifyOfGrant } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";
import { granteeNamed, granteeOf, grantOf } from "./grant.ts";

/**
 * A user lets a developer app, or another user as their manager, act for them. An app may act at once; a manager only after approving.
 * A grant that was revoked may be given again, and starts over; users may even grant themselves.
 */
export const grantCreate = handler({
  entity: "Grant",
  action: "Create",
  metadata: openMetadata,
  reads: ({ tx, metadata }) => {
    const grantee = value(granteeOf(metadata));
    return {
      grantee,
      app: current(developer_apps, { address: grantee }),
      granted: grantOf(tx.user_id, grantee),
    };
  },
  rules: ({ tx, metadata, grantee, app, granted }) => [
    signedForUser(tx),
    ...granteeNamed(metadata, grantee),
    ensure(
      or(active(app), anyMatch(users, { wallet: grantee })),
      "grantee_missing",
      text`${grantee} is neither a developer app nor the wallet of a user`,
    ),
    reject(isFalse(granted.is_revoked), "grant_exists", text`user ${tx.user_id} has granted ${grantee} already`),
  ],
  writes: ({ tx, block, grantee, app, granted }) => [
    upsert(granted, {
      user_id: tx.user_id,
      grantee_address: shown(grantee),
      is_approved: choose<boolean | null>(active(app), true, null),
      is_revoked: false,
      created_at: block.time,
    }),
    notifyOfGrant(block, tx.user_id, grantee),
  ],
});
