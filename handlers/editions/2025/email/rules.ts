import {
  type Expression,
  ensure,
  insertEach,
  isList,
  isNotNull,
  type Json,
  type Metadata,
  read,
  reject,
  shown,
  sqlFunction,
  sqlSetFunction,
  type Transaction,
  type,
} from "#spec";
import { email_access } from "#tables";
import { truthy } from "../common/json.ts";

const areEmailGrants = sqlFunction("em.are_email_grants", [type.nullable(type.json)], type.boolean);
const haveUsers = sqlFunction("em.have_email_grants_users", [type.nullable(type.json)], type.boolean);
const lacksKey = sqlFunction(
  "em.lacks_email_grant_key",
  [type.nullable(type.json), type.nullable(type.json), type.nullable(type.text)],
  type.boolean,
);
const clashes = sqlFunction(
  "em.clashes_email_grant",
  [type.nullable(type.json), type.nullable(type.json)],
  type.boolean,
);
const newEmailGrants = sqlSetFunction("em.new_email_grants", [type.nullable(type.json), type.nullable(type.json)], {
  receiving_user_id: type.integer,
  grantor_user_id: type.integer,
  encrypted_key: type.json,
});

/** The user whose email it is, as the metadata has it: a row that is there is found by this. */
export function givenOwner(metadata: Metadata): Expression<Json | null> {
  return metadata.get("email_owner_user_id");
}

/** The number of the user whose email it is, as it is stored. */
export function ownerOf(metadata: Metadata): Expression<number | null> {
  return read.anyInteger.read(givenOwner(metadata));
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

/** A grant that is not there yet brings a key that can be stored as a text; a grant that is there already is not looked at. */
export function newGrantsValid(tx: Transaction, metadata: Metadata) {
  const grants = metadata.get("access_grants");
  return [
    reject(
      lacksKey(givenOwner(metadata), grants, tx.nul),
      "invalid_encrypted_key",
      "an access grant's encrypted_key cannot be stored as text",
    ),
    reject(clashes(givenOwner(metadata), grants), "access_grant_exists", "an access grant is given twice"),
  ];
}

/** The grants that are not there yet; of several for one receiver, the last counts alone. */
export function grantAccess(metadata: Metadata) {
  return insertEach(email_access, newEmailGrants(givenOwner(metadata), metadata.get("access_grants")), (grant) => ({
    email_owner_user_id: shown(ownerOf(metadata)),
    receiving_user_id: grant.receiving_user_id,
    grantor_user_id: grant.grantor_user_id,
    encrypted_key: shown(read.anyText.read(grant.encrypted_key)),
  }));
}
