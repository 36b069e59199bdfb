import {
  anyCase,
  choose,
  current,
  ensure,
  eq,
  exists,
  handler,
  isFalse,
  isNotNull,
  or,
  put,
  rawJson,
  reject,
  shown,
  text,
  value,
} from "#spec";
import { developer_apps, grants, users } from "#tables";
import { addressMember } from "../common/given.ts";
import { signedForUser } from "../common/signer.ts";
import { storedLower } from "../common/text.ts";
import { grantRules } from "./rules.ts";

/**
 * A user lets a developer app, or another user as their manager, act for them. An app may act at once; a manager only after
 * approving. Of an address that is both, the user counts. A grant that was revoked may be given again, and starts over; users
 * may even grant themselves.
 */
export const grantCreate = handler({
  entity: "Grant",
  action: "Create",
  metadata: rawJson,
  reads: ({ tx, metadata }) => {
    const grantee = value(addressMember(metadata, "grantee_address"));
    return {
      account: current(users, { user_id: tx.user_id }),
      grantee,
      app: current(developer_apps, { address: anyCase(grantee) }),
      manager: current(users, (user) => eq(storedLower(user.wallet), grantee)),
      granted: current(grants, { grantee_address: anyCase(grantee), user_id: tx.user_id }),
    };
  },
  rules: ({ tx, metadata, account, grantee, app, manager, granted }) => [
    ...grantRules(tx, metadata, account),
    ensure(isNotNull(grantee), "grantee_address_missing", "the metadata names no grantee"),
    ensure(
      or(exists(app), exists(manager)),
      "grantee_missing",
      text`${grantee} is neither a developer app nor the wallet of a user`,
    ),
    reject(app.is_delete, "grantee_app_deleted", text`developer app ${grantee} is deleted`),
    reject(manager.is_deactivated, "grantee_deactivated", text`the user with wallet ${grantee} is deactivated`),
    reject(isFalse(granted.is_revoked), "grant_exists", text`user ${tx.user_id} has granted ${grantee} already`),
    signedForUser(tx),
  ],
  writes: ({ tx, grantee, manager, granted }) => [
    put(granted, {
      user_id: tx.user_id,
      grantee_address: shown(grantee),
      is_approved: choose<boolean | null>(exists(manager), null, true),
      is_revoked: false,
    }),
  ],
});
