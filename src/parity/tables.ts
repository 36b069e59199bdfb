/** What of a row says which block wrote it last. */
export type Stamp =
  /** A number of `blocks`: a column, or a subquery that finds it. */
  | { readonly kind: "block"; readonly sql: string }
  /** A height of the chain, and the column that names the chain where there is one. */
  | { readonly kind: "height"; readonly sql: string; readonly chain?: string }
  /** A block's time. */
  | { readonly kind: "time"; readonly sql: string }
  /** Nothing does: such rows are always compared. */
  | { readonly kind: "none" };

/** How a table is compared. Whatever is not named here is compared. */
export interface ComparedTable {
  readonly name: string;
  /** The columns that say what a row is about. Rows that share them are paired by likeness. */
  readonly key: readonly string[];
  /** Those of the key whose case does not count for pairing; as a value it does. */
  readonly foldedKey?: readonly string[];
  readonly stamp: Stamp;
  /** Numbers that a sequence gives, and references to them: they depend on what ran before. */
  readonly surrogates?: readonly string[];
  /** Not compared, but shown with a row that differs. */
  readonly shownOnly?: readonly string[];
  /** Compared, and shown with a row that differs in another column too. */
  readonly alwaysShown?: readonly string[];
  /** Arrays whose order and repetitions do not count. */
  readonly sets?: readonly string[];
  /** Columns that hold numbers of `blocks`. */
  readonly blockNumbers?: readonly string[];
  /** Compared only where somebody asks for it by name. */
  readonly onlyByName?: true;
}

const byBlock: Pick<ComparedTable, "stamp" | "blockNumbers"> = {
  stamp: { kind: "block", sql: "blocknumber" },
  blockNumbers: ["blocknumber"],
};
const byHeight: Pick<ComparedTable, "stamp" | "surrogates"> = {
  stamp: { kind: "height", sql: "block_height" },
  surrogates: ["id"],
};
const byTime = (column: string): Pick<ComparedTable, "stamp"> => ({ stamp: { kind: "time", sql: column } });
/** A relation without a stamp of its own was written with the row that it belongs to. */
const byBlockOf = (table: string, condition: string): Pick<ComparedTable, "stamp"> => ({
  stamp: { kind: "block", sql: `(select max(${table}.blocknumber) from ${table} where ${condition})` },
});

const counted: Pick<ComparedTable, "stamp" | "onlyByName"> = { stamp: { kind: "none" }, onlyByName: true };

/** Every table that indexing writes and somebody else may have written too. The schema em is our own bookkeeping. */
export const comparedTables: readonly ComparedTable[] = [
  { name: "blocks", key: ["blockhash"], stamp: { kind: "block", sql: "number" }, blockNumbers: ["number"] },
  {
    name: "core_indexed_blocks",
    key: ["chain_id", "height"],
    stamp: { kind: "height", sql: "height", chain: "chain_id" },
    blockNumbers: ["em_block"],
  },

  { name: "users", key: ["user_id"], ...byBlock },
  { name: "user_events", key: ["user_id"], ...byBlock, surrogates: ["id"] },
  { name: "user_payout_wallet_history", key: ["user_id", "block_timestamp"], ...byBlock },
  { name: "muted_users", key: ["muted_user_id", "user_id"], ...byBlock },
  {
    name: "associated_wallets",
    key: ["user_id", "wallet", "chain"],
    foldedKey: ["wallet"],
    ...byBlock,
    surrogates: ["id"],
  },
  { name: "dashboard_wallet_users", key: ["user_id", "wallet"], foldedKey: ["wallet"], ...byBlock },
  { name: "collectibles", key: ["user_id"], ...byBlock },

  { name: "tracks", key: ["track_id"], ...byBlock, sets: ["playlists_containing_track"] },
  { name: "track_routes", key: ["owner_id", "slug"], ...byBlock },
  { name: "track_price_history", key: ["track_id", "block_timestamp", "access"], ...byBlock },
  { name: "track_downloads", key: ["parent_track_id", "track_id", "txhash"], ...byBlock },
  { name: "track_collaborators", key: ["track_id", "collaborator_user_id"], ...byBlock },
  {
    name: "stems",
    key: ["parent_track_id", "child_track_id"],
    ...byBlockOf("tracks", "tracks.track_id = stems.child_track_id"),
  },
  {
    name: "remixes",
    key: ["parent_track_id", "child_track_id"],
    ...byBlockOf("tracks", "tracks.track_id = remixes.child_track_id"),
  },

  { name: "playlists", key: ["playlist_id"], ...byBlock },
  { name: "playlist_routes", key: ["owner_id", "slug"], ...byBlock },
  { name: "playlist_tracks", key: ["playlist_id", "track_id"], ...byTime("updated_at") },
  { name: "playlist_seen", key: ["user_id", "playlist_id", "seen_at"], ...byBlock },
  { name: "album_price_history", key: ["playlist_id", "block_timestamp"], ...byBlock },

  { name: "follows", key: ["follower_user_id", "followee_user_id"], ...byBlock },
  { name: "subscriptions", key: ["subscriber_id", "user_id", "entity_type"], ...byBlock },
  { name: "saves", key: ["user_id", "save_item_id", "save_type"], ...byBlock },
  { name: "reposts", key: ["user_id", "repost_item_id", "repost_type"], ...byBlock },
  { name: "shares", key: ["user_id", "share_item_id", "share_type", "txhash"], ...byBlock },

  { name: "comments", key: ["comment_id"], ...byBlock },
  {
    name: "comment_threads",
    key: ["parent_comment_id", "comment_id"],
    ...byBlockOf("comments", "comments.comment_id = comment_threads.comment_id"),
  },
  { name: "comment_mentions", key: ["comment_id", "user_id"], ...byBlock },
  { name: "comment_reactions", key: ["comment_id", "user_id"], ...byBlock },
  { name: "comment_reports", key: ["comment_id", "user_id"], ...byBlock },
  {
    name: "comment_notification_settings",
    key: ["user_id", "entity_id", "entity_type"],
    ...byTime("updated_at"),
  },

  { name: "notification", key: ["group_id", "specifier"], ...byBlock, surrogates: ["id"] },
  { name: "notification_seen", key: ["user_id", "seen_at"], ...byBlock },
  { name: "developer_apps", key: ["address"], foldedKey: ["address"], ...byBlock },
  { name: "grants", key: ["grantee_address", "user_id"], foldedKey: ["grantee_address"], ...byBlock },
  { name: "oauth_redirect_uris", key: ["client_id", "redirect_uri"], ...byTime("created_at"), surrogates: ["id"] },
  { name: "events", key: ["event_id"], ...byBlock },
  { name: "encrypted_emails", key: ["email_owner_user_id"], ...byTime("updated_at"), surrogates: ["id"] },
  {
    name: "email_access",
    key: ["email_owner_user_id", "receiving_user_id", "grantor_user_id"],
    ...byTime("updated_at"),
    surrogates: ["id"],
  },
  { name: "reactions", key: ["sender_wallet", "reacted_to", "reaction_type"], ...byBlock, surrogates: ["id"] },
  { name: "plays", key: ["play_item_id", "user_id", "created_at"], ...byTime("updated_at"), surrogates: ["id"] },

  // Counts, which triggers keep, or em-apply in their place. They follow from rows that are compared, and name no block: beside a
  // database that goes on they always differ.
  { name: "aggregate_user", key: ["user_id"], ...counted },
  { name: "aggregate_track", key: ["track_id"], ...counted },
  { name: "aggregate_playlist", key: ["playlist_id"], ...counted },
  { name: "aggregate_plays", key: ["play_item_id"], ...counted },
  { name: "aggregate_monthly_plays", key: ["play_item_id", "timestamp", "country"], ...counted },
  { name: "milestones", key: ["id", "name", "threshold"], ...byBlock, onlyByName: true },

  {
    name: "em_rejections",
    key: ["chain_id", "block_height", "tx_index"],
    stamp: { kind: "height", sql: "block_height", chain: "chain_id" },
    // A reason is for people, and the edition says who refused and not what.
    shownOnly: ["reason", "edition"],
    alwaysShown: ["handler", "code"],
  },
  { name: "etl_blocks", key: ["block_height"], ...byHeight },
  { name: "etl_transactions", key: ["tx_hash"], ...byHeight },
  { name: "etl_manage_entities", key: ["tx_hash"], ...byHeight },
  { name: "etl_plays", key: ["tx_hash", "track_id", "user_id", "played_at"], ...byHeight },
  {
    name: "etl_addresses",
    key: ["address"],
    stamp: { kind: "height", sql: "first_seen_block_height" },
    surrogates: ["id"],
  },
  { name: "etl_validators", key: ["endpoint"], ...byTime("updated_at"), surrogates: ["id"] },
  { name: "etl_validator_registrations", key: ["tx_hash"], ...byHeight },
  { name: "etl_validator_deregistrations", key: ["tx_hash"], ...byHeight },
  { name: "etl_validator_misbehavior_deregistrations", key: ["tx_hash"], ...byHeight },
  { name: "etl_sla_rollups", key: ["tx_hash"], ...byHeight },
  {
    name: "etl_sla_node_reports",
    key: ["tx_hash", "address"],
    ...byHeight,
    surrogates: ["id", "sla_rollup_id"],
  },
  { name: "etl_storage_proofs", key: ["tx_hash", "address"], ...byHeight },
  { name: "etl_storage_proof_verifications", key: ["tx_hash"], ...byHeight },
];
