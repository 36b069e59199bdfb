import {
  and,
  anyCase,
  current,
  ensure,
  eq,
  exists,
  isFalse,
  isTrue,
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
 * A transaction is signed by the wallet of its user, or by somebody to whom the user has granted it: a developer app
 * that is not deleted, or a manager (a user who is not deactivated) whose grant the user has approved. A revoked grant
 * does not count.
 */
export const signedForUser = ruleSet(
  "signed_for_user",
  { user_id: type.bigint, signer: type.text },
  {
    reads: ({ user_id, signer }) => {
      const address = lower(signer);
      return {
        account: current(users, { user_id }),
        granted: current(grants, { grantee_address: anyCase(address), user_id }),
        app: current(developer_apps, { address: anyCase(address) }),
        manager: current(users, (user) => eq(storedLower(user.wallet), address)),
      };
    },
    rules: ({ user_id, signer, account, granted, app, manager }) => {
      const appMayAct = and(exists(app), isFalse(app.is_delete));
      const managerMayAct = and(exists(manager), isFalse(manager.is_deactivated));
      return [
        ensure(account, "user_missing", text`user ${user_id} does not exist`),
        when(not(isTrue(eq(lower(account.wallet), lower(signer)))), [
          ensure(
            granted,
            "signer_not_authorized",
            text`${signer} is neither the wallet of user ${user_id} nor granted by them`,
          ),
          reject(granted.is_revoked, "grant_revoked", text`the grant of user ${user_id} to ${signer} is revoked`),
          ensure(
            or(appMayAct, managerMayAct),
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
