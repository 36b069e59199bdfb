import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { rawTableDifferences } from "../devnet/table-differences.ts";
import { runCommand } from "../streamer/command.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { rowsOf } from "./blocks.ts";

/** Every kind of transaction has come up to here: the rarest ones do once an epoch. */
const lastHeight = 905;

describe("a devnet through the streamer", () => {
  let devnet: Devnet;
  let database: TestDatabase;
  let log: string;
  const blocksHeard: number[] = [];
  let playsHeard = 0;

  beforeAll(async () => {
    devnet = await startDevnet({
      seed: "every kind",
      blocks: lastHeight,
      blocksPerSecond: 0,
      traffic: "spine",
      mix: "dense",
    });
    database = await freshDatabase();
    const listener = await connect(database.url, { applicationName: "a listener" });
    listener.on("notification", ({ channel, payload }) => {
      if (channel === "new_plays") playsHeard += 1;
      else blocksHeard.push(Number(/"block_height" : (\d+)/.exec(payload ?? "")?.[1]));
    });
    await listener.query("listen new_block; listen new_plays");
    const environment = { DATABASE_URL: database.url, EM_LOG_LEVEL: "debug" };
    log = await runCommand(["--rpc", devnet.url, "--end", String(lastHeight), "--types", "none"], { environment });
    await listener.query("unlisten *");
    await listener.end();
  });
  afterAll(async () => {
    await devnet.stop();
    await database.drop();
  });

  const rows = (sql: string) => rowsOf(database.client, sql);

  it("leaves the raw tables and plays as its generator says", async () => {
    expect(await rawTableDifferences(database.client, devnet.expected(lastHeight))).toEqual([]);
    const types = await rows('select distinct tx_type collate "C" as tx_type from etl_transactions order by tx_type');
    expect(types.flat()).toEqual([
      "",
      "content_attestation",
      "file_upload",
      "manage_entity",
      "mediorum_operation",
      "play",
      "release",
      "reward",
      "reward_pool",
      "sla_rollup",
      "storage_proof",
      "storage_proof_verification",
      "validator_deregistration",
      "validator_misbehavior_deregistration",
      "validator_registration",
      "validator_registration_legacy",
    ]);
  });

  it("keeps each address once", async () => {
    expect(await rows("select address from etl_addresses group by address having count(*) > 1")).toEqual([]);
    expect(await rows("select signer from etl_manage_entities except select address from etl_addresses")).toEqual([]);
  });

  it("plays name their users where these are signed in, and have the height of their block as their slot", async () => {
    expect(
      await rows(`
        select count(*)::integer from etl_plays
        join plays on plays.signature is not null and plays.created_at = etl_plays.played_at
          and plays.play_item_id = etl_plays.track_id::integer
        where (plays.user_id is null) <> (etl_plays.user_id like 'anonymous-%')
          or plays.user_id::text <> etl_plays.user_id`),
    ).toEqual([[0]]);
    expect(
      await rows(`
        select count(*)::integer from etl_plays
        join plays on plays.signature is not null and plays.created_at = etl_plays.played_at
          and plays.play_item_id = etl_plays.track_id::integer
        where plays.slot <> etl_plays.block_height`),
    ).toEqual([[0]]);
    expect(await rows("select count(*)::integer from core_indexed_blocks where plays_slot <> height")).toEqual([[0]]);
  });

  it("SLA rollups say how many blocks each validator proposed, and how fast the chain was", async () => {
    const rollups = await rows(
      "select block_start, block_end, validator_count, block_quota, bps > 0 and tps >= bps from etl_sla_rollups order by id",
    );
    expect(rollups).toHaveLength(Math.floor(lastHeight / 50));
    expect(rollups.at(-1)).toEqual(["851", "900", 8, 6, true]);
    expect(
      await rows(`
        select count(*)::integer from etl_sla_rollups
        join lateral (
          select sum(num_blocks_proposed) as proposed, count(*) as reports, sum(challenges_received) as challenges
          from etl_sla_node_reports where sla_rollup_id = etl_sla_rollups.id
        ) as sums on true
        where proposed <> 50 or reports <> 8 or challenges = 0`),
    ).toEqual([[0]]);
  });

  it("storage proofs are resolved; at every third challenge somebody failed", async () => {
    expect(
      await rows("select count(*)::integer from etl_storage_proofs where status = 'unresolved' and height < 900"),
    ).toEqual([[0]]);
    const failed = await rows("select distinct height from etl_storage_proofs where status = 'fail' order by height");
    expect(failed.flat()).toEqual(Array.from({ length: 15 }, (_, round) => String((round + 1) * 60)));
  });

  it("validators come and go", async () => {
    expect(await rows("select status, count(*)::integer from etl_validators group by status order by status")).toEqual([
      ["active", 8],
      ["deregistered", 1],
    ]);
    expect(await rows("select count(*)::integer from etl_validators where registered_at = 0")).toEqual([[0]]);
    expect(await rows("select count(*)::integer from etl_validator_misbehavior_deregistrations")).toEqual([[1]]);
    expect(log).toContain("validators are in step with the node");
  });

  it("the materialized views count all that was indexed", async () => {
    expect(
      await rows(
        "select total_transactions = (select count(*) from etl_transactions) from mv_dashboard_transaction_stats",
      ),
    ).toEqual([[true]]);
  });

  it("listeners heard of each block once and of the plays", () => {
    expect(new Set(blocksHeard).size).toBe(lastHeight);
    expect(playsHeard).toBeGreaterThan(0);
  });

  it("restricted to no type, social actions alone were tried", async () => {
    expect(log).toContain("setting in force: entity_types = none");
    expect(await rows("select count(*)::integer from users")).toEqual([[0]]);
    const refused = await rows('select distinct handler collate "C" as handler from em_rejections order by handler');
    expect(refused.flat()).toContain("follow");
    expect(refused.flat()).not.toContain("track_create");
  });
});
