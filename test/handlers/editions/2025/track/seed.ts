import type { Rows } from "../../../../support/procedure.ts";

export const artist = { user_id: 3_000_001, signer: "0xartist" };
export const other = { user_id: 3_000_002, signer: "0xother" };
export const handleless = { user_id: 3_000_003, signer: "0xhandleless" };

/** Conditions of access that a price is part of, in the form in which they are stored. */
export const sold = { usdc_purchase: { price: 100, splits: [{ user_id: 3_000_001, percentage: 100 }] } };
const sale = { is_stream_gated: true, stream_conditions: sold, is_download_gated: true, download_conditions: sold };

const route = { collision_id: 0, owner_id: artist.user_id, blocknumber: 0 };

/**
 * The artist has a song with a route and a contest, a hidden one with a contest, one for sale, one that came by DDEX, a deleted
 * stem of the song and a remix of it; somebody else has a song, one that only buyers hear, and allows AI attribution.
 */
export const trackRows: Rows = {
  users: [
    { user_id: artist.user_id, wallet: artist.signer, handle: "Artist", handle_lc: "artist" },
    { user_id: other.user_id, wallet: other.signer, handle: "other", allow_ai_attribution: true },
    { user_id: handleless.user_id, wallet: handleless.signer },
  ],
  tracks: [
    { track_id: 2_000_001, title: "Song", release_date: "2026-01-01T00:00:00" },
    { track_id: 2_000_002, title: "Hidden", is_unlisted: true, release_date: "2026-09-01T00:00:00" },
    { track_id: 2_000_003, title: "Sold", ...sale },
    { track_id: 2_000_004, title: "Delivered", ddex_app: "0xDdex" },
    { track_id: 2_000_005, title: "Bass", is_delete: true, stem_of: { category: "BASS", parent_track_id: 2_000_001 } },
    { track_id: 2_000_006, title: "Remix", remix_of: { tracks: [{ parent_track_id: 2_000_001 }] } },
    { track_id: 2_000_011, title: "Foreign", owner_id: other.user_id },
    { track_id: 2_000_012, title: "Gated", owner_id: other.user_id, ...sale },
  ].map((row) => ({ owner_id: artist.user_id, is_unlisted: false, track_segments: [], ...row })),
  track_routes: [
    { ...route, track_id: 2_000_001, slug: "song", title_slug: "song" },
    { ...route, track_id: 2_000_002, slug: "hidden", title_slug: "hidden" },
    // Of old there are routes whose slug does not come from their title.
    { ...route, track_id: 2_000_003, slug: "odd", title_slug: "elsewhere" },
    // Nor is there a track for each.
    { ...route, track_id: 2_000_101, slug: "stray", title_slug: "stray" },
    { ...route, track_id: 2_000_004, slug: "b-1", title_slug: "b", collision_id: 1 },
  ],
  track_price_history: [
    {
      track_id: 2_000_003,
      splits: sold.usdc_purchase.splits,
      total_price_cents: 100,
      blocknumber: 0,
      block_timestamp: "2026-01-01T00:00:00",
      access: "stream",
    },
  ],
  stems: [{ parent_track_id: 2_000_001, child_track_id: 2_000_005 }],
  remixes: [{ parent_track_id: 2_000_001, child_track_id: 2_000_006 }],
  events: [
    { event_id: 1, event_type: "remix_contest", entity_type: "track", entity_id: 2_000_002 },
    { event_id: 2, event_type: "remix_contest", entity_type: "track", entity_id: 2_000_001 },
  ].map((row) => ({ user_id: artist.user_id, event_data: {}, end_date: "2026-12-01T00:00:00", ...row })),
  follows: [{ follower_user_id: other.user_id, followee_user_id: artist.user_id }],
};

const gated = { is_stream_gated: true, is_download_gated: true };
const bothFor = (conditions: unknown) => ({ ...gated, stream_conditions: conditions, download_conditions: conditions });
const follow = { follow_user_id: 3_000_002 };

/** A title that no index holds: too long, and without anything that repeats. */
const longTitle = Array.from({ length: 1_000 }, (_, index) => ((index * 2_654_435_761) % 2 ** 32).toString(36)).join(
  "",
);

/** What the metadata of a track cannot hold, by code: for new and changed tracks alike. */
export const badTracks: [code: string, data: object][] = [
  ["genre_unknown", { genre: "Sea Shanty" }],
  ["genre_unknown", { genre: "" }],
  ["genre_unknown", { genre: 5 }],
  ["invalid_description", { description: 5 }],
  ["description_too_long", { description: "😀".repeat(2_501) }],
  ["remix_parent_gated", { remix_of: { tracks: [{ parent_track_id: 2_000_012 }] } }],
  ["remix_parents_invalid", { remix_of: { tracks: [{ parent_track_id: 2_000_011 }, { parent_track_id: 2_000_011 }] } }],
  ["stem_gated", { ...bothFor(follow), stem_of: { category: "BASS", parent_track_id: 2_000_001 } }],
  ["gate_conditions_missing", { is_stream_gated: true }],
  ["gate_conditions_missing", { is_download_gated: true }],
  ["conditions_not_object", { is_stream_gated: true, stream_conditions: 5 }],
  ["splits_missing", bothFor({ usdc_purchase: { price: 100 } })],
  ["splits_missing", { download_conditions: { usdc_purchase: { price: 100 } } }],
  ["stream_conditions_missing", { is_stream_gated: true, stream_conditions: {} }],
  ["stream_conditions_count", bothFor({ ...follow, tip_user_id: 3_000_002 })],
  ["stream_gate_without_download_gate", { is_stream_gated: true, stream_conditions: follow }],
  ["conditions_differ", { ...gated, stream_conditions: follow, download_conditions: { tip_user_id: 3_000_002 } }],
  ["download_conditions_missing", { is_download_gated: true, download_conditions: [] }],
  [
    "download_conditions_count",
    { is_download_gated: true, download_conditions: { ...follow, tip_user_id: 3_000_002 } },
  ],
  ["ai_attribution_not_allowed", { ai_attribution_user_id: 3_000_001 }],
  ["ai_attribution_not_allowed", { ai_attribution_user_id: 99 }],
  ["title_missing", { title: null }],
  ["title_missing", { title: ["x"] }],
  ["invalid_duration", { duration: 2 ** 31 }],
  ["slug_too_long", { title: longTitle }],
  ["release_date_not_text", { release_date: 1_700_000_000 }],
  ["release_date_out_of_range", { release_date: "99999999999999999" }],
  ["splits_missing", { stream_conditions: { usdc_purchase: { price: 100 } } }],
  ["purchase_not_object", { stream_conditions: { usdc_purchase: 5 } }],
  ["purchase_not_object", { download_conditions: { usdc_purchase: [] } }],
  ["price_missing", bothFor({ usdc_purchase: { splits: sold.usdc_purchase.splits } })],
  ["price_not_integer", bothFor({ usdc_purchase: { ...sold.usdc_purchase, price: 1.5 } })],
  ["price_out_of_range", bothFor({ usdc_purchase: { ...sold.usdc_purchase, price: 1e20 } })],
  ["splits_not_list", bothFor({ usdc_purchase: { price: 100, splits: "x" } })],
];

/** What a transaction left of a track and of all that goes with it. */
export const trackAfter = `
  select to_jsonb(tracks) as track,
         (select jsonb_agg(jsonb_build_array(slug, title_slug, collision_id, is_current) order by slug)
            from track_routes as route where route.track_id = $1) as routes,
         (select jsonb_agg(jsonb_build_array(total_price_cents, access) order by block_timestamp)
            from track_price_history as price where price.track_id = $1) as prices,
         (select jsonb_agg(parent_track_id) from stems where child_track_id = $1) as stems,
         (select jsonb_agg(parent_track_id order by parent_track_id) from remixes where child_track_id = $1) as remixes,
         (select jsonb_agg(jsonb_build_array(type, user_ids[1])) from notification) as told
    from tracks where track_id = $1 and is_current`;
