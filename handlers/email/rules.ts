import {
  type Expression,
  ensure,
  fitsInteger,
  insertEach,
  isList,
  isNotNull,
  type Metadata,
  reject,
  shown,
  sqlFunction,
  sqlSetFunction,
  type Transaction,
  type,
} from "#spec";
import { email_access } from "#tables";
import { bigintMember, hasNul } from "../common/values.ts";

const areAccessGrants = sqlFunction("em.are_access_grants", [type.nullable(type.json)], type.boolean);
const namesUserOutOfRange = sqlFunction("em.names_user_out_of_range", [type.nullable(type.json)], type.boolean);
const accessGrants = sqlSetFunction("em.access_grants", [type.nullable(type.json)], {
  receiving_user_id: type.integer,
  grantor_user_id: type.integer,
  encrypted_key: type.text,
  is_initial: type.boolean,
});

/** The user whose email it is. */
export function ownerOf(metadata: Metadata): Expression<number | null> {
  return bigintMember(metadata, "email_owner_user_id");
}

/** The metadata names the email's owner by a number that a user can have. */
export function ownerNamed(owner: Expression<number | null>) {
  return [
    ensure(isNotNull(owner), "email_owner_missing", "the metadata names no owner of the email"),
    ensure(fitsInteger(owner), "invalid_email_owner_user_id", "the email's owner is not a user's number"),
  ];
}

/** The metadata says who may read the email: a list, which may be empty, in which each item has all three members. */
export function grantsListed(tx: Transaction, metadata: Metadata) {
  const grants = metadata.get("access_grants");
  return [
    ensure(isList(grants), "access_grants_not_list", "access_grants is not a list"),
    ensure(
      areAccessGrants(grants),
      "access_grant_incomplete",
      "an access grant lacks receiving_user_id, grantor_user_id or encrypted_key",
    ),
    reject(
      namesUserOutOfRange(grants),
      "invalid_access_grant_user",
      "an access grant names a user by a number that is beyond every user's",
    ),
    reject(hasNul(grants, tx.nul), "invalid_encrypted_key", "an access grant holds U+0000"),
  ];
}

/** The grants of the list; access that is there already stays as it is. */
export function grantAccess(metadata: Metadata, owner: Expression<number | null>) {
  return insertEach(
    email_access,
    accessGrants(metadata.get("access_grants")),
    (grant) => ({
      email_owner_user_id: shown(owner),
      receiving_user_id: grant.receiving_user_id,
      grantor_user_id: grant.grantor_user_id,
      encrypted_key: grant.encrypted_key,
      is_initial: grant.is_initial,
    }),
    { orIgnore: true },
  );
}
