/** The slugs of today's network, and the routes that they get. */
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await database.client.query("set session_replication_role = replica");
});

afterAll(async () => {
  await database.drop();
});

test.each([
  ["My  Awesome Track!", "my-awesome-track"],
  ["  Drum & Bass vol. 2 ", "drum-bass-vol-2"],
  ["a - -- b", "a-b"],
  ["-", "-"],
  ["!!!", "7"],
  ["", "7"],
  [null, "7"],
  ["\u00a0\u3000", "7"],
  ["\u00a0a\u00a0b\u3000", "a\u00a0b"],
  ["a\u000bb\tc\r\nd", "a\u000bb-c-d"],
  ["\u001fa", "\u001fa"],
  ["[x]{y}^z~ it’s `a` |b|", "xyz-its-`a`-|b|"],
  ["İstanbul ΣΑΣ Straße", "istanbul-σασ-straße"],
  ["e\u0301", "e\u0301"],
  ["日本語 タイトル", "日本語-タイトル"],
])("the slug of %j is %j", async (title, slug) => {
  const { rows } = await database.client.query<{ slug: string }>("select em.title_slug($1, 7) as slug", [title]);
  expect(rows[0]?.slug).toBe(slug);
});

describe.each([
  { table: "track_routes", column: "track_id", free: "em.free_track_route" },
  { table: "playlist_routes", column: "playlist_id", free: "em.free_playlist_route" },
])("$free", ({ table, column, free }) => {
  let owner = 0;

  /** What a title slug gets from an owner who has these routes: [slug, title slug, collision id] each. */
  async function freeRoute(titleSlug: string, routes: readonly [string, string, number][]): Promise<unknown> {
    owner += 1;
    for (const [index, [slug, of, collision]] of routes.entries()) {
      await database.client.query(
        `insert into ${table} (slug, title_slug, collision_id, owner_id, ${column}, is_current, blockhash, blocknumber, txhash)
         values ($1, $2, $3, $4, $5, true, 'b', 1, 't')`,
        [slug, of, collision, owner, index],
      );
    }
    const { rows } = await database.client.query(`select slug, collision_id, is_taken from ${free}($1, $2)`, [
      owner,
      titleSlug,
    ]);
    return rows[0];
  }

  it.each<[string, [string, string, number][], string, number]>([
    ["the slug itself where the owner has no such title", [["y", "y", 0]], "x", 0],
    [
      "the number after the highest of the same title",
      [
        ["x", "x", 0],
        ["x-4", "x", 4],
      ],
      "x-5",
      5,
    ],
    [
      "the next number whose slug is free",
      [
        ["x", "x", 0],
        ["x-1", "other", 0],
        ["x-2", "other", 0],
      ],
      "x-3",
      3,
    ],
    ["the number after the highest, wherever that stands", [["from-elsewhere", "x", 7]], "x-8", 8],
    ["a first number below none", [["x", "x", -5]], "x-1", 1],
  ])("gives %s", async (_, routes, slug, collision_id) => {
    expect(await freeRoute("x", routes)).toEqual({ slug, collision_id, is_taken: false });
  });

  it("gives a number to a slug that ends in a digit, where it is another title's", async () => {
    expect(await freeRoute("x-1", [["x-1", "x", 1]])).toEqual({ slug: "x-1-1", collision_id: 1, is_taken: false });
    expect(await freeRoute("x٣", [["x٣", "y", 0]])).toEqual({ slug: "x٣-1", collision_id: 1, is_taken: false });
  });

  it("gives nothing to another slug that is another title's, or where no number is left", async () => {
    expect(await freeRoute("x", [["x", "y", 0]])).toMatchObject({ is_taken: true });
    expect(await freeRoute("x²", [["x²", "y", 0]])).toMatchObject({ is_taken: true });
    expect(await freeRoute("x", [["x-0", "x", 2 ** 31 - 1]])).toMatchObject({ is_taken: true });
  });
});
