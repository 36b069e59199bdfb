import type { Rows } from "../../../../support/procedure.ts";

export const ana = { user_id: 3_000_001, signer: "0xana" };
/** Has neither handle nor name yet. */
export const nameless = { user_id: 3_000_002, signer: "0xnameless" };
/** Is verified. */
export const star = { user_id: 3_000_003, signer: "0xstar" };
export const stranger = { user_id: 3_000_009, signer: "0xstranger" };

/** A Solana public key, and another. */
export const payoutWallet = "11111111111111111111111111111111";
export const otherPayoutWallet = "So11111111111111111111111111111111111111112";

/** Three users, of whom the first has a track, an event and a payout wallet; and an app. */
export const userRows: Rows = {
  users: [
    { user_id: ana.user_id, wallet: ana.signer, handle: "Ana", handle_lc: "ana", name: "Ana", bio: "old" },
    { user_id: nameless.user_id, wallet: nameless.signer },
    { user_id: star.user_id, wallet: star.signer, handle: "Star", handle_lc: "star", name: "Star", is_verified: true },
  ],
  tracks: [
    { track_id: 10, owner_id: ana.user_id },
    { track_id: 11, owner_id: star.user_id },
    // Of old there are tracks and events of users who do not exist.
    { track_id: 12, owner_id: stranger.user_id },
  ],
  user_events: [
    { user_id: ana.user_id, referrer: star.user_id, is_mobile_user: false, blocknumber: 0 },
    { user_id: 3_000_010, referrer: null, is_mobile_user: true, blocknumber: 0 },
  ],
  user_payout_wallet_history: [
    {
      user_id: ana.user_id,
      spl_usdc_payout_wallet: payoutWallet,
      blocknumber: 0,
      block_timestamp: "2026-01-01T00:00:00",
    },
  ],
  developer_apps: [{ address: "0xapp", name: "app", user_id: ana.user_id }],
};

/** What a profile cannot be, by code: for sign-ups and changes alike. */
export const badProfiles: [code: string, data: object][] = [
  ["bio_too_long", { bio: "😀".repeat(257) }],
  ["artist_pick_missing", { artist_pick_track_id: 11 }],
  ["artist_pick_missing", { artist_pick_track_id: "11" }],
  ["payout_wallet_not_text", { spl_usdc_payout_wallet: [payoutWallet] }],
  ["payout_wallet_invalid", { spl_usdc_payout_wallet: "0OIl" }],
  ["referrer_out_of_range", { events: { referrer: 2 ** 31 } }],
  ["referrer_not_number", { events: { referrer: true } }],
];

/** What the first handle and name of a user cannot be, by code. */
export const badHandles: [code: string, data: object][] = [
  ["handle_missing", { name: "x" }],
  ["handle_missing", { handle: "", name: "x" }],
  ["handle_not_text", { handle: 5, name: "x" }],
  ["handle_characters", { handle: "a-b", name: "x" }],
  ["handle_too_long", { handle: "a".repeat(31), name: "x" }],
  ["handle_reserved", { handle: "Search", name: "x" }],
  ["handle_is_genre", { handle: "Techno", name: "x" }],
  ["handle_is_mood", { handle: "fiery", name: "x" }],
  ["handle_bad_word", { handle: "audius_fan", name: "x" }],
  ["handle_taken", { handle: "ANA", name: "x" }],
  ["name_missing", { handle: "newcomer" }],
  ["name_bad_word", { handle: "newcomer", name: "Audius" }],
];

/** What a transaction left of a user and of what goes with them. */
export const userAfter = `
  select to_jsonb(users) as profile,
         (select jsonb_agg(jsonb_build_array(referrer, is_mobile_user)) from user_events as event
           where event.user_id = $1 and is_current) as events,
         (select jsonb_agg(spl_usdc_payout_wallet order by block_timestamp) from user_payout_wallet_history as wallet
           where wallet.user_id = $1) as wallets
    from users where user_id = $1`;
