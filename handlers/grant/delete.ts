import {
  and,
  current,
  ensure,
  exists,
  handler,
  isFalse,
  isNotTrue,
  openMetadata,
  passes,
  text,
  update,
  value,
  when,
} from "#spec";
import { users } from "#tables";
import { signedForUser } from "../common/signer.ts";
import { granteeNamed, granteeOf, grantOf } from "./grant.ts";

/**
 * A grant is revoked: by the user who gave it, by the user to whom it was given, or by anybody who may sign for either of them (the app
 * to which it was given is among those). A grant that is not approved yet can be revoked too.
 */
export const grantDelete = handler({
  entity: "Grant",
  action: "Delete",
  metadata: openMetadata,
  reads: ({ tx, metadata }) => {
    const grantee = value(granteeOf(metadata));
    return {
      grantee,
      granted: grantOf(tx.user_id, grantee),
      manager: current(users, { wallet: grantee, is_deactivated: false }),
    };
  },
  rules: ({ tx, metadata, grantee, granted, manager }) => [
    ...granteeNamed(metadata, grantee),
    ensure(
      isFalse(granted.is_revoked),
      "grant_missing",
      text`user ${tx.user_id} has granted nothing to ${grantee}, or revoked it`,
    ),
    when(isNotTrue(and(exists(manager), passes(signedForUser({ user_id: manager.user_id, signer: tx.signer })))), [
      signedForUser(tx),
    ]),
  ],
  writes: ({ granted }) => [update(granted, { is_revoked: true })],
});
