import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { locks, tryLock } from "../../src/database/locks.ts";
import { run } from "../support/command.ts";
import { blankDatabase, freshDatabase, type TestDatabase } from "../support/database.ts";

describe("npm run migrate", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await blankDatabase();
  });
  afterAll(() => database.drop());

  it("says what it would do, what it did, and that a second run changes nothing", async () => {
    const dry = await run("migrate", database.url, "--dry-run");
    expect(dry).toMatchObject({ code: 0, errors: "" });
    expect(dry.output).toMatch(/ migrations would be applied: 0001_em, 0002_blocks, /);
    const first = await run("migrate", database.url);
    expect(first).toMatchObject({ code: 0, errors: "" });
    expect(first.output).toMatch(/ migrations were applied: 0001_em, 0002_blocks, /);
    expect(first.output).toMatch(/the procedures were replaced by those of \d+ files \(none were applied\)/);
    const second = await run("migrate", database.url);
    expect(second).toMatchObject({ code: 0, errors: "" });
    expect(second.output).toMatch(/ is up to date: nothing changed\.\n$/);
    const third = await run("migrate", database.url, "--json");
    expect(JSON.parse(third.output)).toMatchObject({ migrations: [], procedures: { changed: false } });
  });

  it("ends with 64 on a flag that it does not know, with 75 when nothing answers", async () => {
    expect((await run("migrate", database.url, "--jsn")).code).toBe(64);
    const unreachable = await run("migrate", "postgres://em:secret@127.0.0.1:1/em");
    expect(unreachable.code).toBe(75);
    expect(unreachable.errors).toMatch(/Nothing answers there/);
    expect(unreachable.errors).not.toMatch(/secret/);
  });

  it("takes the flag rather than the environment", async () => {
    const result = await run("migrate", "postgres://127.0.0.1:1/em", "--database", database.url);
    expect(result).toMatchObject({ code: 0, errors: "" });
  });

  it("takes the embedded Postgres of the data directory that it is given", async () => {
    const directory = await mkdtemp(join(tmpdir(), "em-migrate-"));
    try {
      const result = await run("migrate", "", "--dry-run", "--data-directory", directory);
      expect(result.code).toBe(0);
      expect(result.output).toMatch(/^the embedded Postgres at /);
      expect(await readdir(directory)).not.toEqual([]);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});

describe("npm run doctor", () => {
  it("finds a migrated database healthy, and tells who indexes into it and how far", async () => {
    const database = await freshDatabase();
    const streamer = await connect(database.url, { applicationName: "em-apply on host7" });
    expect(await tryLock(streamer, locks.indexer)).toBe(true);
    await streamer.query("insert into blocks (blockhash, number) values ('a', 1), ('b', 2)");
    await streamer.query(
      "insert into core_indexed_blocks (blockhash, chain_id, height) values ('a', 'old', 7), ('b', 'new', 3), ('c', 'new', 4)",
    );
    await streamer.query(
      "insert into etl_blocks (proposer_address, block_height, block_time) values ('p', 3, '2026-04-04'), ('p', 4, '2026-04-05')",
    );
    const told = await run("doctor", database.url);
    expect(told).toMatchObject({ code: 0, errors: "" });
    expect(told.output).toMatch(/^indexer: session \d+ of the database \(em-apply on host7, /m);
    expect(told.output).toMatch(/^progress: block 4 of 2026-04-05T00:00:00\.000Z, \d+ d (\d+ h )?ago; em_block 2$/m);
    expect(told.output).toMatch(/^progress: new indexed to height 4\nprogress: old indexed to height 7\nhealthy$/m);
    const json = await run("doctor", database.url, "--json");
    expect(JSON.parse(json.output)).toMatchObject({
      healthy: true,
      drift: [],
      procedures: { state: "up to date" },
      indexer: { application: "em-apply on host7" },
      progress: { block: { height: 4 }, emBlock: 2 },
    });
    await streamer.end();
    await database.drop();
  });

  it("names everything that has drifted", async () => {
    const database = await freshDatabase();
    await database.client.query("drop index tracks_blocknumber_idx");
    await database.client.query("alter table follows drop constraint follows_blocknumber_fkey");
    await database.client.query("alter table users drop column donation");
    await database.client.query(
      "alter table users alter column bio type text, alter column is_available drop not null",
    );
    await database.client.query("alter table shares alter column txhash drop default");
    await database.client.query("drop table em_rejections, em.known_addresses");
    await database.client.query("alter table em.settings alter column value drop not null");
    await database.client.query("drop function em.play_number(text)");
    await database.client.query("create function em.own() returns integer language sql as 'select 1'");
    await database.client.query("drop materialized view mv_dashboard_transaction_types");
    await database.client.query("drop trigger trigger_notify_new_block on etl_blocks");
    // What an operator has beside it is no drift.
    await database.client.query("create table own_report (id integer)");
    await database.client.query("create index own_index on tracks (title)");
    await database.client.query("alter type wallet_chain add value 'btc'");
    const { code, output } = await run("doctor", database.url, "--json");
    expect(code).toBe(1);
    const drift = [
      { object: "table em.known_addresses", problem: "is missing" },
      { object: "column em.settings.value", problem: "allows null and should not" },
      { object: "table em_rejections", problem: "is missing" },
      expect.objectContaining({ object: "trigger trigger_notify_new_block of etl_blocks" }),
      {
        object: "constraint follows_blocknumber_fkey of follows",
        problem: "is missing: FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
      },
      {
        object: "column shares.txhash",
        problem: "defaults to null and should to ''::character varying",
      },
      {
        object: "index tracks_blocknumber_idx of tracks",
        problem: "is missing: CREATE INDEX tracks_blocknumber_idx ON public.tracks USING btree (blocknumber)",
      },
      { object: "column users.bio", problem: "is text and should be character varying" },
      { object: "column users.is_available", problem: "allows null and should not" },
      { object: "column users.donation", problem: "is missing" },
      { object: "materialized view mv_dashboard_transaction_types", problem: "is missing" },
      { object: "function em.play_number", problem: "is missing" },
      { object: "function em.own", problem: "is not of this tree" },
    ];
    expect(JSON.parse(output)).toMatchObject({ healthy: false, drift, procedures: { state: "changed by hand" } });
    await database.drop();
  });

  it("says that a blank database must be migrated, and that procedures are not this tree's", async () => {
    const blank = await blankDatabase();
    const never = await run("doctor", blank.url);
    expect(never.code).toBe(1);
    expect(never.output).toMatch(/^schema: \d+ migrations pending \(0001_em, .*\); run npm run migrate$/m);
    expect(never.output).toMatch(/^procedures: never applied; run npm run migrate$/m);
    expect(never.output).toMatch(/^progress: nothing indexed yet\nnot healthy$/m);
    await blank.drop();
    const database = await freshDatabase();
    await database.client.query("update em.procedures set content_hash = 'another'");
    const other = await run("doctor", database.url);
    expect(other.code).toBe(1);
    expect(other.output).toMatch(/^procedures: of another version; run npm run migrate$/m);
    await database.drop();
  });
});
