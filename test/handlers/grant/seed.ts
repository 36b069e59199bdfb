import type { Rows } from "../../support/procedure.ts";

export const ana = { user_id: 1, signer: "0xana" };
export const ben = { user_id: 2, signer: "0xben" };
/** Is deactivated. */
export const cas = { user_id: 3, signer: "0xcas" };
export const stranger = { user_id: 4, signer: "0xstranger" };

/** What Ana has granted: to an app, to one from which she took it back, to Ben who has approved it, and to Cas who has not yet. */
export const grantRows: Rows = {
  users: [ana, ben, cas, stranger].map(({ user_id, signer: wallet }) => ({
    ...{ user_id, wallet },
    is_deactivated: user_id === cas.user_id,
  })),
  developer_apps: [
    { address: "0xapp", user_id: ana.user_id, name: "app" },
    { address: "0xrevoked", user_id: ana.user_id, name: "revoked" },
    { address: "0xfree", user_id: ana.user_id, name: "free" },
    { address: "0xgone", user_id: ana.user_id, name: "", is_delete: true },
  ],
  grants: [
    { grantee_address: "0xapp", is_approved: true },
    { grantee_address: "0xrevoked", is_approved: true, is_revoked: true },
    { grantee_address: ben.signer, is_approved: true },
    { grantee_address: cas.signer },
    { grantee_address: ben.signer, user_id: stranger.user_id, is_approved: false, is_revoked: true },
  ].map((row) => ({ user_id: ana.user_id, is_revoked: false, ...row })),
};

/** What a user has granted to an address. */
export const grantOf = "select to_jsonb(grants) as row from grants where user_id = $1 and grantee_address = $2";
