import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { createLog } from "../../src/log.ts";
import { type BackgroundTask, startBackground } from "../../src/streamer/background/tasks.ts";
import { storeValidators, validatorSync } from "../../src/streamer/background/validators.ts";
import { viewRefresh } from "../../src/streamer/background/views.ts";
import { switchNotifications } from "../../src/streamer/setup/notifications.ts";
import { FakeNode, until } from "../chain/fake-node.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { applyBlock, emptyTables, play, rowsOf, unclaimed } from "./blocks.ts";

let database: TestDatabase;
let lines: string[] = [];
const log = createLog({ level: "debug", forPeople: false, write: (line) => lines.push(line) });

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  lines = [];
  await emptyTables(database.client);
});

const start = (...tasks: BackgroundTask[]) => startBackground(database.url, tasks, log, new AbortController().signal);
const total = async () =>
  (await rowsOf(database.client, "select total_transactions::integer from mv_dashboard_transaction_stats"))[0]?.[0];

/** Waits until a query says so; the test's own time is the limit. */
async function untilTrue(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    await delay(10);
  }
}

describe("background tasks", () => {
  it("are done at once, again and again, and those that are due once more at the end", async () => {
    let often = 0;
    let last = 0;
    const count = (add: () => void) => () => Promise.resolve(add());
    const background = start(
      {
        name: "count often",
        everyMilliseconds: 5,
        atEnd: false,
        run: count(() => {
          often += 1;
        }),
      },
      {
        name: "count last",
        everyMilliseconds: 60_000,
        atEnd: true,
        run: count(() => {
          last += 1;
        }),
      },
    );
    await until(() => often >= 3, "it is done again");
    await background.finish();
    const after = often;
    await delay(30);
    expect(often).toBe(after);
    expect(last).toBe(2);
  });

  it("that fail are logged, and tried again", async () => {
    let tries = 0;
    const run: BackgroundTask["run"] = async (client) => {
      tries += 1;
      await client.query("select 1 / 0");
    };
    const background = start({ name: "divide", everyMilliseconds: 5, atEnd: false, run });
    await until(() => tries >= 2, "it is tried again");
    await background.stop();
    expect(lines.join("")).toContain("cannot divide: division by zero; indexing goes on");
  });

  it("are not waited for when they are stopped", async () => {
    let begun = false;
    const run: BackgroundTask["run"] = async (client) => {
      begun = true;
      await client.query("select pg_sleep(60)");
    };
    const background = start({ name: "sleep", everyMilliseconds: 5, atEnd: true, run });
    await until(() => begun, "it sleeps");
    await background.stop();
    expect(lines).toEqual([]);
  });
});

describe("the materialized views", () => {
  it("are refreshed from the start on, and at the end", async () => {
    await applyBlock(database.client, 1, [unclaimed("h1")]);
    const background = start(viewRefresh);
    await untilTrue(async () => (await total()) === 1);
    await applyBlock(database.client, 2, [{ hash: "h2", type: "plays", plays: [play()] }]);
    await background.finish();
    expect(await total()).toBe(2);
    expect(
      await rowsOf(database.client, "select tx_type, transaction_count::integer from mv_dashboard_transaction_types"),
    ).toEqual([
      ["manage_entity", 1],
      ["play", 1],
    ]);
  });

  it("count what comes after a change of chain, where heights begin anew", async () => {
    await applyBlock(database.client, 900, [unclaimed("old")]);
    const next = { chainId: "etl-test-2", timestamp: "2026-04-05T00:00:00Z" };
    await applyBlock(database.client, 1, [unclaimed("new")], next);
    const background = start(viewRefresh);
    await untilTrue(async () => (await total()) === 2);
    await background.stop();
  });

  it("keep nobody from indexing while a reader holds them", async () => {
    const reader = await connect(database.url, { applicationName: "a slow dashboard" });
    await reader.query("begin; select * from mv_dashboard_transaction_stats");
    const background = start(viewRefresh);
    const waiting =
      "select count(*)::integer from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
    await untilTrue(async () => (await rowsOf(database.client, waiting))[0]?.[0] === 1);
    expect(await applyBlock(database.client, 1, [unclaimed("h1")])).toMatchObject({ em_block: 1 });
    await background.stop();
    await reader.end();
  });
});

describe("validators of the node", () => {
  const peer = { address: "0xaa", endpoint: "https://one.example", cometAddress: "COMET1", nodeType: "validator" };
  const stored = () =>
    rowsOf(
      database.client,
      `select address, endpoint, comet_address, node_type, spid, voting_power, status, registered_at
       from etl_validators order by id`,
    );

  it("are added, and made active again under their present Comet address", async () => {
    expect(await storeValidators(database.client, [peer])).toBe(1);
    expect(await storeValidators(database.client, [peer])).toBe(0);
    await database.client.query("update etl_validators set status = 'deregistered', voting_power = 10");
    expect(await storeValidators(database.client, [{ ...peer, cometAddress: "COMET2" }])).toBe(1);
    expect(await stored()).toEqual([["0xaa", "https://one.example", "COMET2", "validator", "", "10", "active", "0"]]);
  });

  it("give way to what the chain says of them", async () => {
    await storeValidators(database.client, [peer]);
    const registration = {
      hash: "h1",
      type: "validator_registration",
      delegate_wallet: "0xAA",
      endpoint: peer.endpoint,
      comet_address: "COMET1",
      node_type: "validator",
      sp_id: "7",
      power: 10,
    };
    await applyBlock(database.client, 5, [registration]);
    await storeValidators(database.client, [peer]);
    expect(await stored()).toEqual([["0xAA", "https://one.example", "COMET1", "validator", "7", "10", "active", "5"]]);
  });

  it("are asked for, those without address left out; a node that does not answer is a warning", async () => {
    const node = await new FakeNode(1).listen();
    node.peers = [
      { endpoint: "https://one.example", cometAddress: "comet1", ethAddress: "0xAA", nodeType: "validator" },
      { endpoint: "", cometAddress: "comet2", ethAddress: "0xBB", nodeType: "validator" },
      { endpoint: "https://three.example", cometAddress: "", ethAddress: "0xCC", nodeType: "validator" },
    ];
    const task = validatorSync({ url: node.url, protocol: "connect" }, log);
    await start(task).finish();
    expect(await stored()).toEqual([["0xaa", "https://one.example", "COMET1", "validator", "", "0", "active", "0"]]);
    await node.close();
    await start(task).finish();
    expect(lines.join("")).toMatch(/cannot keep the validators in step with http:.*indexing goes on/);
  });
});

describe("notifications", () => {
  it("can be switched off and on", async () => {
    const heard: string[] = [];
    const listener = await connect(database.url, { applicationName: "a listener" });
    listener.on("notification", ({ channel }) => heard.push(channel));
    await listener.query("listen new_block; listen new_plays");
    const plays = (height: number) =>
      applyBlock(database.client, height, [{ hash: `h${height}`, type: "plays", plays: [play()] }]);
    await switchNotifications(database.client, false, log);
    await plays(1);
    await switchNotifications(database.client, true, log);
    await plays(2);
    await until(() => heard.length >= 2, "the notifications");
    await listener.end();
    expect(heard).toEqual(["new_block", "new_plays"]);
    expect(lines.join("")).toContain("NOTIFY by trigger_notify_new_plays on etl_plays is switched off");
  });

  it("are left alone where they stand as wanted", async () => {
    await switchNotifications(database.client, true, log);
    expect(lines).toEqual([]);
  });
});
