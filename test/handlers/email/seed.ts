import type { Rows } from "../../support/procedure.ts";

const times = { created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" };

/** The email of user 1, which user 2 may read; there is no row of a user, and none is needed. */
export const emailRows: Rows = {
  encrypted_emails: [{ email_owner_user_id: 1, encrypted_email: "cipher", ...times }],
  email_access: [
    {
      email_owner_user_id: 1,
      receiving_user_id: 2,
      grantor_user_id: 1,
      encrypted_key: "old",
      is_initial: false,
      ...times,
    },
  ],
};

/** The time of the blocks here, which have a fraction of a second. */
export const time = "2026-10-01T12:00:00.25Z";

/** An access grant as metadata has it. */
export function grant(receiving_user_id: unknown, grantor_user_id: unknown, more: object = {}) {
  return { receiving_user_id, grantor_user_id, encrypted_key: "key", ...more };
}

/** What no list of access grants may be, by code. */
export const badGrants: [code: string, access_grants: unknown][] = [
  ["access_grants_not_list", undefined],
  ["access_grants_not_list", null],
  ["access_grants_not_list", grant(3, 2)],
  ["access_grant_incomplete", [grant(3, 2), null]],
  ["access_grant_incomplete", [["receiving_user_id", "grantor_user_id", "encrypted_key"]]],
  ["access_grant_incomplete", [grant("3", 2)]],
  ["access_grant_incomplete", [grant(3, undefined)]],
  ["access_grant_incomplete", [grant(3, 2, { encrypted_key: "" })]],
  ["access_grant_incomplete", [grant(3, 2, { encrypted_key: 5 })]],
  ["invalid_access_grant_user", [grant(2 ** 31, 2)]],
  ["invalid_access_grant_user", [grant(3, -(2 ** 64))]],
  ["invalid_encrypted_key", [grant(3, 2, { encrypted_key: "a\u0000" })]],
];

/** The access that a block gave. */
export const givenAccess = `
  select email_owner_user_id, receiving_user_id, grantor_user_id, encrypted_key, is_initial
  from email_access where created_at = '2026-10-01 12:00:00.25+00' and updated_at = created_at order by id`;
