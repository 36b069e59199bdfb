import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { readVectors } from "./vectors.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await database.client.query("set session_replication_role = replica");
});

afterAll(async () => {
  await database.drop();
});

/** The one value that an expression over $1, $2, ... has. */
async function read(expression: string, parameters: readonly unknown[]): Promise<unknown> {
  const { rows } = await database.client.query<{ value: unknown }>(`select ${expression} as value`, [...parameters]);
  return rows[0]?.value;
}

describe("names of records, as the reference makes them", () => {
  it("em.sanitize_slug", async () => {
    for (const [title, id, collision, slug] of readVectors(
      "slugs.json",
      z.array(z.tuple([z.string(), z.number(), z.number(), z.string()])),
    )) {
      expect({ title, slug: await read("em.sanitize_slug($1, $2, $3)", [title, id, collision]) }).toEqual({
        title,
        slug,
      });
    }
  });

  it("em.create_track_route_id", async () => {
    for (const [title, handle, route] of readVectors(
      "track-route-ids.json",
      z.array(z.tuple([z.string(), z.string(), z.string()])),
    )) {
      expect({ title, route: await read("em.create_track_route_id($1, $2)", [title, handle]) }).toEqual({
        title,
        route,
      });
    }
  });

  it("em.hashid", async () => {
    for (const [id, hashid] of readVectors("hashids.json", z.array(z.tuple([z.string(), z.string()])))) {
      expect({ id, hashid: await read("em.hashid($1)", [id]) }).toEqual({ id, hashid });
    }
    expect(await read("em.hashid(-1)", [])).toBe("");
  });

  it("em.hashid_number", async () => {
    for (const [id, hashid] of readVectors("hashids.json", z.array(z.tuple([z.string(), z.string()])))) {
      expect({ hashid, id: await read("em.hashid_number($1)", [hashid]) }).toEqual({ hashid, id });
    }
    for (const text of [
      "",
      "7",
      "7eP5",
      "7eP5nn",
      "7eP5n ",
      "5",
      "eeeee",
      "é",
      "12345",
      "B".repeat(14),
      "B".repeat(10_000),
    ]) {
      expect({ text, id: await read("em.hashid_number($1)", [text]) }).toEqual({ text, id: null });
    }
  });
});

const steps = readVectors(
  "routes.json",
  z.array(z.tuple([z.number(), z.number(), z.string(), z.string(), z.number()])),
).map(([owner, id, title, slug, collision]) => ({ owner, id, title, slug, collision }));

interface Route {
  readonly slug: string;
  readonly collision_id: number;
  readonly is_taken: boolean;
}

describe.each([
  { table: "track_routes", column: "track_id", next: "em.next_track_route" },
  { table: "playlist_routes", column: "playlist_id", next: "em.next_playlist_route" },
])("$next", ({ table, column, next }) => {
  async function nextRoute(owner: number, titleSlug: unknown): Promise<Route | undefined> {
    const { rows } = await database.client.query<Route>(`select * from ${next}($1, $2)`, [owner, titleSlug]);
    return rows[0];
  }

  async function insertRoute(
    owner: number,
    id: number,
    slug: string,
    titleSlug: unknown,
    collision: number,
  ): Promise<void> {
    await database.client.query(
      `insert into ${table} (slug, title_slug, collision_id, owner_id, ${column}, is_current, blockhash, blocknumber, txhash)
       values ($1, $2, $3, $4, $5, true, 'b', 1, 't')`,
      [slug, titleSlug, collision, owner, id],
    );
  }

  it("gives one title after the other the slugs that the reference gives", async () => {
    for (const { owner, id, title, slug, collision } of steps) {
      const titleSlug = await read("em.sanitize_slug($1, $2)", [title, id]);
      expect({ title, ...(await nextRoute(owner, titleSlug)) }).toEqual({
        title,
        slug,
        collision_id: collision,
        is_taken: false,
      });
      await insertRoute(owner, id, slug, titleSlug, collision);
    }
  });

  it("says so when the slug belongs to another title and does not end in a digit", async () => {
    await insertRoute(7, 1, "gap", "zzz", 0);
    expect(await nextRoute(7, "gap")).toEqual({ slug: "gap", collision_id: 0, is_taken: true });
    await insertRoute(7, 2, "gap-1", "other", 0);
    expect(await nextRoute(7, "gap-1")).toEqual({ slug: "gap-1-1", collision_id: 1, is_taken: false });
  });

  it("reads a short range of the primary key", async () => {
    // What the planner takes for a nearly empty table depends on whether autovacuum came by; with rows and statistics it does not.
    await database.client.query("begin");
    try {
      await database.client.query(
        `insert into ${table} (slug, title_slug, collision_id, owner_id, ${column}, is_current, blockhash, blocknumber, txhash)
         select 'route-' || number, 'route', number, 1, 100000 + number, true, 'b', 1, 't' from generate_series(1, 5000) as number`,
      );
      await database.client.query(`analyze ${table}`);
      const { rows } = await database.client.query<{ "QUERY PLAN": string }>(
        `explain select max(collision_id) from ${table}
         where owner_id = 1 and slug >= 'gap' and slug <= 'gap' || '-9999999999'`,
      );
      expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain(
        `Index Cond: ((owner_id = 1) AND ((slug)::text >= 'gap'::text) AND ((slug)::text <= 'gap-9999999999'::text))`,
      );
    } finally {
      await database.client.query("rollback");
    }
  });
});
