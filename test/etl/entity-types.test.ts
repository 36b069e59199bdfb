import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { readEntityTypes } from "../../src/entity-types.ts";
import { entityTypes } from "../../src/generated/entity-types.ts";
import { createLog } from "../../src/log.ts";
import { keepSettings } from "../../src/streamer/setup/settings.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { applyBlock, emptyTables, rowsOf, type Tx, unclaimed } from "./blocks.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(() => emptyTables(database.client));

async function restrictTo(types: string): Promise<void> {
  const { types: list } = readConfig({ types }, {});
  await keepSettings(
    database.client,
    { types: list, verifiedAddress: undefined, scheduledReleases: undefined },
    createLog({ level: "fatal" }),
  );
}

const walletOf = (user: number) => `0x${String(user).padStart(40, "0")}`;

function userCreate(hash: string, id: number): Tx {
  const metadata = JSON.stringify({
    cid: "bafy",
    data: { handle: `user${id}`, name: `User ${id}`, wallet: walletOf(id) },
  });
  const members = { user_id: id, entity_type: "User", entity_id: id, action: "Create", signer: walletOf(id), metadata };
  return unclaimed(hash, members);
}

function follow(hash: string, follower: number, followee: number): Tx {
  const members = {
    user_id: follower,
    entity_type: "User",
    entity_id: followee,
    action: "Follow",
    signer: walletOf(follower),
  };
  return unclaimed(hash, members);
}

describe("a list of entity types", () => {
  it("is read in any case and order, with spaces", () => {
    expect(readEntityTypes(" track , USER,track")).toBe("Track,User");
    expect(readEntityTypes("All")).toBe("all");
    expect(readEntityTypes("none")).toBe("");
    expect(readEntityTypes("User,Trakc")).toBeUndefined();
    expect(readEntityTypes("all,User")).toBeUndefined();
    expect(readEntityTypes("")).toBeUndefined();
  });

  it("that names something else is refused with the names there are", () => {
    expect(() => readConfig({ types: "Trakc" }, {})).toThrow(/--types Trakc: must be all, none, or names of .*User/);
  });

  it("can name all that have handlers", async () => {
    const sources = await rowsOf(
      database.client,
      "select prosrc from pg_proc where proname = 'handler_of' and pronamespace <> 'em'::regnamespace",
    );
    const claims = [...sources.join("\n").matchAll(/when '(\w+)' then case action/g)].map(([, name]) => name);
    const claimed = [...new Set(claims)];
    expect(claimed.sort()).toEqual([...entityTypes].sort());
  });
});

describe("restricted to some types", () => {
  it("others are neither applied nor refused, but kept raw; social actions always apply", async () => {
    await applyBlock(database.client, 1, [userCreate("h1", 3000001), userCreate("h2", 3000002)]);
    await restrictTo("track");
    const answer = await applyBlock(database.client, 2, [userCreate("h3", 3000003), follow("h4", 3000001, 3000002)]);
    expect(answer).toEqual({ em_block: 2, applied: 1, rejected: [] });
    expect(await rowsOf(database.client, "select user_id from users order by user_id")).toEqual([[3000001], [3000002]]);
    expect(await rowsOf(database.client, "select count(*)::integer from follows")).toEqual([[1]]);
    expect(await rowsOf(database.client, "select count(*)::integer from etl_manage_entities")).toEqual([[4]]);
  });

  it("none leaves social actions, all lifts it", async () => {
    await restrictTo("none");
    expect(await applyBlock(database.client, 1, [userCreate("h1", 3000001)])).toMatchObject({ applied: 0 });
    await restrictTo("all");
    expect(await applyBlock(database.client, 2, [userCreate("h2", 3000001)])).toMatchObject({ applied: 1 });
  });
});
