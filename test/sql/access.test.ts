import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { readVectors } from "./vectors.ts";

const scenario = readVectors(
  "access.json",
  z.object({
    rows: z.record(z.string().regex(/^[a-z_]+$/), z.array(z.record(z.string(), z.unknown()))),
    access: z.array(z.tuple([z.number(), z.number(), z.boolean()])),
  }),
);

/** Of the scenario's albums, one that user 1 has bought. */
const boughtAlbum = 3;

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await database.client.query("set session_replication_role = replica");
  for (const [table, rows] of Object.entries(scenario.rows)) {
    for (const row of rows) {
      const columns = Object.keys(row).map((column) =>
        z
          .string()
          .regex(/^[a-z_]+$/)
          .parse(column),
      );
      await database.client.query(
        `insert into ${table} (${columns.join(", ")})
         select ${columns.join(", ")} from jsonb_populate_record(null::${table}, $1)`,
        [JSON.stringify(row)],
      );
    }
  }
});

afterAll(async () => {
  await database.drop();
});

it("lets stream whom the reference lets stream, and refuses where it breaks", async () => {
  const { rows } = await database.client.query<{ may: boolean }>(
    `select em.has_stream_access(user_id, track_id) as may
       from unnest($1::integer[], $2::integer[]) with ordinality as given (user_id, track_id, place) order by place`,
    [scenario.access.map(([user]) => user), scenario.access.map(([, track]) => track)],
  );
  expect(scenario.access.map(([user, track], index) => [user, track, rows[index]?.may])).toEqual(scenario.access);
});

const purchase = { usdc_purchase: { price: 1 } };
const album = { is_download_gated: true, playlists_containing_track: [boughtAlbum] };

it.each([
  { what: "an unknown condition", conditions: { token_gate: 1 }, may: false },
  { what: "a list", conditions: [1], may: false },
  { what: "no condition", conditions: {}, may: true },
  { what: "an artist's id that is a list", conditions: { follow_user_id: [1] }, may: false },
  { what: "an album that was bought", conditions: purchase, columns: { ...album, is_stream_gated: true }, may: true },
  { what: "such an album, where only the download is gated", conditions: purchase, columns: album, may: false },
])("judges $what", async ({ conditions, columns = {}, may }) => {
  await database.client.query("begin");
  await database.client.query(
    `insert into tracks (track_id, owner_id, is_current, is_delete, created_at, updated_at, stream_conditions,
                         is_stream_gated, is_download_gated, playlists_containing_track)
     select 5000, 77, true, false, '2026-01-01', '2026-01-01', $1, coalesce(is_stream_gated, false),
            coalesce(is_download_gated, false), coalesce(playlists_containing_track, '{}')
     from jsonb_populate_record(null::tracks, $2)`,
    [JSON.stringify(conditions), JSON.stringify(columns)],
  );
  const { rows } = await database.client.query("select em.has_stream_access(1, 5000) as may");
  expect(rows).toEqual([{ may }]);
  await database.client.query("rollback");
});
