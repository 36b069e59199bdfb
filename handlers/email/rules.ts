import {
  type Expression,
  ensure,
  insertEach,
  isList,
  isNotNull,
  type Metadata,
  read,
  reject,
  sqlFunction,
  sqlSetFunction,
  type,
} from "#spec";
import { email_access } from "#tables";
import { givenText } from "../common/given.ts";
import { truthy } from "../common/json.ts";

const areEmailGrants = sqlFunction("em.are_email_grants", [type.nullable(type.json)], type.boolean);
const haveUsers = sqlFunction("em.have_email_grants_users", [type.nullable(type.json)], type.boolean);
const lacksKey = sqlFunction(
  "em.lacks_email_grant_key",
  [type.nullable(type.integer), type.nullable(type.json)],
  type.boolean,
);
const newEmailGrants = sqlSetFunction("em.new_email_grants", [type.nullable(type.integer), type.nullable(type.json)], {
  receiving_user_id: type.integer,
  grantor_user_id: type.integer,
  encrypted_key: type.json,
});

/** The user whose email it is. */
export function ownerOf(metadata: Metadata): Expression<number | null> {
  return read.integer.read(metadata.get("email_owner_user_id"));
}

/** The metadata names the email's owner. */
export function ownerNamed(metadata: Metadata) {
  return ensure(
    truthy(metadata.get("email_owner_user_id")),
    "email_owner_missing",
    "the metadata names no owner of the email",
  );
}

/** The metadata says who may read the email: a list, not empty, in which each item has all three members. */
export function grantsListed(metadata: Metadata) {
  const grants = metadata.get("access_grants");
  return [
    ensure(truthy(grants), "access_grants_missing", "the metadata has no access_grants"),
    ensure(isList(grants), "access_grants_not_list", "access_grants is not a list"),
    ensure(
      areEmailGrants(grants),
      "access_grant_incomplete",
      "an access grant lacks receiving_user_id, grantor_user_id or encrypted_key",
    ),
  ];
}

/** The owner's number is one that a user can have. */
export function ownerValid(owner: Expression<number | null>) {
  return ensure(isNotNull(owner), "invalid_email_owner_user_id", "the email's owner is not a user's number");
}

/** The numbers in the grants are such as users can have. */
export function grantUsersValid(metadata: Metadata) {
  return ensure(
    haveUsers(metadata.get("access_grants")),
    "invalid_access_grant_user",
    "an access grant names a user by what is not a user's number",
  );
}

/** A grant that is not there yet brings the key as a string; a grant that is there already is not looked at. */
export function grantKeysValid(metadata: Metadata, owner: Expression<number | null>) {
  return reject(
    lacksKey(owner, metadata.get("access_grants")),
    "invalid_encrypted_key",
    "an access grant's encrypted_key is not a string",
  );
}

/** The grants that are not there yet; of several for one receiver, the last counts alone. */
export function grantAccess(metadata: Metadata, owner: Expression<number>) {
  return insertEach(email_access, newEmailGrants(owner, metadata.get("access_grants")), (grant) => ({
    email_owner_user_id: owner,
    receiving_user_id: grant.receiving_user_id,
    grantor_user_id: grant.grantor_user_id,
    encrypted_key: givenText(grant.encrypted_key),
  }));
}
