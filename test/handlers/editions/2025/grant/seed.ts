import type { Rows } from "../../../../support/procedure.ts";

export const grantor = { user_id: 1, signer: "0xgrantor" };
export const grantee = { user_id: 2, signer: "0xgrantee" };

const approved = { is_revoked: false, is_approved: true };
const pending = { is_revoked: false, is_approved: null };
const revoked = { is_revoked: true, is_approved: true };

/**
 * User 1 has granted an app, user 2 (not approved yet), user 4 (approved) and, revoked, user 5; user 2 has granted an app of
 * theirs and user 6. User 3 has no wallet, user 7 is deactivated.
 */
export const grantRows: Rows = {
  users: [
    { user_id: 1, wallet: "0xGrantor" },
    { user_id: 2, wallet: "0xgrantee" },
    { user_id: 3, wallet: null },
    { user_id: 4, wallet: "0xapproved" },
    { user_id: 5, wallet: "0xrevoked" },
    { user_id: 6, wallet: "0xassistant" },
    { user_id: 7, wallet: "0xinactive", is_deactivated: true },
    { user_id: 8, wallet: "0xstranger" },
  ].map((user) => ({ is_deactivated: false, ...user })),
  developer_apps: [
    { address: "0xApp", user_id: 8, name: "App" },
    { address: "0xother", user_id: 8, name: "Other" },
    { address: "0xgone", user_id: 8, name: "Gone", is_delete: true },
  ],
  grants: [
    { user_id: 1, grantee_address: "0xApp", ...approved },
    { user_id: 1, grantee_address: "0xgrantee", ...pending },
    { user_id: 1, grantee_address: "0xapproved", ...approved },
    { user_id: 1, grantee_address: "0xrevoked", ...revoked },
    { user_id: 2, grantee_address: "0xassistant", ...approved },
  ],
};

/** The rows of a block's grants. */
export const grantsOfTheBlock = `
  select user_id, grantee_address, is_approved, is_revoked, is_current, created_at::text, updated_at::text
  from grants where txhash = '0xtx1'`;
