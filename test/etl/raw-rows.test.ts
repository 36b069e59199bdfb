import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, type MessageInitShape, toJsonString } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDevnet } from "../../src/devnet/devnet.ts";
import { rawRows } from "../../src/edge/raw-rows.ts";
import { BlockSchema, type SignedTransactionSchema } from "../../src/generated/core/v1/types_pb.ts";
import { runCommand } from "../streamer/command.ts";
import { tableContents } from "../streamer/tables.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { rowsOf } from "./blocks.ts";

type Payload = NonNullable<MessageInitShape<typeof SignedTransactionSchema>["transaction"]>;

let inserted: TestDatabase;
let copied: TestDatabase;
let folder: string;

beforeAll(async () => {
  inserted = await freshDatabase();
  copied = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), "em-raw-rows-"));
});
afterAll(async () => {
  await inserted.drop();
  await copied.drop();
  await rm(folder, { recursive: true });
});

function block(height: number, payloads: readonly Payload[], hashes: readonly string[] = []) {
  return create(BlockSchema, {
    height: BigInt(height),
    hash: `block-${height}`,
    chainId: "raw",
    proposer: "PROPOSER",
    timestamp: timestampFromDate(new Date(Date.UTC(2026, 0, 1) + height * 1234)),
    transactions: payloads.map((transaction, index) => ({
      hash: hashes[index] ?? `hash-${height}-${index}`,
      transaction: { transaction },
    })),
  });
}

function entity(members: Readonly<Record<string, string>> = {}): Payload {
  const value = { userId: 1n, entityId: 2n, entityType: "Nothing", action: "Happen", signer: "0xsigner", ...members };
  return { case: "manageEntity", value };
}

function migrated(members: Readonly<Record<string, string>> = {}): Payload {
  const value = { userId: 7n, entityId: 7n, entityType: "Nothing", action: "Happen", signer: "0xwallet", ...members };
  return { case: "manageEntityMigration", value };
}

function plays(...list: readonly Readonly<Record<string, string>>[]): Payload {
  const played = timestampFromDate(new Date(Date.UTC(2026, 0, 1, 0, 0, 0, 250)));
  const value = { plays: list.map((play) => ({ userId: "1", trackId: "2", timestamp: played, ...play })) };
  return { case: "plays", value };
}

const strange = 'tab\tline\nreturn\rback\\slash \\N \\. quote" U+0000\0 \u2028 😀';
const long = "😀\\x\t".repeat(900);

/** Blocks whose rows are all such that they can be copied. */
const plain = [
  block(1, [entity(), entity({ signer: "0xother", metadata: '{"a":"\\n"}' }), plays({}, { userId: "anonymous-1" })]),
  block(2, [
    entity({
      metadata: strange,
      signature: strange,
      nonce: strange,
      entityType: strange,
      action: strange,
      signer: strange,
    }),
  ]),
  block(3, [plays({ userId: "", city: strange, region: strange, country: strange, signature: "s" }), plays()]),
  block(4, [entity(), entity(), plays({})], ["hash-1-0", "again", "again"]),
  block(5, [
    entity({ entityType: long, action: long, signer: long, metadata: long }),
    plays({ userId: `a${long}`, city: long }),
  ]),
  block(6, []),
  block(7, [
    { case: "storageProof", value: { height: 6n, address: long, proverAddresses: ["A"] } },
    { case: "release", value: {} },
  ]),
  block(8, [migrated(), entity(), migrated({ signer: strange, metadata: long, nonce: "0x02" })]),
  block(9, [
    { case: "mediorumOperation", value: { table: "uploads", data: new Uint8Array([91, 93]) } },
    { case: "contentAttestation", value: { userId: 5n, cids: ["c"], validatorAddress: "V" } },
    { case: "reward", value: { body: { action: { case: "create", value: { rewardId: "r" } } }, signature: "s" } },
    { case: "rewardPool", value: { body: { deadlineBlockHeight: 9n } } },
  ]),
  block(10, [{ case: "slaRollup", value: { blockStart: 1n, blockEnd: 5n, reports: [{ address: "A" }] } }]),
];

/** Each with a play that SQL must judge, which keeps the blocks of its commit from being copied. */
const unusual = [
  block(11, [plays({ userId: " 7 " }), entity()]),
  block(12, [
    plays({ trackId: "" }),
    plays({ trackId: "2147483648" }),
    plays({ userId: "٣" }),
    plays({ signature: long }),
  ]),
];

async function indexBoth(blocks: readonly ReturnType<typeof block>[]): Promise<void> {
  const file = join(folder, "blocks.ndjson");
  await writeFile(file, blocks.map((one) => `${toJsonString(BlockSchema, one)}\n`).join(""));
  const run = (database: TestDatabase, ...flags: string[]) =>
    runCommand(["--source", file, ...flags], { environment: { DATABASE_URL: database.url } });
  await run(inserted, "--blocks-per-commit", "1");
  await run(copied);
}

const highestNumbers = (database: TestDatabase) =>
  rowsOf(database.client, "select max(id) from etl_manage_entities union all select max(id) from etl_plays");

const highestTransaction = async (database: TestDatabase) =>
  Number((await rowsOf(database.client, "select max(id) from etl_transactions"))[0]?.[0]);

describe("raw rows that are copied", () => {
  it("are those that em_apply inserts: strange and long texts, repeated hashes, all kinds", async () => {
    expect(plain.map((one) => rawRows(one) === undefined)).toEqual(plain.map(() => false));
    await indexBoth(plain);
    expect(await tableContents(copied.client)).toEqual(await tableContents(inserted.client));
    expect(await highestNumbers(copied)).toEqual(await highestNumbers(inserted));
    expect(await rowsOf(copied.client, "select count(*)::integer from plays")).toEqual([[5]]);
    // A refused insert uses a number up, a row that is not copied does not.
    expect(await highestTransaction(copied)).toBeLessThan(await highestTransaction(inserted));
  });

  it("are left to em_apply where a play needs Python's rules", async () => {
    expect(unusual.map((one) => rawRows(one))).toEqual([undefined, undefined]);
    await indexBoth([...plain.slice(-1), ...unusual]);
    expect(await tableContents(copied.client)).toEqual(await tableContents(inserted.client));
    expect(await rowsOf(copied.client, "select user_id from plays where slot >= 11 order by user_id")).toEqual([
      [3],
      [7],
    ]);
  });

  it("say so to em_apply, which then writes only what is left", async () => {
    const json = (members: object) =>
      JSON.stringify({
        height: 50,
        hash: "block-50",
        chain_id: "raw",
        timestamp: "2026-01-01T01:00:00Z",
        txs: [{ index: 0, hash: "left", type: "plays", plays: [{ user_id: "1", track_id: "2" }] }],
        ...members,
      });
    await copied.client.query("select em_apply($1)", [json({ raw_rows: "copied", plays_slot: 77 })]);
    expect(
      await rowsOf(copied.client, "select count(*)::integer from etl_transactions where tx_hash = 'left'"),
    ).toEqual([[0]]);
    expect(await rowsOf(copied.client, "select plays_slot from core_indexed_blocks where height = 50")).toEqual([[77]]);
  });
});

describe("a devnet's chain", () => {
  it("leaves the same tables whether its raw rows are copied or inserted", async () => {
    const devnet = await startDevnet({ seed: "raw rows", blocks: 250, blocksPerSecond: 0, mix: "dense" });
    const one = await freshDatabase();
    const many = await freshDatabase();
    const run = (database: TestDatabase, ...flags: string[]) =>
      runCommand(["--rpc", devnet.url, "--end", "250", ...flags], { environment: { DATABASE_URL: database.url } });
    await run(one, "--blocks-per-commit", "1");
    await run(many);
    expect(await tableContents(many.client)).toEqual(await tableContents(one.client));
    await one.drop();
    await many.drop();
    await devnet.stop();
  });
});
