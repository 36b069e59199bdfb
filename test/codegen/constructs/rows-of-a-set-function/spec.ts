import { ensure, handler, insertEach, isNotNull, rawJson, read, shown, sqlSetFunction, type, value } from "#spec";
import { email_access } from "#tables";

const newGrants = sqlSetFunction("em.new_email_grants", [type.integer, type.nullable(type.json)], {
  receiving_user_id: type.integer,
  grantor_user_id: type.integer,
});

/** A row for each row that an SQL function gives; times go into columns with time zone as UTC. */
export const spec = handler({
  entity: "EmailAccess",
  action: "Example",
  metadata: rawJson,
  reads: ({ metadata }) => ({ owner: value(read.integer.read(metadata.get("owner"))) }),
  rules: ({ owner }) => [ensure(isNotNull(owner), "owner_missing", "no owner")],
  writes: ({ metadata, owner }) => [
    insertEach(email_access, newGrants(shown(owner), metadata.get("grants")), (grant) => ({
      email_owner_user_id: shown(owner),
      receiving_user_id: grant.receiving_user_id,
      grantor_user_id: grant.grantor_user_id,
      encrypted_key: "key",
    })),
  ],
});
