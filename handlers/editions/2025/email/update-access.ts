import { envelope, handler, isNotNull, reject, sqlFunction, text, type, value } from "#spec";
import { contentsFetchable } from "../common/contents.ts";
import {
  givenOwner,
  grantAccess,
  grantsListed,
  grantUsersValid,
  newGrantsValid,
  ownerNamed,
  ownerOf,
  ownerValid,
} from "./rules.ts";

const grantorWithoutAccess = sqlFunction(
  "em.grantor_without_access",
  [type.nullable(type.json), type.nullable(type.json)],
  type.nullable(type.json),
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
    return { stranger: value(grantorWithoutAccess(givenOwner(metadata), metadata.get("access_grants"))) };
  },
  rules: ({ tx, metadata, stranger }) => [
    ownerNamed(metadata),
    ...grantsListed(metadata),
    ownerValid(ownerOf(metadata)),
    grantUsersValid(metadata),
    reject(
      isNotNull(stranger),
      "grantor_without_access",
      text`user ${stranger} may not read the email of user ${givenOwner(metadata)}`,
    ),
    ...newGrantsValid(tx, metadata),
    contentsFetchable(metadata),
  ],
  writes: ({ metadata }) => [grantAccess(metadata)],
});
