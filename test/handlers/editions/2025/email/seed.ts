import type { Rows } from "../../../../support/procedure.ts";

const times = { created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" };

/** The email of user 1, which users 1 and 2 may read; there is no row of a user, and none is needed. */
export const emailRows: Rows = {
  encrypted_emails: [{ email_owner_user_id: 1, encrypted_email: "cipher", ...times }],
  email_access: [
    { email_owner_user_id: 1, receiving_user_id: 1, grantor_user_id: 1, encrypted_key: "k1", ...times },
    { email_owner_user_id: 1, receiving_user_id: 2, grantor_user_id: 1, encrypted_key: "k2", ...times },
  ],
};

/** An access grant as metadata has it. */
export function grant(receiving_user_id: unknown, grantor_user_id: unknown, encrypted_key: unknown = "key") {
  return { receiving_user_id, grantor_user_id, encrypted_key };
}

/** The access that a block gave. */
export const accessOfTheBlock = `
  select email_owner_user_id, receiving_user_id, grantor_user_id, encrypted_key, is_initial
  from email_access where created_at = '2026-06-01 12:00:00+00' and updated_at = created_at order by receiving_user_id`;
