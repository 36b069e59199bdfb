import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { create, type MessageInitShape, toJsonString } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withBoundedNames } from "../../src/chain/bounded-names.ts";
import { Chain } from "../../src/devnet/chain.ts";
import { startDevnet } from "../../src/devnet/devnet.ts";
import { blockJson } from "../../src/edge/block.ts";
import { BlockSchema, type SignedTransactionSchema } from "../../src/generated/core/v1/types_pb.ts";
import { signatures } from "../conformance/runner/signatures.ts";
import { runCommand } from "../streamer/command.ts";
import { tableContents, tableDifferences } from "../streamer/tables.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { rowsOf } from "./blocks.ts";

type Payload = NonNullable<MessageInitShape<typeof SignedTransactionSchema>["transaction"]>;

let byHand: TestDatabase;
let streamed: TestDatabase;
let alone: TestDatabase;
let folder: string;

beforeAll(async () => {
  byHand = await freshDatabase();
  streamed = await freshDatabase();
  alone = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), "em-raw-rows-"));
});
afterAll(async () => {
  await byHand.drop();
  await streamed.drop();
  await alone.drop();
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

/** What may stand where a number is expected, and nearly does: the ends of the column, signs, spaces, underscores, digits of other scripts. */
const oddNumbers = [
  ...[
    "0",
    "007",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "4294967296",
    "999999999999999",
    "1000000000000000",
  ],
  ...[
    "9".repeat(18),
    "9".repeat(19),
    "9".repeat(4_300),
    "9".repeat(4_301),
    "-0",
    "+7",
    "- 7",
    "--7",
    "1_000",
    "1__000",
    "_1",
    "1_",
  ],
  ...[
    " 7 ",
    "\t7\n",
    "\u00a07\u2003",
    "\u001c7",
    "7 7",
    "1.5",
    "1e3",
    "0x1F",
    "0xebb5fd5b",
    "½",
    "²",
    "Ⅷ",
    "٣",
    "१२३",
    "１２",
    "𝟗",
  ],
  ...["7\0", "\0", "\u200b7", "é", "😀", "7😀", "anonymous", "", "None", "−7"],
];

/** In characters of two bytes: around the 2,600 bytes that the table plays takes. */
const signatureLengths = [0, 1, 600, 1_299, 1_300, 1_301, 4_000];

const proofSignature = new Uint8Array([1, 2]);

function storageProof(height: bigint, address: string, proverAddresses: string[]): Payload {
  return { case: "storageProof", value: { height, address, proverAddresses, proofSignature } };
}

function verification(height: bigint, proof: number): Payload {
  return { case: "storageProofVerification", value: { height, proof: new Uint8Array([proof]) } };
}

const blocks = [
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
  block(11, [
    { case: "storageProof", value: { height: 10n, address: "A", proverAddresses: ["A", "B"], proofSignature } },
    { case: "storageProofVerification", value: { height: 10n, proof: new Uint8Array([7]) } },
  ]),
  block(12, [{ case: "storageProof", value: { height: 10n, address: "B", proverAddresses: ["B"] } }]),
  block(
    13,
    oddNumbers.map((userId, index) => plays({ userId, trackId: "7" }, { trackId: userId }, { userId: `${index}` })),
  ),
  block(14, [plays(...signatureLengths.map((length) => ({ signature: "é".repeat(length) })))]),
  block(15, [plays({ trackId: "none of its plays stands in plays" })]),
  block(16, [storageProof(15n, "A", ["A", "B", "C"]), storageProof(14n, "B", ["B", "D"])]),
  block(17, [verification(15n, 1), verification(13n, 2)]),
  block(18, [
    storageProof(15n, "C", ["C"]),
    verification(14n, 3),
    { case: "slaRollup", value: { blockStart: 13n, blockEnd: 17n, reports: [{ address: "B" }] } },
  ]),
  block(19, [verification(15n, 4), storageProof(15n, "B", ["B"]), verification(10n, 5)]),
];

/** em_apply by hand does not switch the triggers on that count. */
const withoutTriggers = ["--aggregates", "off"];

async function indexBoth(): Promise<void> {
  for (const one of blocks) {
    await byHand.client.query("select em_apply($1)", [blockJson(withBoundedNames(one), signatures)]);
  }
  const file = join(folder, "blocks.ndjson");
  await writeFile(file, blocks.map((one) => `${toJsonString(BlockSchema, one)}\n`).join(""));
  await runCommand(["--source", file, ...withoutTriggers], { environment: { DATABASE_URL: streamed.url } });
  await runCommand(["--source", file, "--blocks-per-commit", "1", ...withoutTriggers], {
    environment: { DATABASE_URL: alone.url },
  });
}

const highestNumbers = (database: TestDatabase) =>
  rowsOf(
    database.client,
    `select max(id) from etl_manage_entities union all select max(id) from etl_plays union all select max(id) from plays
     union all select max(id) from etl_storage_proofs union all select max(id) from etl_blocks`,
  );

const playsInOrder = (database: TestDatabase) =>
  rowsOf(database.client, "select user_id, play_item_id, slot, length(signature) from plays order by id");

const proofsInOrder = (database: TestDatabase) =>
  rowsOf(database.client, "select id, height, address, status, proof, tx_hash from etl_storage_proofs order by id");

describe("rows that the streamer writes for several blocks at once", () => {
  it("are those that em_apply writes by itself: strange and long texts, repeated hashes, all kinds", async () => {
    await indexBoth();
    const expected = await tableContents(byHand.client);
    for (const database of [streamed, alone]) {
      expect(tableDifferences(expected, await tableContents(database.client))).toEqual([]);
      expect(await playsInOrder(database)).toEqual(await playsInOrder(byHand));
      expect(await proofsInOrder(database)).toEqual(await proofsInOrder(byHand));
      expect(await highestNumbers(database)).toEqual(await highestNumbers(byHand));
    }
    expect(await rowsOf(byHand.client, "select count(*)::integer from plays where slot = 13")).toEqual([[101]]);
    expect(await rowsOf(byHand.client, "select count(*)::integer from plays where slot = 14")).toEqual([[5]]);
    expect(await rowsOf(byHand.client, "select plays_slot from core_indexed_blocks where height = 15")).toEqual([
      [null],
    ]);
  });

  it("are left out by em_apply where it is told that they are there", async () => {
    const json = (members: object) =>
      JSON.stringify({
        height: 50,
        hash: "block-50",
        chain_id: "raw",
        timestamp: "2026-01-01T01:00:00Z",
        txs: [{ index: 0, hash: "left", type: "plays", plays: [{ user_id: "1", track_id: "2" }] }],
        ...members,
      });
    const { rows } = await streamed.client.query("select em_apply($1) as answer", [json({ begun: true, em_block: 9 })]);
    expect(rows).toEqual([{ answer: { em_block: 9, applied: 0, rejected: [] } }]);
    expect(await rowsOf(streamed.client, "select from etl_transactions where tx_hash = 'left'")).toEqual([]);
    expect(await rowsOf(streamed.client, "select from core_indexed_blocks where height = 50")).toEqual([]);
  });
});

describe("a block that the streamer applies by itself", () => {
  it("leaves at the head of a node what em_apply by itself leaves", async () => {
    const chain = new Chain({ seed: "raw rows", mix: "dense" });
    const devnet = await startDevnet({ seed: "raw rows", blocks: 5, blocksPerSecond: 0, mix: "dense" });
    const expected = await freshDatabase();
    const following = await freshDatabase();
    const last = 60;
    const streamer = runCommand(["--rpc", devnet.url, "--end", String(last), ...withoutTriggers], {
      environment: { DATABASE_URL: following.url },
    });
    while (devnet.head() < last) {
      const { rows } = await following.client.query("select from core_indexed_blocks where height = $1", [
        devnet.head(),
      ]);
      devnet.advance(rows.length);
      await delay(5);
    }
    for (let height = 1; height <= last; height += 1) {
      await expected.client.query("select em_apply($1)", [blockJson(chain.block(height), signatures)]);
    }
    await streamer;
    expect(tableDifferences(await tableContents(expected.client), await tableContents(following.client))).toEqual([]);
    await devnet.stop();
    await expected.drop();
    await following.drop();
  });
});

describe("a devnet's chain", () => {
  it.each(["dense", "network"] as const)("leaves the tables that em_apply by itself leaves: %s", async (mix) => {
    const chain = new Chain({ seed: "raw rows", mix });
    const devnet = await startDevnet({ seed: "raw rows", blocks: 250, blocksPerSecond: 0, mix });
    const one = await freshDatabase();
    const many = await freshDatabase();
    for (let height = 1; height <= 250; height += 1) {
      await one.client.query("select em_apply($1)", [blockJson(chain.block(height), signatures)]);
    }
    await runCommand(["--rpc", devnet.url, "--end", "250", ...withoutTriggers], {
      environment: { DATABASE_URL: many.url },
    });
    expect(tableDifferences(await tableContents(one.client), await tableContents(many.client))).toEqual([]);
    await one.drop();
    await many.drop();
    await devnet.stop();
  });
});
