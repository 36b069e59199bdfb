import type { Rows } from "../../support/procedure.ts";

export const ana = { user_id: 3_000_001, signer: "0xana" };
/** Has neither handle nor name. */
export const nameless = { user_id: 3_000_002, signer: "0xnameless" };
/** Is verified. */
export const star = { user_id: 3_000_003, signer: "0xstar" };
export const newcomer = { user_id: 3_000_009, signer: "0xNewcomer" };

/** The time of the blocks here, which have a fraction of a second. */
export const time = "2026-10-01T12:00:00.25Z";
export const now = "2026-10-01T12:00:00.25";

/** Tracks: Ana's own, one that she deleted, and another's. */
export const track = { own: 10, second: 11, deleted: 12, others: 13 };

/** Three users, of whom the first has tracks, an event and a payout wallet; and apps. */
export const userRows: Rows = {
  users: [
    {
      ...{ user_id: ana.user_id, wallet: ana.signer, handle: "Ana", handle_lc: "ana", name: "Ana", bio: "old" },
      ...{ artist_pick_track_id: track.own, playlist_library: { contents: [1] }, profile_type: "label" },
    },
    { user_id: nameless.user_id, wallet: nameless.signer },
    {
      ...{ user_id: star.user_id, wallet: star.signer, handle: "Star", handle_lc: "star", is_verified: true },
      ...{ twitter_handle: "said", verified_with_instagram: true },
    },
  ],
  tracks: [
    { track_id: track.own, owner_id: ana.user_id },
    { track_id: track.second, owner_id: ana.user_id },
    { track_id: track.deleted, owner_id: ana.user_id, is_delete: true },
    { track_id: track.others, owner_id: star.user_id },
  ].map((row) => ({ is_unlisted: false, track_segments: [], ...row })),
  user_events: [{ user_id: ana.user_id, referrer: star.user_id, is_mobile_user: false, blocknumber: 0 }],
  user_payout_wallet_history: [
    { user_id: ana.user_id, spl_usdc_payout_wallet: "first", blocknumber: 0, block_timestamp: "2026-01-01T00:00:00" },
  ],
  developer_apps: [
    { address: "0xapp", name: "app", user_id: ana.user_id },
    { address: "0xgone", name: "", user_id: ana.user_id, is_delete: true },
  ],
};

/** A text that no index holds: too long, and without anything that repeats. */
export const longText = Array.from({ length: 1_000 }, (_, index) =>
  ((index * 2_654_435_761) % 2 ** 32).toString(36),
).join("");

/** What a profile cannot be, by code: for sign-ups and changes alike. */
export const badProfiles: [code: string, data: object][] = [
  ["situation 47: bio_too_long", { bio: "😀".repeat(257) }],
  ["handle_characters", { handle: "a-b" }],
  ["handle_too_long", { handle: "a".repeat(31) }],
  ["situation 45: handle_reserved", { handle: "Tracks" }],
  ["handle_taken", { handle: "STAR" }],
  ["situation 46: name_too_long", { name: "😀".repeat(33) }],
  ["invalid_location", { location: "a\u0000" }],
  ["invalid_spl_usdc_payout_wallet", { spl_usdc_payout_wallet: longText }],
];

/** What a transaction left of a user and of what goes with them. */
export const userAfter = `
  select to_jsonb(users) as profile,
         (select jsonb_agg(jsonb_build_array(referrer, is_mobile_user)) from user_events as event
           where event.user_id = $1 and is_current) as events,
         (select jsonb_agg(spl_usdc_payout_wallet order by block_timestamp) from user_payout_wallet_history as wallet
           where wallet.user_id = $1) as wallets
    from users where user_id = $1`;
