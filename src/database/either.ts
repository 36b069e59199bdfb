/**
 * Harmless differences between clones of production taken on different days: we work with either form. What is named here is not
 * drift, and is not added where it is missing; a new database has it.
 */

/** Objects that a database may lack. */
const dispensable: ReadonlySet<string> = new Set([
  // Production dropped these in 2026 (the API's migration 0215): the previous block is that of the highest number.
  "column blocks.is_current",
  "index blocks_is_current_idx of blocks",
  "index is_current_blocks_idx of blocks",
  // Dropped as equal to the primary key; the Go ETL makes it again.
  "index idx_chain_id_height of core_indexed_blocks",
  // Some of production's databases have them, with no migration that says why.
  "index idx_tracks_stream_conditions_gin of tracks",
  "index ix_users_active_count of users",
  // Written and read by the API alone.
  "column users.last_active_at",
  // For the range with which the new chain begins; a clone has that behind it, and sees a few wallets a day.
  "index associated_wallets_lower_wallet_idx of associated_wallets",
  // For the API's readers; its own migrations build them, concurrently and under these names.
  "index comment_threads_comment_id_idx of comment_threads",
  "index comments_blocknumber_idx of comments",
  "index comments_track_entity_created_at_idx of comments",
  "index comments_user_track_created_at_idx of comments",
  "index idx_grants_grantee_address of grants",
  "index idx_grants_user_id of grants",
  "index idx_playlists_albums_published of playlists",
  "index idx_track_downloads_track_id of track_downloads",
  "index idx_track_downloads_user_id of track_downloads",
  "index ix_notification_cooldown_user_ids of notification",
  "index ix_plays_user_hour of plays",
  "index ix_subscriptions_entity_type_entity_id of subscriptions",
  "index ix_user_events_blocknumber of user_events",
  "index notification_multi_recipient_user_ids_idx of notification",
  "index notification_single_recipient_user_timestamp_idx of notification",
  "index reposts_user_created_at_active_idx of reposts",
  "index saves_user_track_current_blocknumber_idx of saves",
  "index subscriptions_entity_type_entity_id_idx of subscriptions",
]);

/** Differences that do not matter, by the object. */
const asGood: ReadonlyMap<string, string> = new Map([
  ["column aggregate_user.total_track_count", "is integer and should be bigint"],
  ["column notification.id", "is integer and should be bigint"],
  // Told as a fault of rows, with what to do about it.
  [
    "index subscriptions_current_uniq_idx of subscriptions",
    "is CREATE UNIQUE INDEX subscriptions_current_uniq_idx ON public.subscriptions USING btree (subscriber_id, user_id) WHERE (is_current = true) and should be CREATE UNIQUE INDEX subscriptions_current_uniq_idx ON public.subscriptions USING btree (subscriber_id, user_id, entity_type) WHERE (is_current = true)",
  ],
  ["column playlists.is_stream_gated", "is not null and should allow it"],
  ["column skipped_transactions.level", "allows null and should not"],
  ["column tracks.is_download_gated", "is not null and should allow it"],
  ["column tracks.is_stream_gated", "is not null and should allow it"],
  [
    "constraint dashboard_wallet_users_pkey of dashboard_wallet_users",
    "is PRIMARY KEY (wallet) and should be PRIMARY KEY (user_id, wallet)",
  ],
]);

/**
 * Whether a database may lack a column or an index.
 * @param object as in Drift: column tracks.title, index tracks_pkey of tracks
 */
export function isDispensable(object: string): boolean {
  return dispensable.has(object);
}

/** Whether what differs is right either way. */
export function isAsGood({ object, problem }: { readonly object: string; readonly problem: string }): boolean {
  return asGood.get(object) === problem || (isDispensable(object) && problem.startsWith("is missing"));
}
