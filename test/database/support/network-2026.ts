/**
 * What production's tables have got since prod-schema.json was recorded in 2025-09: by named migrations of the API (ddl) and of the
 * Go ETL. Definitions as pg_get_indexdef and format_type give them.
 */
import { production, type RecordedSchema, type RecordedTable } from "./recorded-schema.ts";

type Column = RecordedTable["columns"][number];

interface Younger {
  readonly columns?: readonly Column[];
  /** "name on table…", as CREATE INDEX continues. */
  readonly indexes?: readonly string[];
  readonly uniqueIndexes?: readonly string[];
}

const column = (name: string, type: string): Column => ({ name, type, not_null: false, default: null });

/** What the statements of the network's rules need, by table. */
export const network: Readonly<Record<string, Younger>> = {
  comments: {
    columns: [
      { name: "is_members_only", type: "boolean", not_null: true, default: "false" },
      column("video_url", "text"),
    ],
  },
  follows: {
    uniqueIndexes: [
      "follows_current_uniq_idx ON public.follows USING btree (follower_user_id, followee_user_id) WHERE (is_current = true)",
    ],
  },
  playlist_routes: {
    indexes: [
      "playlist_routes_owner_title_slug_idx ON public.playlist_routes USING btree (owner_id, title_slug, collision_id)",
    ],
  },
  playlists: {
    indexes: [
      "playlists_scheduled_release_due_idx ON public.playlists USING btree (release_date) WHERE ((is_private = true) AND (is_album = true) AND (is_scheduled_release = true) AND (release_date IS NOT NULL) AND (is_current = true) AND (is_delete = false))",
    ],
  },
  reposts: {
    uniqueIndexes: [
      "reposts_current_uniq_idx ON public.reposts USING btree (user_id, repost_item_id, repost_type) WHERE (is_current = true)",
    ],
  },
  saves: {
    uniqueIndexes: [
      "saves_current_uniq_idx ON public.saves USING btree (user_id, save_item_id, save_type) WHERE (is_current = true)",
    ],
  },
  subscriptions: {
    columns: [
      { name: "entity_type", type: "text", not_null: true, default: "'User'::text" },
      column("entity_id", "integer"),
    ],
    uniqueIndexes: [
      "subscriptions_current_uniq_idx ON public.subscriptions USING btree (subscriber_id, user_id, entity_type) WHERE (is_current = true)",
    ],
  },
  track_routes: {
    indexes: [
      "track_routes_owner_title_slug_idx ON public.track_routes USING btree (owner_id, title_slug, collision_id)",
    ],
  },
  tracks: {
    columns: [column("access_authorities", "text[]")],
    indexes: [
      "tracks_scheduled_release_due_idx ON public.tracks USING btree (release_date) WHERE ((is_unlisted = true) AND (is_scheduled_release = true) AND (release_date IS NOT NULL) AND (is_current = true) AND (is_delete = false))",
    ],
  },
  users: {
    columns: [column("coin_flair_mint", "text")],
    uniqueIndexes: ["users_current_uniq_idx ON public.users USING btree (user_id) WHERE (is_current = true)"],
  },
};

/** What a new database has beside: for the API's readers, whom a clone's own migrations serve, and one index of ours. */
const onNewDatabases: Readonly<Record<string, Younger>> = {
  associated_wallets: {
    indexes: ["associated_wallets_lower_wallet_idx ON public.associated_wallets USING btree (lower((wallet)::text))"],
  },
  comment_threads: {
    indexes: ["comment_threads_comment_id_idx ON public.comment_threads USING btree (comment_id)"],
  },
  comments: {
    indexes: [
      "comments_blocknumber_idx ON public.comments USING btree (blocknumber)",
      "comments_track_entity_created_at_idx ON public.comments USING btree (entity_id, created_at DESC) INCLUDE (comment_id, user_id) WHERE ((entity_type = 'Track'::text) AND (is_delete = false))",
      "comments_user_track_created_at_idx ON public.comments USING btree (user_id, created_at DESC) INCLUDE (comment_id) WHERE ((entity_type = 'Track'::text) AND (is_delete = false))",
    ],
  },
  grants: {
    indexes: [
      "idx_grants_grantee_address ON public.grants USING btree (grantee_address, is_revoked, created_at DESC) WHERE (is_current = true)",
      "idx_grants_user_id ON public.grants USING btree (user_id)",
    ],
  },
  notification: {
    indexes: [
      "ix_notification_cooldown_user_ids ON public.notification USING gin (user_ids) WHERE ((type)::text = 'reward_in_cooldown'::text)",
      "notification_multi_recipient_user_ids_idx ON public.notification USING gin (user_ids) WHERE (COALESCE(array_length(user_ids, 1), 0) <> 1)",
      'notification_single_recipient_user_timestamp_idx ON public.notification USING btree ((user_ids[1]), "timestamp" DESC, group_id DESC, type) WHERE (array_length(user_ids, 1) = 1)',
    ],
  },
  playlists: {
    indexes: [
      "idx_playlists_albums_published ON public.playlists USING btree (playlist_id) WHERE ((is_album = true) AND (is_delete = false) AND (is_current = true))",
    ],
  },
  plays: {
    indexes: [
      "ix_plays_user_hour ON public.plays USING btree (user_id, date_trunc('hour'::text, created_at)) WHERE (user_id IS NOT NULL)",
    ],
  },
  reposts: {
    indexes: [
      "reposts_user_created_at_active_idx ON public.reposts USING btree (user_id, created_at DESC) INCLUDE (repost_type, repost_item_id) WHERE (is_delete = false)",
    ],
  },
  saves: {
    indexes: [
      "saves_user_track_current_blocknumber_idx ON public.saves USING btree (user_id, blocknumber, save_item_id DESC) INCLUDE (created_at) WHERE ((save_type = 'track'::savetype) AND (is_current = true) AND (is_delete = false))",
    ],
  },
  subscriptions: {
    indexes: [
      "ix_subscriptions_entity_type_entity_id ON public.subscriptions USING btree (entity_type, entity_id)",
      "subscriptions_entity_type_entity_id_idx ON public.subscriptions USING btree (entity_type, entity_id) WHERE ((is_current = true) AND (is_delete = false))",
    ],
  },
  track_downloads: {
    indexes: [
      "idx_track_downloads_track_id ON public.track_downloads USING btree (track_id)",
      "idx_track_downloads_user_id ON public.track_downloads USING btree (user_id)",
    ],
  },
  user_events: { indexes: ["ix_user_events_blocknumber ON public.user_events USING btree (blocknumber)"] },
  users: { columns: [column("last_active_at", "timestamp with time zone")] },
};

const younger: Readonly<Record<string, RecordedTable>> = {
  track_collaborators: {
    columns: [
      { name: "track_id", type: "integer", not_null: true },
      { name: "collaborator_user_id", type: "integer", not_null: true },
      { name: "invited_by", type: "integer", not_null: true },
      { name: "status", type: "text", not_null: true, default: "'pending'::text" },
      { name: "created_at", type: "timestamp without time zone", not_null: true },
      { name: "updated_at", type: "timestamp without time zone", not_null: true },
      { name: "txhash", type: "character varying", not_null: true },
      { name: "blocknumber", type: "integer", not_null: false },
    ],
    constraints: [
      { name: "track_collaborators_pkey", type: "p", def: "PRIMARY KEY (track_id, collaborator_user_id)" },
      {
        name: "track_collaborators_status_check",
        type: "c",
        def: "CHECK ((status = ANY (ARRAY['pending'::text, 'accepted'::text, 'rejected'::text])))",
      },
    ],
    indexes: [
      {
        name: "idx_track_collaborators_collaborator",
        def: "CREATE INDEX idx_track_collaborators_collaborator ON public.track_collaborators USING btree (collaborator_user_id, status, track_id)",
      },
      {
        name: "track_collaborators_pkey",
        def: "CREATE UNIQUE INDEX track_collaborators_pkey ON public.track_collaborators USING btree (track_id, collaborator_user_id)",
      },
    ],
    triggers: [],
  },
  oauth_redirect_uris: {
    columns: [
      { name: "id", type: "integer", not_null: true, default: "nextval('oauth_redirect_uris_id_seq'::regclass)" },
      { name: "client_id", type: "character varying(255)", not_null: true },
      { name: "redirect_uri", type: "text", not_null: true },
      { name: "created_at", type: "timestamp with time zone", not_null: true, default: "now()" },
    ],
    constraints: [{ name: "oauth_redirect_uris_pkey", type: "p", def: "PRIMARY KEY (id)" }],
    indexes: [
      {
        name: "ix_oauth_redirect_uris_client_id",
        def: "CREATE INDEX ix_oauth_redirect_uris_client_id ON public.oauth_redirect_uris USING btree (client_id)",
      },
      {
        name: "oauth_redirect_uris_pkey",
        def: "CREATE UNIQUE INDEX oauth_redirect_uris_pkey ON public.oauth_redirect_uris USING btree (id)",
      },
    ],
    triggers: [],
  },
};

function withYounger(name: string, table: RecordedTable): RecordedTable {
  const parts = [network[name] ?? {}, onNewDatabases[name] ?? {}];
  const index = (kind: string) => (text: string) => ({ name: text.split(" ")[0] ?? "", def: `CREATE ${kind} ${text}` });
  return {
    ...table,
    columns: [
      ...table.columns.map((each) =>
        `${name}.${each.name}` === "notification.id" ? { ...each, type: "bigint" } : each,
      ),
      ...parts.flatMap(({ columns = [] }) => columns),
    ],
    constraints: table.constraints.filter((each) => each.name !== "unique_developer_apps_address"),
    indexes: [
      ...table.indexes.filter((each) => each.name !== "unique_developer_apps_address"),
      ...parts.flatMap(({ indexes = [], uniqueIndexes = [] }) => [
        ...indexes.map(index("INDEX")),
        ...uniqueIndexes.map(index("UNIQUE INDEX")),
      ]),
    ],
  };
}

/** Production's tables with all that they got until autumn 2026, and nothing of what they lost: what a new database of ours has. */
export const network2026: RecordedSchema = {
  enums: production.enums,
  tables: {
    ...Object.fromEntries(Object.entries(production.tables).map(([name, table]) => [name, withYounger(name, table)])),
    ...younger,
  },
};

/** What production dropped, has on some days only, or never had. */
const lost = [
  "associated_wallets_lower_wallet_idx",
  "blocks_is_current_idx",
  "is_current_blocks_idx",
  "idx_chain_id_height",
  "idx_tracks_stream_conditions_gin",
  "ix_users_active_count",
];

/** What no migration explains. */
const otherwise: Readonly<Record<string, Partial<Column>>> = {
  "aggregate_user.total_track_count": { type: "integer" },
  "playlists.is_stream_gated": { not_null: true },
  "skipped_transactions.level": { not_null: false },
  "tracks.is_download_gated": { not_null: true },
  "tracks.is_stream_gated": { not_null: true },
};

function withoutLost(name: string, table: RecordedTable): RecordedTable {
  return {
    ...table,
    columns: table.columns
      .filter((each) => `${name}.${each.name}` !== "blocks.is_current")
      .map((each) => ({ ...each, ...otherwise[`${name}.${each.name}`] })),
    constraints: table.constraints.map((each) =>
      each.name === "dashboard_wallet_users_pkey" ? { ...each, def: "PRIMARY KEY (wallet)" } : each,
    ),
    indexes: table.indexes.filter((each) => !lost.includes(each.name)),
  };
}

/** A clone of production in autumn 2026: the same less what it lost, and as its newer dumps have what no migration explains. */
export const production2026: RecordedSchema = {
  enums: production.enums,
  tables: Object.fromEntries(
    Object.entries(network2026.tables).map(([name, table]) => [name, withoutLost(name, table)]),
  ),
};
