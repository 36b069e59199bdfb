import { envelope, handler, isNotNull, reject, shown, sqlFunction, text, type, value } from "#spec";
import {
  grantAccess,
  grantKeysValid,
  grantsListed,
  grantUsersValid,
  ownerNamed,
  ownerOf,
  ownerValid,
} from "./rules.ts";

const grantorWithoutAccess = sqlFunction(
  "em.grantor_without_access",
  [type.nullable(type.integer), type.nullable(type.json)],
  type.nullable(type.integer),
);

/**
 * Those who may read a user's email let others read it too. Each grantor must have had access before the transaction: one
 * who gets it by an earlier item of the same list does not count. Access that is there already stays as it is. Nobody checks
 * who signs.
 */
export const emailAccessUpdate = handler({
  entity: "EmailAccess",
  action: "Update",
  metadata: envelope(),
  reads: ({ metadata }) => {
    const owner = value(ownerOf(metadata));
    return { owner, stranger: value(grantorWithoutAccess(owner, metadata.get("access_grants"))) };
  },
  rules: ({ metadata, owner, stranger }) => [
    ownerNamed(metadata),
    ...grantsListed(metadata),
    ownerValid(owner),
    grantUsersValid(metadata),
    reject(
      isNotNull(stranger),
      "grantor_without_access",
      text`user ${stranger} may not read the email of user ${owner}`,
    ),
    grantKeysValid(metadata, owner),
  ],
  writes: ({ metadata, owner }) => [grantAccess(metadata, shown(owner))],
});
