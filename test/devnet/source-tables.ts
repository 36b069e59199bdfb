import type pg from "pg";
import type { SourceState } from "../../src/devnet/genesis/source/state.ts";

type Row = Readonly<Record<string, unknown>>;

/** A part of the state, the table that must hold it, and which of the table's rows are meant, where not all are. */
interface Part {
  readonly rows: readonly Row[];
  readonly table: string;
  readonly where?: string;
}

/** Parts of the state that do not stand in a table as they are. */
type Unlike = "pinned_tracks" | "lost_email_access" | "play_counts" | "rewards";

function partsOf(state: SourceState): Part[] {
  const { pinned_tracks, lost_email_access, play_counts, rewards, ...tables } = state;
  const alike: Readonly<Record<keyof Omit<SourceState, Unlike>, readonly Row[]>> = tables;
  return [
    ...Object.entries(alike).map(([table, rows]) => ({ table, rows })),
    { table: "tracks", rows: pinned_tracks, where: "pinned_comment_id is not null" },
    { table: "aggregate_plays", rows: play_counts.map(({ play_item_id, count }) => ({ play_item_id, count })) },
  ];
}

/**
 * Holds every table against the state that a genesis range carried: all rows, in every column that the range carries, and no row
 * beside them. Knows no rule of the network. Gives at most ten sentences a table; nothing where they agree.
 */
export async function sourceDifferences(client: pg.Client, state: SourceState): Promise<string[]> {
  const differences: string[] = [];
  for (const { table, rows, where } of partsOf(state)) {
    const columns = Object.keys(rows[0] ?? {});
    if (columns.length === 0) continue;
    const found = await client.query<{ row: Row }>(
      `select to_jsonb(shown) as row from (select ${columns.join(", ")} from ${table}
       ${where === undefined ? "" : `where ${where}`}) as shown`,
    );
    differences.push(
      ...rowDifferences(
        table,
        rows,
        found.rows.map(({ row }) => row),
      ),
    );
  }
  return differences;
}

function rowDifferences(table: string, expected: readonly Row[], found: readonly Row[]): string[] {
  const left = new Map<string, number>();
  for (const row of expected) {
    const text = canonical(row);
    left.set(text, (left.get(text) ?? 0) + 1);
  }
  const extra: string[] = [];
  for (const row of found) {
    const text = canonical(row);
    const count = left.get(text) ?? 0;
    if (count === 0) extra.push(text);
    else if (count === 1) left.delete(text);
    else left.set(text, count - 1);
  }
  const missing = [...left.keys()];
  if (extra.length + missing.length === 0) return [];
  return [
    `${table}: ${missing.length} rows missing, ${extra.length} beside them`,
    ...missing.slice(0, 5).map((text) => `${table} lacks ${text}`),
    ...extra.slice(0, 5).map((text) => `${table} holds ${text}`),
  ];
}

/** A track lists its playlists in the order of their transactions, of which nothing is foretold. */
const unordered = new Set(["playlists_containing_track"]);

/** Writes a row out so that equal rows are equal texts: members sorted, and instants without their zone. */
function canonical(row: Row): string {
  return JSON.stringify(
    sorted(
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => {
          if (unordered.has(column) && Array.isArray(value))
            return [column, [...value].sort((one, other) => one - other)];
          return [column, typeof value === "string" ? value.replace(/\+00:00$/, "") : value];
        }),
      ),
    ),
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([member, inner]) => [member, sorted(inner)]),
  );
}
