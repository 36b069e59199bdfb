import type { Rows } from "../../support/procedure.ts";

export const artist = { user_id: 3_000_001, signer: "0xartist" };
export const other = { user_id: 3_000_002, signer: "0xother" };
export const nameless = { user_id: 3_000_003, signer: "0xnameless" };

/** The time of the blocks here, which have a fraction of a second. */
export const time = "2026-10-01T12:00:00.25Z";
export const now = "2026-10-01T12:00:00.25";

/** Conditions of access that a price is part of. */
export const sold = { usdc_purchase: { price: 100, splits: [{ user_id: artist.user_id, percentage: 100 }] } };
const follow = { follow_user_id: other.user_id };
const gated = { is_stream_gated: true, is_download_gated: true };

/** A stream gate with these conditions, as a valid track has it. */
export function bothFor(conditions: unknown) {
  return { ...gated, stream_conditions: conditions, download_conditions: conditions };
}

const route = { collision_id: 0, owner_id: artist.user_id, blocknumber: 0 };

/** Tracks of the artist, and what goes with them. */
export const track = { song: 2_000_010, hidden: 2_000_011, bass: 2_000_012, deleted: 2_000_013, remix: 2_000_014 };
/** A track of somebody else on which they run a remix contest, and one on which a contest has ended. */
export const contested = { running: 2_000_020, ended: 2_000_021 };

export const trackRows: Rows = {
  users: [
    { user_id: artist.user_id, wallet: artist.signer, handle: "Artist", handle_lc: "artist" },
    { user_id: other.user_id, wallet: other.signer, handle: "other", handle_lc: "other" },
    { user_id: nameless.user_id, wallet: nameless.signer },
  ],
  tracks: [
    { track_id: track.song, title: "My Song", route_id: "artist/my-song", track_cid: "cid", preview_cid: "preview" },
    {
      track_id: track.hidden,
      title: "Hidden",
      is_unlisted: true,
      is_scheduled_release: true,
      release_date: "2027-01-01",
    },
    {
      ...{ track_id: track.bass, title: "Bass", stem_of: { category: "BASS", parent_track_id: track.song } },
      ...{ track_cid: "cid", preview_cid: "preview", orig_filename: "bass.wav" },
    },
    { track_id: track.deleted, title: "Gone", is_delete: true },
    { track_id: track.remix, title: "Remix", remix_of: { tracks: [{ parent_track_id: track.song }] } },
    { track_id: contested.running, title: "Enter", owner_id: other.user_id },
    { track_id: contested.ended, title: "Too late", owner_id: other.user_id },
  ].map((row) => ({ owner_id: artist.user_id, is_unlisted: false, track_segments: [], duration: 60, ...row })),
  track_routes: [
    { ...route, track_id: track.song, slug: "my-song", title_slug: "my-song" },
    { ...route, track_id: track.remix, slug: "carried", title_slug: "elsewhere" },
    { ...route, track_id: track.hidden, slug: "x-3", title_slug: "x", collision_id: 3 },
  ],
  stems: [{ parent_track_id: track.song, child_track_id: track.bass }],
  remixes: [{ parent_track_id: track.song, child_track_id: track.remix }],
  events: [
    { event_id: 1, event_type: "remix_contest", entity_id: contested.running, end_date: "2026-12-01T00:00:00" },
    { event_id: 2, event_type: "remix_contest", entity_id: contested.ended, end_date: "2026-10-01T12:00:00.25" },
    { event_id: 3, event_type: "remix_contest", entity_id: track.hidden, user_id: artist.user_id },
  ].map((row) => ({ user_id: other.user_id, entity_type: "track", is_deleted: false, event_data: {}, ...row })),
  follows: [{ follower_user_id: other.user_id, followee_user_id: artist.user_id }],
};

/** A title that no index holds: too long, and without anything that repeats. */
export const longTitle = Array.from({ length: 1_000 }, (_, index) =>
  ((index * 2_654_435_761) % 2 ** 32).toString(36),
).join("");

/** What a track's metadata may not say, by code: for new and changed tracks alike. */
export const badTracks: [code: string, data: object][] = [
  ["description_too_long", { description: "🎧".repeat(2_501) }],
  ["genre_too_long", { genre: "🎧".repeat(101) }],
  ["stem_gated", { stem_of: { parent_track_id: track.song }, is_download_gated: true, download_conditions: follow }],
  ["purchase_not_object", { stream_conditions: { usdc_purchase: 5 } }],
  ["purchase_not_object", { download_conditions: { usdc_purchase: [] } }],
  ["splits_missing", { download_conditions: { usdc_purchase: { price: 100 } } }],
  ["splits_not_list", { stream_conditions: { usdc_purchase: { price: 100, splits: null } } }],
  ["splits_not_list", { download_conditions: { usdc_purchase: { price: 100, splits: 5 } } }],
  ["splits_empty", { stream_conditions: { usdc_purchase: { price: 100, splits: [] } } }],
  ["splits_empty", { download_conditions: { usdc_purchase: { price: 100, splits: [] } } }],
  ["splits_empty", { stream_conditions: { usdc_purchase: { price: 100, splits: {} } } }],
  ["stream_conditions_missing", { is_stream_gated: true }],
  ["stream_conditions_missing", bothFor({})],
  ["stream_conditions_missing", bothFor([follow])],
  ["stream_conditions_count", bothFor({ ...follow, tip_user_id: other.user_id })],
  ["stream_gate_without_download_gate", { is_stream_gated: true, stream_conditions: follow }],
  ["conditions_differ", { ...bothFor(follow), download_conditions: { tip_user_id: other.user_id } }],
  ["conditions_differ", { ...gated, stream_conditions: follow }],
  ["download_conditions_missing", { is_download_gated: true }],
  ["download_conditions_count", { is_download_gated: true, download_conditions: { ...follow, tip_user_id: 5 } }],
  ["price_missing", bothFor({ usdc_purchase: { splits: sold.usdc_purchase.splits } })],
  ["price_missing", bothFor({ usdc_purchase: { ...sold.usdc_purchase, price: "100" } })],
  ["price_out_of_range", bothFor({ usdc_purchase: { ...sold.usdc_purchase, price: 2 ** 63 } })],
  ["slug_too_long", { title: longTitle }],
  ["route_taken", { title: "Carried" }],
  ["stem_parent_invalid", { stem_of: { parent_track_id: 2 ** 31 } }],
  ["remix_parents_invalid", { remix_of: { tracks: [{ parent_track_id: 2 ** 31 }] } }],
  ["collaborator_out_of_range", { collaborators: [2 ** 31] }],
  ["collaborator_out_of_range", { collaborators: [{ user_id: -(2 ** 63) }] }],
  ["invalid_duration", { duration: 2 ** 31 }],
  ["invalid_ai_attribution_user_id", { ai_attribution_user_id: -(2 ** 32) }],
  ["invalid_release_date", { release_date: "9300000000000" }],
  ["invalid_track_cid", { track_cid: longTitle }],
  ["invalid_isrc", { isrc: longTitle }],
  ["invalid_title", { title: "a\u0000" }],
  ["invalid_mood", { mood: "\u0000" }],
  ["invalid_artists", { artists: [{ name: "\u0000" }] }],
  ["invalid_allowed_api_keys", { allowed_api_keys: ["a", "\u0000"] }],
  ["invalid_access_authorities", { access_authorities: ["\u0000"] }],
];

/** What a transaction left of a track and of all that goes with it; $1 is the track's id. */
export const trackAfter = `
  select to_jsonb(tracks) as track,
         (select jsonb_agg(jsonb_build_array(slug, title_slug, collision_id, is_current) order by slug)
            from track_routes as route where route.track_id = $1) as routes,
         (select jsonb_agg(jsonb_build_array(total_price_cents, access) order by block_timestamp)
            from track_price_history as price where price.track_id = $1) as prices,
         (select jsonb_agg(parent_track_id) from stems where child_track_id = $1) as stems,
         (select jsonb_agg(parent_track_id order by parent_track_id) from remixes where child_track_id = $1) as remixes,
         (select jsonb_agg(jsonb_build_array(collaborator_user_id, invited_by, status) order by collaborator_user_id)
            from track_collaborators where track_id = $1) as collaborators,
         (select jsonb_agg(jsonb_build_array(subscriber_id, user_id, entity_id, entity_type, is_delete, txhash))
            from subscriptions) as subscriptions,
         (select jsonb_agg(jsonb_build_array(type, user_ids[1])) from notification) as told
    from tracks where track_id = $1 and is_current`;
