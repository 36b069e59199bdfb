/** When the triggers are made, switched and replaced, and what keeps the counts right across it. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rebuildAggregates, stopAggregates } from "../../src/aggregates/rebuild.ts";
import { aggregatesState } from "../../src/aggregates/state.ts";
import { readCatalog } from "../../src/database/catalog.ts";
import { connect } from "../../src/database/connect.ts";
import { migrate } from "../../src/database/migrate.ts";
import { createLog } from "../../src/log.ts";
import { keepAggregates } from "../../src/streamer/setup/aggregates.ts";
import { production2026 } from "../database/support/network-2026.ts";
import { cloneProduction } from "../database/support/production-clone.ts";
import { etl } from "../database/support/recorded-schema.ts";
import { run } from "../support/command.ts";
import { blankDatabase, freshDatabase, type TestDatabase } from "../support/database.ts";
import { apply, seed } from "../support/procedure.ts";
import { installTriggers } from "../support/triggers.ts";
import { wrongCounts } from "./recounts.ts";

let database: TestDatabase;
const log = createLog({ level: "fatal" });

afterEach(() => database.drop());

const triggers = async () => {
  const { rows } = await database.client.query<{ name: string; on: boolean }>(
    `select tgname as name, tgenabled <> 'D' as on from pg_trigger
     join pg_proc on pg_proc.oid = tgfoid and proname in (select name from em.trigger_functions)`,
  );
  return rows;
};

/** Those that are on while nobody counts. */
const keepingUndone = ["follow", "repost", "save"].flatMap((kind) => [`em_on_deleted_${kind}`, `em_on_undone_${kind}`]);

const triggersOn = async () =>
  (await triggers())
    .filter(({ on }) => on)
    .map(({ name }) => name)
    .sort();

const followerCount = async () =>
  (
    await database.client.query<{ count: string }>(
      "select follower_count as count from aggregate_user where user_id = 2",
    )
  ).rows[0]?.count;

const follow = (action: "Follow" | "Unfollow") =>
  apply(database.client, { entity_type: "User", action, user_id: 1, entity_id: 2, signer: "0xone" });

const seedUsers = () =>
  seed(database.client, {
    users: [
      { user_id: 1, wallet: "0xone" },
      { user_id: 2, wallet: "0xtwo" },
    ],
  });

describe("a database that was empty before us", () => {
  beforeEach(async () => {
    database = await blankDatabase();
    await migrate(database.url);
  });

  it("gets the tables under production's names, and all triggers, switched off but for those that keep what is undone", async () => {
    expect(await aggregatesState(database.client)).toMatchObject({ areCurrent: false });
    expect((await triggers()).length).toBeGreaterThan(36);
    expect(await triggersOn()).toEqual(keepingUndone.toSorted());
    const { tables } = await readCatalog(database.client);
    const columns = (table: string) => tables[table]?.columns.map(({ name, type }) => `${name} ${type}`);
    expect(columns("aggregate_track")).toEqual([
      "track_id integer",
      "repost_count integer",
      "save_count integer",
      "comment_count integer",
      "share_count integer",
    ]);
    expect(columns("aggregate_monthly_plays")).toEqual([
      "play_item_id integer",
      "timestamp date",
      "count integer",
      "country text",
    ]);
    expect(tables.milestones?.constraints).toEqual({ milestones_pkey: "PRIMARY KEY (id, name, threshold)" });
    expect(Object.keys(tables)).toEqual(
      expect.arrayContaining([
        "artist_coins",
        "revert_blocks",
        "sol_user_balances",
        "usdc_user_bank_accounts",
        "user_balances",
        "user_bank_accounts",
      ]),
    );
  });

  it("has its functions renewed where they are ours, and left alone where the API has put its own", async () => {
    const body = "begin return null; end";
    await database.client.query(
      `create or replace function handle_share() returns trigger language plpgsql as $$ ${body} $$`,
    );
    await database.client.query(
      `create or replace function handle_user() returns trigger language plpgsql as $$ ${body} $$`,
    );
    await database.client.query("update em.trigger_functions set source = $1 where name = 'handle_user'", [
      ` ${body} `,
    ]);
    await database.client.query("update em.aggregates set files_hash = 'of an earlier version'");
    expect((await migrate(database.url)).triggers).toMatchObject({ changed: true });
    const { rows } = await database.client.query<{ name: string; ours: boolean }>(
      "select proname as name, prosrc like '%aggregate_user%' as ours from pg_proc where proname in ('handle_share', 'handle_user') order by 1",
    );
    expect(rows).toEqual([
      { name: "handle_share", ours: false },
      { name: "handle_user", ours: true },
    ]);
    expect((await migrate(database.url)).triggers).toMatchObject({ changed: false });
  });
});

describe("a copy of production's database", () => {
  it("gets none of it, and is left alone", async () => {
    database = await blankDatabase();
    await cloneProduction(database.client, production2026);
    expect((await migrate(database.url)).triggers).toBeNull();
    expect(await triggers()).toEqual([]);
    const { rows } = await database.client.query("select to_regclass('aggregate_track') as made");
    expect(rows).toEqual([{ made: null }]);
    const aggregates = await keepAggregates(database.client, "always", log);
    await aggregates.reachHead();
    expect(await aggregatesState(database.client)).toBeUndefined();
  });
});

describe("npm run aggregates -- --create", () => {
  it("makes tables and triggers in a database that an earlier version of ours filled, and counts", async () => {
    database = await freshDatabase();
    await database.client.query(`
      do $$
      declare
        name text;
      begin
        for name in select trigger_functions.name from em.trigger_functions loop
          execute format('drop function %I() cascade', name);
        end loop;
      end $$;
      drop table aggregate_track, aggregate_playlist, aggregate_plays, aggregate_monthly_plays, milestones, revert_blocks,
        user_balances, user_bank_accounts, usdc_user_bank_accounts, artist_coins, sol_user_balances;
      delete from em.trigger_functions;
      delete from em.aggregates`);
    await seedUsers();
    await follow("Follow");
    expect(await aggregatesState(database.client)).toBeUndefined();
    const ended = await run("aggregates", database.url, "--create");
    expect(ended, ended.errors).toMatchObject({ code: 0 });
    expect(ended.output).toContain("the triggers that keep them are on");
    expect(await followerCount()).toBe("1");
    await follow("Unfollow");
    expect(await followerCount()).toBe("0");
    expect(await wrongCounts(database.client)).toEqual([]);
    expect((await migrate(database.url)).triggers).toMatchObject({ changed: false });
    expect(await run("aggregates", database.url, "--create")).toMatchObject({ code: 0 });
  });

  it("is refused on a copy of production's, and makes nothing", async () => {
    database = await blankDatabase();
    await cloneProduction(database.client, production2026);
    await cloneProduction(database.client, etl);
    await installTriggers(database.client, "B");
    await migrate(database.url);
    const ended = await run("aggregates", database.url, "--create");
    expect(ended.code).toBe(78);
    expect(ended.errors).toMatch(/has aggregate_track, .* already, which are not ours/);
    expect(await aggregatesState(database.client)).toBeUndefined();
  });
});

describe.each(["2025", "2026"] as const)("edition %s", (edition) => {
  it("counts a follow that is undone and done again, with the triggers on", async () => {
    database = await freshDatabase(edition);
    await seedUsers();
    await keepAggregates(database.client, "always", log);
    for (const [action, count] of [
      ["Follow", "1"],
      ["Unfollow", "0"],
      ["Follow", "1"],
      ["Unfollow", "0"],
      ["Follow", "1"],
    ] as const) {
      expect(await follow(action)).toBeNull();
      expect(await followerCount(), action).toBe(count);
      expect(await wrongCounts(database.client)).toEqual([]);
    }
    const { rows } = await database.client.query("select count(*)::integer from notification where type = 'follow'");
    expect(rows).toEqual([{ count: 1 }]);
  });
});

describe("while catching up", () => {
  beforeEach(async () => {
    database = await freshDatabase();
    await seedUsers();
  });

  it("nothing is counted until the head, and from then on by the triggers", async () => {
    const aggregates = await keepAggregates(database.client, "head", log);
    await follow("Follow");
    expect(await followerCount()).toBeUndefined();
    await aggregates.reachHead();
    expect(await followerCount()).toBe("1");
    expect(await aggregatesState(database.client)).toMatchObject({ areCurrent: true });
    await follow("Unfollow");
    expect(await followerCount()).toBe("0");
    await aggregates.reachHead();
    expect(await wrongCounts(database.client)).toEqual([]);
  });

  it("a rebuild that somebody keeps waiting leaves all as it was, and names them", async () => {
    await follow("Follow");
    const other = await connect(database.url, { applicationName: "a job of the API" });
    await other.query("begin; insert into milestones values (1, 'x', 1, null, null, '2026-01-01')");
    const failing = rebuildAggregates(database.client, undefined, { forTable: 20 });
    await expect(failing).rejects.toThrow(/^the table milestones is locked by session \d+ .*a job of the API/);
    await expect(failing).rejects.toMatchObject({ exitCode: 75 });
    expect(await aggregatesState(database.client)).toMatchObject({ areCurrent: false });
    expect(await followerCount()).toBeUndefined();
    await other.query("rollback");
    await other.end();
    await rebuildAggregates(database.client);
    expect(await wrongCounts(database.client)).toEqual([]);
  });

  it("a session that is killed in the middle of a rebuild leaves all as it was", async () => {
    await follow("Follow");
    const rebuilding = await connect(database.url, { applicationName: "em-apply test" });
    const { rows } = await rebuilding.query<{ pid: number }>("select pg_backend_pid() as pid");
    const killed = rebuildAggregates(rebuilding, ({ table }) => {
      if (table === "aggregate_track") {
        void database.client.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
      }
    });
    await expect(killed.then(() => rebuilding.query("select pg_sleep(5)"))).rejects.toThrow();
    await rebuilding.end().catch(() => undefined);
    const state = await aggregatesState(database.client);
    expect(await followerCount()).toBe(state?.areCurrent === true ? "1" : undefined);
  });

  it("off switches the triggers off, and what is missed is known", async () => {
    await rebuildAggregates(database.client);
    await follow("Follow");
    await keepAggregates(database.client, "off", log);
    expect(await triggersOn()).toEqual(keepingUndone.toSorted());
    expect(await aggregatesState(database.client)).toMatchObject({ areCurrent: false });
    await follow("Unfollow");
    expect(await followerCount()).toBe("1");
    await rebuildAggregates(database.client);
    expect(await followerCount()).toBe("0");
    await stopAggregates(database.client);
    expect(await aggregatesState(database.client)).toMatchObject({ areCurrent: false });
  });
});
