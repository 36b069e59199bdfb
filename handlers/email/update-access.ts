import { handler, isNotNull, openMetadata, reject, sqlFunction, text, type, value } from "#spec";
import { grantAccess, grantsListed, ownerNamed, ownerOf } from "./rules.ts";

const grantorNotReceiver = sqlFunction(
  "em.grantor_not_receiver",
  [type.nullable(type.bigint), type.nullable(type.json)],
  type.nullable(type.integer),
);

/**
 * Those who have received access to a user's email let others read it too, also those who receive it by an earlier item of the same
 * list. Nobody checks who signs.
 */
export const emailAccessUpdate = handler({
  entity: "EmailAccess",
  action: "Update",
  metadata: openMetadata,
  reads: ({ metadata }) => {
    const owner = value(ownerOf(metadata));
    return { owner, stranger: value(grantorNotReceiver(owner, metadata.get("access_grants"))) };
  },
  rules: ({ tx, metadata, owner, stranger }) => [
    ...ownerNamed(owner),
    ...grantsListed(tx, metadata),
    reject(
      isNotNull(stranger),
      "grantor_without_access",
      text`user ${stranger} may not read the email of user ${owner}`,
    ),
  ],
  writes: ({ metadata, owner }) => [grantAccess(metadata, owner)],
});
