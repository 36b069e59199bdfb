import {
  and,
  anyCase,
  current,
  ensure,
  eq,
  exists,
  handler,
  isNotNull,
  isNotTrue,
  passes,
  rawJson,
  update,
  value,
  when,
} from "#spec";
import { grants, users } from "#tables";
import { addressMember } from "../common/given.ts";
import { signedForUser } from "../common/signer.ts";
import { storedLower } from "../common/text.ts";
import { grantRules, grantStands } from "./rules.ts";

/**
 * A grant is revoked: by the user who gave it, by the user to whom it was given, or by anybody who may sign for either of
 * them (a developer app to which it was given is among those). A grant that is not approved yet can be revoked too.
 */
export const grantDelete = handler({
  entity: "Grant",
  action: "Delete",
  metadata: rawJson,
  reads: ({ tx, metadata }) => {
    const grantee = value(addressMember(metadata, "grantee_address"));
    return {
      account: current(users, { user_id: tx.user_id }),
      grantee,
      granted: current(grants, { grantee_address: anyCase(grantee), user_id: tx.user_id }),
      manager: current(users, (user) => eq(storedLower(user.wallet), grantee)),
    };
  },
  rules: ({ tx, metadata, account, grantee, granted, manager }) => [
    ...grantRules(tx, metadata, account),
    ensure(isNotNull(grantee), "grantee_address_missing", "the metadata names no grantee"),
    ...grantStands(granted),
    when(isNotTrue(and(exists(manager), passes(signedForUser({ user_id: manager.user_id, signer: tx.signer })))), [
      signedForUser(tx),
    ]),
  ],
  writes: ({ granted }) => [update(granted, { is_revoked: true })],
});
