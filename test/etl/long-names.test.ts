/** Whatever text a node or a file gives, however long, is cut or refused, and the blocks after it are applied. */
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, type MessageInitShape, toJsonString } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Block, BlockSchema, SignedTransactionSchema } from "../../src/generated/core/v1/types_pb.ts";
import { runCommand } from "../streamer/command.ts";
import { freshDatabase } from "../support/database.ts";
import { rowsOf } from "./blocks.ts";
import { type Filling, filledMessages } from "./filled-messages.ts";

type Payload = NonNullable<MessageInitShape<typeof SignedTransactionSchema>["transaction"]>;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "em-long-names-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** A text that no compression makes short enough for an index entry. */
function incompressible(name: string, length: number): string {
  let text = "";
  for (let at = 0; text.length < length; at += 1) {
    text += createHash("sha512").update(`${name} ${at}`).digest("base64");
  }
  return text.slice(0, length);
}

const long = (name: string) => incompressible(name, 10_000);

/** Each (entity type, action) that a handler claims, as the generated dispatcher lists them. */
async function handlerPairs(): Promise<[string, string][]> {
  const sql = await readFile(new URL("../../sql/generated/2026/dispatch.sql", import.meta.url), "utf8");
  const pairs: [string, string][] = [];
  let entityType = "User";
  for (const line of sql.split("\n")) {
    entityType = /when '(\w+)' then case action/.exec(line)?.[1] ?? entityType;
    const action = /when '(\w+)' then '\w+'/.exec(line)?.[1];
    if (action !== undefined) {
      pairs.push([entityType, action]);
    }
  }
  return pairs;
}

/** A transaction of each handler, with long texts wherever it may have a text. */
async function longManageEntities(): Promise<Payload[]> {
  return (await handlerPairs()).map(
    ([entityType, action], at): Payload => ({
      case: "manageEntity",
      value: {
        userId: BigInt(1 + (at % 5)),
        entityId: BigInt(2_000_000_001 + at),
        entityType,
        action,
        signer: long(`signer ${at % 5}`),
        nonce: long("nonce"),
        signature: long("signature"),
        metadata: JSON.stringify({
          cid: long("cid"),
          data: { name: long("name"), handle: long("handle"), title: long("title") },
        }),
      },
    }),
  );
}

/** Every kind of transaction with every field filled. */
function everyKind(filling: Filling): Payload[] {
  return filledMessages(SignedTransactionSchema, filling).flatMap(({ transaction }) =>
    transaction.case === undefined ? [] : [transaction],
  );
}

function blockOf(height: number, payloads: readonly Payload[]): Block {
  return create(BlockSchema, {
    height: BigInt(height),
    hash: long(`hash ${height}`),
    chainId: "long-names",
    proposer: long("proposer"),
    timestamp: timestampFromDate(new Date(Date.UTC(2026, 5, 1) + height * 1000)),
    transactions: payloads.map((transaction, at) => ({
      hash: long(`transaction ${height} ${at}`),
      transaction: { transaction, signature: long("signature"), requestId: long("request") },
    })),
  });
}

async function fileOf(blocks: readonly Block[]): Promise<string> {
  const file = join(folder, "blocks.ndjson");
  await writeFile(file, blocks.map((block) => `${toJsonString(BlockSchema, block)}\n`).join(""));
  return file;
}

test.each(["1", "50"])("texts of 10,000 characters halt nothing, with --blocks-per-commit %s", async (most) => {
  const flags = ["--blocks-per-commit", most];
  const bytes = createHash("shake256", { outputLength: 9_000 }).update("bytes").digest();
  const kinds = [1n, 0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)].flatMap((integer) =>
    everyKind({ text: long, bytes, integer }),
  );
  const blocks = [
    blockOf(1, await longManageEntities()),
    blockOf(2, kinds),
    blockOf(3, kinds),
    blockOf(4, everyKind({ text: () => "short", bytes, integer: 4n })),
  ];
  const file = await fileOf(blocks);
  const database = await freshDatabase();
  const environment = { DATABASE_URL: database.url };
  await runCommand(["--source", file, "--end", "2", ...flags], { environment });
  // The hash of the newest block is compared with what was stored of it.
  const log = await runCommand(["--source", file, ...flags], { environment });
  expect(log).toContain("going on after block 2");
  expect(
    await rowsOf(database.client, "select max(length(blockhash)), count(*)::integer from core_indexed_blocks"),
  ).toEqual([[150, 4]]);
  expect(
    await rowsOf(
      database.client,
      "select max(length(proposer_address)) from etl_blocks union all select max(length(signer)) from etl_manage_entities",
    ),
  ).toEqual([[150], [150]]);
  await database.drop();
});
