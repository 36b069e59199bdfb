import {
  and,
  coalesce,
  current,
  ensure,
  eq,
  exists,
  isFalse,
  isTrue,
  ne,
  not,
  or,
  reject,
  ruleSet,
  text,
  type,
  when,
} from "#spec";
import { developer_apps, grants, users } from "#tables";
import { lower, storedLower } from "./text.ts";

/**
 * A transaction is signed by the wallet of its user, whatever the case of its letters, or by somebody to whom the user has
 * granted it: a developer app that is not deleted, or a manager (a user who is not deactivated) whose grant the user has approved.
 * A revoked grant does not count. Grants, apps and managers are known by their address in lower case.
 */
export const signedForUser = ruleSet(
  "signed_for_user",
  { user_id: type.bigint, signer: type.text },
  {
    reads: ({ user_id, signer }) => {
      const address = lower(signer);
      return {
        account: current(users, { user_id }),
        granted: current(grants, { grantee_address: address, user_id }),
        app: current(developer_apps, { address }),
        manager: current(users, { wallet: address, is_deactivated: false }),
      };
    },
    rules: ({ user_id, signer, account, granted, app, manager }) => {
      const appMayAct = and(exists(app), isFalse(app.is_delete));
      return [
        ensure(account, "user_missing", text`user ${user_id} does not exist`),
        ensure(ne(coalesce(account.wallet, ""), ""), "user_wallet_missing", text`user ${user_id} has no wallet`),
        when(not(isTrue(eq(storedLower(account.wallet), lower(signer)))), [
          ensure(
            granted,
            "signer_not_authorized",
            text`${signer} is neither the wallet of user ${user_id} nor granted by them`,
          ),
          reject(granted.is_revoked, "grant_revoked", text`the grant of user ${user_id} to ${signer} is revoked`),
          ensure(
            or(appMayAct, exists(manager)),
            "grantee_not_valid",
            text`${signer} is neither an active developer app nor an active user`,
          ),
          ensure(
            or(appMayAct, granted.is_approved),
            "grant_not_approved",
            text`user ${user_id} has not approved the grant to ${signer}`,
          ),
        ]),
      ];
    },
  },
);
