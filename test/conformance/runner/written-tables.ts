import type { RecordedEdition } from "./case-format.ts";

/** How the rows of one table are compared. */
export interface Comparison {
  readonly table: string;
  /** Columns that are not compared. */
  readonly leftOut: readonly string[];
  /** A condition on a row, in SQL, that those which are compared meet; all are where it is undefined. */
  readonly rows?: string | undefined;
}

/**
 * The tables that conformance cases cover: role "written" in the production catalog and those that came with edition 2026, less the
 * four that the recordings leave out (blocks, core_indexed_blocks, skipped_transactions, plays). With each, the columns that are not
 * compared: ids that a sequence gives depend on what ran before.
 */
const WRITTEN_TABLES: Readonly<Record<string, readonly string[]>> = {
  aggregate_plays: [],
  album_price_history: [],
  associated_wallets: ["id"],
  collectibles: [],
  comment_mentions: [],
  comment_notification_settings: [],
  comment_reactions: [],
  comment_reports: [],
  comment_threads: [],
  comments: [],
  dashboard_wallet_users: [],
  developer_apps: [],
  email_access: ["id"],
  encrypted_emails: ["id"],
  events: [],
  follows: [],
  grants: [],
  muted_users: [],
  notification: ["id"],
  notification_seen: [],
  oauth_redirect_uris: ["id"],
  playlist_routes: [],
  playlist_seen: [],
  playlist_tracks: [],
  playlists: [],
  reactions: ["id"],
  remixes: [],
  reposts: [],
  saves: [],
  shares: [],
  stems: [],
  subscriptions: [],
  track_collaborators: [],
  track_downloads: [],
  track_price_history: [],
  track_routes: [],
  tracks: [],
  user_events: ["id"],
  user_payout_wallet_history: [],
  users: [],
};

/** Tables that a database need not have: production's API makes them. */
const OPTIONAL_TABLES: readonly string[] = ["aggregate_plays"];

/** What recordings of an edition hold otherwise than our rows may be. */
interface LeftOut {
  readonly tables: readonly string[];
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly rows: Readonly<Record<string, string>>;
}

/**
 * By edition. 2026: what the Go ETL never writes, or writes unsoundly (cases-2026/README.md, "Comparing"; editions.md, E6, E7b, E11).
 * That SQL NULL and JSON null of a jsonb column are one needs no word here: rows are compared as to_jsonb gives them, which tells
 * neither from the other.
 */
const LEFT_OUT: Readonly<Record<RecordedEdition, LeftOut>> = {
  "2025": { tables: [], columns: {}, rows: {} },
  "2026": {
    tables: ["collectibles", "reactions", "user_events", "user_payout_wallet_history"],
    columns: {
      playlists: ["metadata_multihash"],
      tracks: [
        "audio_analysis_error_count",
        "create_date",
        "credits_splits",
        "file_type",
        "is_owned_by_user",
        "metadata_multihash",
        "parental_warning",
        "placement_hosts",
        "territory_codes",
      ],
    },
    rows: { notification: "type = 'announcement'" },
  },
};

/** The tables that cases cover, of every edition. */
export const COVERED_TABLES: readonly string[] = Object.keys(WRITTEN_TABLES);

/** Whether a database may be without a table that cases cover. */
export function isOptional(table: string): boolean {
  return OPTIONAL_TABLES.includes(table);
}

/**
 * How a table's rows are compared with those of a recording.
 *
 * @param table any table; one that cases do not cover is compared whole
 * @param edition the recording's
 * @returns undefined where the recordings of that edition do not bind it
 */
export function comparisonOf(table: string, edition: RecordedEdition): Comparison | undefined {
  const { tables, columns, rows } = LEFT_OUT[edition];
  if (tables.includes(table)) return undefined;
  return { table, leftOut: [...(WRITTEN_TABLES[table] ?? []), ...(columns[table] ?? [])], rows: rows[table] };
}
