import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { examine } from "../../src/database/health.ts";
import { migrate } from "../../src/database/migrate.ts";
import { run } from "../support/command.ts";
import { blankDatabase, type TestDatabase } from "../support/database.ts";
import { installTriggers } from "../support/triggers.ts";
import { production2026 } from "./support/network-2026.ts";
import { cloneProduction } from "./support/production-clone.ts";
import { etl, production } from "./support/recorded-schema.ts";

let database: TestDatabase;

beforeEach(async () => {
  database = await blankDatabase();
});
afterEach(() => database.drop());

async function clone(schema: typeof production): Promise<void> {
  await cloneProduction(database.client, schema);
  await cloneProduction(database.client, etl);
  await database.client.query("insert into blocks (blockhash, number) values ('b1', 1), ('b2', 2)");
}

/** Two current rows of user 7 and of track 9; a follow and a save that were replaced. */
const tooMany = `
  insert into users (user_id, is_current, txhash, blocknumber, updated_at, name) values
    (7, true, 'a', 1, '2026-01-03', 'older block'), (7, true, 'b', 2, '2026-01-01', 'earlier'),
    (7, true, 'c', 2, '2026-01-02', 'later'), (7, true, 'd', 2, '2026-01-02', 'same time, higher hash'),
    (8, true, 'a', 1, '2026-01-01', 'alone');
  insert into tracks (track_id, owner_id, is_current, is_delete, txhash, blocknumber, created_at, updated_at, track_segments) values
    (9, 7, true, false, 'a', 1, now(), now(), '[]'), (9, 7, true, false, 'b', 2, now(), now(), '[]');
  insert into follows (follower_user_id, followee_user_id, is_current, is_delete, created_at, txhash, blocknumber)
  values (7, 8, false, false, now(), 'a', 1), (7, 8, true, false, now(), 'b', 2);
  insert into saves (user_id, save_item_id, save_type, is_current, is_delete, created_at, txhash, blocknumber)
  values (7, 9, 'track', false, true, now(), 'a', 1)`;

const halting = [
  "index users_current_uniq_idx of users allows one current row, but these have several: user_id 7 (4 rows)",
  "table tracks allows one current row, but these have several: track_id 9 (2 rows)",
];
const known = [
  "table follows has rows that are not current; indexing would halt if their transaction came once more: " +
    "follower_user_id 7 followee_user_id 8 txhash a",
  "table saves has rows that are not current; indexing would halt if their transaction came once more: " +
    "user_id 7 save_item_id 9 save_type track txhash a",
];

async function rowsOf(query: string): Promise<unknown[]> {
  return (await database.client.query(query)).rows;
}

describe("rows that stand in the way", () => {
  it("are named and left by migrate, and mended where it is asked for, with what goes kept", async () => {
    await clone(production);
    await database.client.query(tooMany);

    const refused = await run("migrate", database.url);
    expect(refused.code).toBe(1);
    for (const line of halting) {
      expect(refused.errors).toContain(line);
    }
    expect(refused.errors).toContain("npm run migrate -- --mend");
    expect(await rowsOf("select to_regnamespace('em') as em")).toEqual([{ em: null }]);

    const dry = await migrate(database.url, { dryRun: true, mend: true });
    expect(dry.mended).toEqual([...halting, ...known]);
    expect(await rowsOf("select to_regnamespace('em') as em")).toEqual([{ em: null }]);

    const mended = await migrate(database.url, { mend: true });
    expect(mended.mended.map((line) => line.split(" (")[0])).toEqual([
      "3 rows of users were taken out",
      "1 rows of tracks were taken out",
      "1 rows of follows were taken out",
      "1 rows of saves were taken out",
    ]);
    expect(mended.hints).toEqual([]);
    expect(await rowsOf("select user_id, txhash from users order by user_id")).toEqual([
      { user_id: 7, txhash: "d" },
      { user_id: 8, txhash: "a" },
    ]);
    expect(await rowsOf("select txhash from follows")).toEqual([{ txhash: "b" }]);
    expect(
      await rowsOf(
        "select table_name, row_was ->> 'txhash' as txhash, row_was ->> 'name' as name from em.mended_rows order by id",
      ),
    ).toEqual([
      { table_name: "users", txhash: "a", name: "older block" },
      { table_name: "users", txhash: "b", name: "earlier" },
      { table_name: "users", txhash: "c", name: "later" },
      { table_name: "tracks", txhash: "a", name: null },
      { table_name: "follows", txhash: "a", name: null },
      { table_name: "saves", txhash: "a", name: null },
    ]);
    expect((await examine(database.client)).rows).toEqual([]);
    expect((await migrate(database.url, { mend: true })).mended).toEqual([]);
  });

  it("are told by doctor also where migrate has nothing to do any more", async () => {
    await clone(production2026);
    await migrate(database.url);
    await database.client.query("drop index users_current_uniq_idx");
    await database.client.query(tooMany);
    const ended = await run("doctor", database.url);
    expect(ended.code).toBe(1);
    for (const line of [...halting, ...known]) {
      expect(ended.output).toContain(`rows: ${line}\n`);
    }
  });

  it("a follow that was replaced halts nothing once it is mended, though its transaction comes again", async () => {
    await clone(production2026);
    await database.client.query(tooMany.slice(tooMany.indexOf("insert into follows")));
    const { hints } = await migrate(database.url);
    expect(hints).toEqual(known);
    expect((await examine(database.client)).healthy).toBe(true);
    const again = `insert into follows (follower_user_id, followee_user_id, is_current, is_delete, created_at, txhash)
      values (7, 8, false, false, now(), 'a')`;
    await expect(database.client.query(again)).rejects.toMatchObject({ code: "23505" });
    await migrate(database.url, { mend: true });
    await database.client.query(again);
  });

  it("a wallet in two spellings halts under production's trigger", async () => {
    await clone(production2026);
    await database.client.query(`
      insert into associated_wallets (user_id, wallet, blockhash, blocknumber, is_current, is_delete, chain)
      values (7, '0xAB', 'b', 1, true, false, 'eth'), (7, '0xab', 'b', 1, true, false, 'eth'),
        (7, '0xaB', 'b', 1, false, true, 'eth'), (8, '0xab', 'b', 1, true, false, 'eth'), (7, 'So', 'b', 1, true, false, 'sol'),
        (7, 'SO', 'b', 1, true, false, 'sol')`);
    const told = "table associated_wallets has a wallet in several spellings: user_id 7 (0xAB and 0xaB and 0xab)";
    expect((await migrate(database.url, { dryRun: true })).hints).toEqual([told]);
    await database.client.query(`
      create function canonicalize() returns trigger language plpgsql
      as $$ begin new.wallet := lower(new.wallet); return new; end $$;
      create trigger before_associated_wallets_canonicalize before insert or update on associated_wallets
      for each row execute function canonicalize()`);
    await expect(migrate(database.url)).rejects.toThrow(told);
    await migrate(database.url, { mend: true });
    expect(await rowsOf("select user_id, wallet from associated_wallets where chain = 'eth' order by user_id")).toEqual(
      [
        { user_id: 7, wallet: "0xab" },
        { user_id: 8, wallet: "0xab" },
      ],
    );
  });

  it("rows of type album are told, and made those of a playlist as production did, without a word to the owner", async () => {
    await clone(production2026);
    await installTriggers(database.client, "B");
    await database.client.query(`
      insert into playlists (playlist_id, playlist_owner_id, is_album, is_private, playlist_contents, is_current, is_delete, txhash, created_at, updated_at)
      values (9, 1, true, false, '{}', true, false, 'p', now(), now());
      insert into saves (user_id, save_item_id, save_type, is_current, is_delete, created_at, txhash, blocknumber)
      values (7, 9, 'playlist', true, false, now(), 'a', 1), (7, 9, 'album', true, true, now(), 'b', 2),
        (8, 9, 'album', true, false, now(), 'c', 2), (8, 9, 'track', true, false, now(), 'd', 1);
      insert into reposts (user_id, repost_item_id, repost_type, is_current, is_delete, created_at, txhash, blocknumber)
      values (8, 9, 'album', true, false, now(), 'e', 2)`);
    const notifications = await rowsOf("select id, type from notification order by id");
    expect((await migrate(database.url)).hints).toEqual([
      "table saves has rows of type album, beside which a save of the same album is written as a playlist: " +
        "user_id 7 save_item_id 9, user_id 8 save_item_id 9",
      "table reposts has rows of type album, beside which a repost of the same album is written as a playlist: " +
        "user_id 8 repost_item_id 9",
    ]);
    expect((await examine(database.client)).healthy).toBe(true);
    expect((await migrate(database.url, { mend: true })).mended).toEqual([
      "1 rows of saves were taken out (another save of the same album by the same user was written later)",
      "2 rows of saves were changed to type playlist",
      "0 rows of reposts were taken out (another repost of the same album by the same user was written later)",
      "1 rows of reposts were changed to type playlist",
    ]);
    expect(await rowsOf("select user_id, save_type, txhash from saves order by txhash")).toEqual([
      { user_id: 7, save_type: "playlist", txhash: "b" },
      { user_id: 8, save_type: "playlist", txhash: "c" },
      { user_id: 8, save_type: "track", txhash: "d" },
    ]);
    expect(await rowsOf("select repost_type from reposts")).toEqual([{ repost_type: "playlist" }]);
    expect(await rowsOf("select id, type from notification order by id")).toEqual(notifications);
    expect(
      await rowsOf("select from pg_trigger where tgname in ('on_save', 'on_repost') and tgenabled <> 'O'"),
    ).toEqual([]);
    expect((await migrate(database.url, { mend: true })).mended).toEqual([]);
  });

  it("grants to one address in two spellings are told, and the one that was written last stays", async () => {
    await clone(production2026);
    await database.client.query(`
      insert into grants (grantee_address, user_id, is_current, is_revoked, is_approved, created_at, updated_at, txhash, blocknumber)
      values ('0xAB', 7, true, false, true, now(), now(), 'a', 1), ('0xab', 7, true, true, null, now(), now(), 'b', 2),
        ('0xab', 8, true, false, true, now(), now(), 'c', 1)`);
    expect((await migrate(database.url)).hints).toEqual([
      "table grants has grants to one address in several spellings: user_id 7 (0xAB and 0xab)",
    ]);
    await migrate(database.url, { mend: true });
    expect(await rowsOf("select user_id, grantee_address from grants order by user_id")).toEqual([
      { user_id: 7, grantee_address: "0xab" },
      { user_id: 8, grantee_address: "0xab" },
    ]);
  });

  it("artist picks that today's rules would not take are told, and left to the users", async () => {
    await clone(production2026);
    await database.client.query(`
      insert into tracks (track_id, owner_id, is_current, is_delete, txhash, created_at, updated_at, track_segments) values
        (1, 7, true, false, 'a', '2026-01-01', '2026-01-01', '[]'), (2, 7, true, true, 'b', '2026-01-01', '2026-01-01', '[]'),
        (3, 7, true, true, 'c', '2026-01-01', '2026-01-03', '[]');
      insert into users (user_id, is_current, txhash, updated_at, artist_pick_track_id) values
        (7, true, 'a', '2026-01-02', 1), (8, true, 'b', '2026-01-02', 1), (9, true, 'c', '2026-01-02', 4);
      insert into tracks (track_id, owner_id, is_current, is_delete, txhash, created_at, updated_at, track_segments) values
        (5, 10, true, true, 'd', '2026-01-01', '2026-01-01', '[]'), (6, 11, true, true, 'e', '2026-01-01', '2026-01-03', '[]');
      insert into users (user_id, is_current, txhash, updated_at, artist_pick_track_id) values
        (10, true, 'd', '2026-01-02', 5), (11, true, 'e', '2026-01-02', 6)`);
    const told =
      "table users has artist picks of tracks that are deleted or somebody else's, which the user's next update empties: " +
      "user_id 8 artist_pick_track_id 1, user_id 9 artist_pick_track_id 4, user_id 10 artist_pick_track_id 5";
    expect((await migrate(database.url)).hints).toEqual([told]);
    expect(await examine(database.client)).toMatchObject({ healthy: true, rows: [{ halts: false }] });
  });

  it("a sequence near the end of its column is told, and one at the end halts", async () => {
    await clone(production);
    await database.client.query("select setval('notification_id_seq', 2147483000)");
    const { hints } = await migrate(database.url);
    expect(hints).toEqual([
      "sequence notification_id_seq has 647 numbers left up to 2147483647, the largest of notification.id; at the end indexing " +
        "halts. To give it more, stop what writes to notification, then: alter table notification alter id type bigint (which " +
        "rewrites the table), alter sequence notification_id_seq as bigint",
    ]);
    expect((await examine(database.client)).healthy).toBe(true);
    await database.client.query("select setval('notification_id_seq', 2147483647)");
    const { healthy, rows } = await examine(database.client);
    expect({ healthy, halts: rows.map(({ halts }) => halts) }).toEqual({ healthy: false, halts: [true] });
    await database.client.query("alter table notification alter id type bigint");
    await database.client.query("alter sequence notification_id_seq as bigint");
    expect(await examine(database.client)).toMatchObject({ healthy: true, rows: [] });
  });
});
