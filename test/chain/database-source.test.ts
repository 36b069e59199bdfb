import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { run } from "../support/command.ts";
import { blankDatabase, freshDatabase, type TestDatabase } from "../support/database.ts";

const head = 200;
const quietly = ["--sync-validators", "off", "--refresh-views", "off"];

let devnet: Devnet;
let folder: string;
let original: TestDatabase;
let rebuilt: TestDatabase;

beforeAll(async () => {
  devnet = await startDevnet({ seed: 7, blocks: head, blocksPerSecond: 0, mix: "dense" });
  folder = await mkdtemp(join(tmpdir(), "em-database-source-"));
  original = await freshDatabase();
  rebuilt = await freshDatabase();
  expect((await run("start", original.url, "--rpc", devnet.url, "--end", `${head}`, ...quietly)).code).toBe(0);
});

afterAll(async () => {
  await devnet.stop();
  await rm(folder, { recursive: true });
  await original.drop();
  await rebuilt.drop();
});

describe("npm start -- --source database:URL", () => {
  it("makes of another index's raw rows the same index, but for the signatures of plays", async () => {
    const ended = await run("start", rebuilt.url, "--source", `database:${original.url}`, ...quietly);
    expect(ended.errors).toMatch(/holds blocks 1 to 200 of .*lack the signatures of plays/);
    expect(ended.code).toBe(0);
    const known = join(folder, "known.json");
    const entry = { tag: "raw", editions: ["any"], reason: "not kept in raw rows", columns: { plays: ["signature"] } };
    await writeFile(known, JSON.stringify([entry]));
    const { code, output } = await run("parity", original.url, "--theirs", rebuilt.url, "--all", "--known", known);
    expect(output).toMatch(/\nequal, save for what is known\n$/);
    expect(code).toBe(0);
  });

  it("goes on where the tables stand, and knows a transaction whose hash came before", async () => {
    const { rows } = await original.client.query<{ tx_hash: string }>(
      `select tx_hash from etl_manage_entities where block_height = 1 order by id limit 1`,
    );
    const hash = rows[0]?.tx_hash;
    await original.client.query(
      `insert into etl_blocks (proposer_address, block_height, block_time) values ('p', $1, '2030-01-01T00:00:00.25')`,
      [head + 1],
    );
    await original.client.query(
      `insert into core_indexed_blocks (blockhash, chain_id, height, em_block)
       select 'the-next', chain_id, $1, 1000 from core_indexed_blocks where height = $2`,
      [head + 1, head],
    );
    const transactions = [
      ["fresh-0", "storage_proof_verification"],
      // The place 1 is of a hash that came before.
      ["fresh-2", "manage_entity"],
      ["fresh-3", "release"],
    ];
    for (const [at, [fresh, type]] of transactions.entries()) {
      await original.client.query(
        `insert into etl_transactions (tx_hash, block_height, tx_index, tx_type, created_at)
         values ($1, $2, $3, $4, '2030-01-01T00:00:00.25')`,
        [fresh, head + 1, at === 0 ? 0 : at + 1, type],
      );
    }
    await original.client.query(
      `insert into etl_storage_proof_verifications (height, proof, block_height, tx_hash, created_at)
       values (1, '\\x0a', $1, 'fresh-0', '2030-01-01T00:00:00.25')`,
      [head + 1],
    );
    for (const each of [hash, "fresh-2"]) {
      await original.client.query(
        `insert into etl_manage_entities
           (address, entity_type, entity_id, action, signature, signer, nonce, block_height, tx_hash, created_at)
         values ('a', 'User', 5, 'Follow', '', 'a', '', $1, $2, '2030-01-01T00:00:00.25')`,
        [head + 1, each],
      );
    }
    await original.client.query(
      `insert into em.transaction_users (block_height, tx_index, user_id, created_at)
       select $1, place, 9007199254740993, '2030-01-01T00:00:00.25' from unnest(array[1, 2]) as place`,
      [head + 1],
    );
    const ended = await run("start", rebuilt.url, "--source", `database:${original.url}`, ...quietly);
    expect(ended.code).toBe(0);
    const judged = await rebuilt.client.query(
      "select tx_index, tx_hash, reason from em_rejections where block_height = $1 order by tx_index",
      [head + 1],
    );
    expect(judged.rows).toEqual([
      { tx_index: 1, tx_hash: hash, reason: expect.stringContaining("9007199254740993") },
      { tx_index: 2, tx_hash: "fresh-2", reason: expect.stringContaining("9007199254740993") },
    ]);
    const raw = await rebuilt.client.query(
      "select tx_index, tx_hash, tx_type from etl_transactions where block_height = $1 order by tx_index",
      [head + 1],
    );
    expect(raw.rows).toEqual([
      { tx_index: 0, tx_hash: "fresh-0", tx_type: "storage_proof_verification" },
      { tx_index: 2, tx_hash: "fresh-2", tx_type: "manage_entity" },
      { tx_index: 3, tx_hash: "fresh-3", tx_type: "release" },
    ]);
  });

  it("halts at a transaction without its user, before anything of its block is written", async () => {
    await original.client.query(`delete from em.transaction_users where block_height = $1 and tx_index = 2`, [
      head + 1,
    ]);
    const empty = await freshDatabase();
    const { code, errors } = await run("start", empty.url, "--source", `database:${original.url}`, ...quietly);
    expect(errors).toMatch(/block 201 holds 2 ManageEntity transactions, and em.transaction_users the users of 1/);
    expect(code).toBe(78);
    await empty.drop();
  });

  it("says what a database lacks", async () => {
    const other = await blankDatabase();
    const { code, errors } = await run("start", rebuilt.url, "--source", `database:${other.url}`);
    expect(errors).toMatch(/it lacks core_indexed_blocks, etl_blocks, .*index from a node/);
    expect(code).toBe(78);
    await other.drop();
  });

  it("shows no password of an address that it cannot read", async () => {
    const { code, errors } = await run(
      "start",
      rebuilt.url,
      "--source",
      "database:postgres:/user:secret@host/database",
    );
    expect(errors).toMatch(/^--source …: there is no such file/);
    expect(code).toBe(64);
  });
});
