import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { toJson } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { fileSource } from "../../src/chain/file-source.ts";
import type { SourceBlock } from "../../src/chain/source.ts";
import { BlockSchema } from "../../src/generated/core/v1/types_pb.ts";
import { testBlock } from "./fake-node.ts";

function line(height: number): string {
  return JSON.stringify(toJson(BlockSchema, testBlock(height)));
}

function file(text: string | Buffer): string {
  const path = join(mkdtempSync(join(tmpdir(), "em-blocks-")), "blocks.ndjson");
  writeFileSync(path, text);
  return path;
}

async function read(path: string, from?: number): Promise<SourceBlock[]> {
  const source = fileSource(path);
  const { signal } = new AbortController();
  await source.open(signal);
  const blocks: SourceBlock[] = [];
  for await (const block of source.blocks(from, signal)) {
    blocks.push(block);
  }
  return blocks;
}

async function* chunks(...parts: Uint8Array[]): AsyncGenerator<Buffer> {
  for (const part of parts) {
    yield Buffer.from(part);
  }
}

describe("a file of blocks", () => {
  test("is read from its first block, blank lines and carriage returns passed over", async () => {
    const blocks = await read(file(`${line(7)}\r\n\n${line(8)}\n  \n${line(9)}`));
    expect(blocks.map(({ height, place }) => [height, place])).toEqual([
      [7, "line 1 of blocks.ndjson"],
      [8, "line 3 of blocks.ndjson"],
      [9, "line 5 of blocks.ndjson"],
    ]);
    expect(blocks[0]?.block).toEqual(testBlock(7));
  });

  test("is read from a given height on", async () => {
    const path = file([1, 2, 3, 4].map(line).join("\n"));
    expect((await read(path, 3)).map(({ height }) => height)).toEqual([3, 4]);
  });

  test("tells the chain's id, how much is read and, at its end, its head", async () => {
    const source = fileSource(file(`${line(1)}\n${line(2)}\n`));
    const { signal } = new AbortController();
    expect(await source.open(signal)).toEqual({ chainId: "test-chain" });
    expect(source.head()).toBeUndefined();
    expect(source.fractionRead()).toBeCloseTo(0.5, 1);
    for await (const _ of source.blocks(undefined, signal)) {
      // Only the end matters here.
    }
    expect([source.head(), source.fractionRead()]).toEqual([2, 1]);
  });

  test("without a block gives none", async () => {
    expect(await read(file("\n\n"))).toEqual([]);
  });

  test("keeps every digit of an int64, as number or string, and reads snake_case and unknown members", async () => {
    const transaction = `{"hash":"t","new_member":{"a":[1]},"transaction":{"manageEntity":{"userId":9007199254740993,"entityId":"9223372036854775807","metadata":"1234567890123456789 \\"{\\\\\\""}}}`;
    const [block] = await read(
      file(
        `{"height":5,"hash":"h","chain_id":"c","timestamp":"2026-01-01T00:00:00.123456Z","transactions":[${transaction}]}`,
      ),
    );
    expect(block?.block.chainId).toBe("c");
    expect(block?.block.timestamp?.nanos).toBe(123_456_000);
    expect(block?.block.transactions[0]?.transaction?.transaction.value).toMatchObject({
      userId: 9007199254740993n,
      entityId: 9223372036854775807n,
      metadata: '1234567890123456789 "{\\"',
    });
  });

  test("drops half a surrogate pair and keeps whole ones", async () => {
    const json = JSON.stringify({ ...JSON.parse(line(1)), proposer: "a\ud83d\ude00b\ud83dc" });
    const [block] = await read(file(json));
    expect(block?.block.proposer).toBe("a\u{1f600}bc");
  });

  test("may have lines of many megabytes, cut anywhere", async () => {
    const block = testBlock(1);
    const transaction = block.transactions[0]?.transaction?.transaction;
    if (transaction?.case !== "manageEntity") {
      throw new Error("the test block holds a manage_entity");
    }
    transaction.value.metadata = "ü".repeat(4 << 20);
    const [read1] = await read(file(JSON.stringify(toJson(BlockSchema, block))));
    expect(read1?.block).toEqual(block);
  });

  test.each([
    ["not JSON", `${line(1)}\n{"height":`, /^line 2 of blocks.ndjson: not JSON: /],
    ["another kind of JSON", `[1]`, /^line 1 of blocks.ndjson: not a core.v1.Block: /],
    ["a wrong type", `{"height":"five"}`, /^line 1 of blocks.ndjson: not a core.v1.Block: .*height/],
    [
      "two kinds in one transaction",
      `{"transactions":[{"transaction":{"manageEntity":{},"manageEntityMigration":{}}}]}`,
      /^line 1 of blocks.ndjson: not a core.v1.Block: .*oneof set multiple times/,
    ],
    ["no height", `{"hash":"h"}`, /^line 1 of blocks.ndjson: a block with height 0/],
    ["no hash", `{"height":3,"timestamp":"2026-01-01T00:00:00Z"}`, /^line 1 of blocks.ndjson: block 3 has no hash/],
    ["no timestamp", `{"height":3,"hash":"h"}`, /^line 1 of blocks.ndjson: block 3 has no timestamp/],
    [
      "a height that no column holds",
      `{"height":"3000000000","hash":"h","timestamp":"2026-01-01T00:00:00Z"}`,
      /^line 1 of blocks.ndjson: a block with height 3000000000; heights go from 1 to 2147483647/,
    ],
    [
      "a chain id of 200 characters",
      `{"height":3,"hash":"h","chainId":"${"c".repeat(200)}","timestamp":"2026-01-01T00:00:00Z"}`,
      /^line 1 of blocks.ndjson: block 3 names its chain in 200 characters; 150 at most/,
    ],
    ["a gap", `${line(1)}\n${line(3)}`, /^line 2 of blocks.ndjson: block 3 follows block 1/],
    ["a height twice", `${line(1)}\n${line(1)}`, /^line 2 of blocks.ndjson: block 1 follows block 1/],
  ])("with %s is refused, naming file and line", async (_what, text, message) => {
    await expect(read(file(text))).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(message) });
  });

  test.each([
    ["a byte order mark", `\ufeff${line(1)}`, /^line 1 of blocks.ndjson: it begins with a byte order mark/],
    ["gzip", gzipSync(line(1)), /^line 1 of blocks.ndjson: it is compressed by gzip: gunzip -c/],
    ["UTF-16", Buffer.from(line(1), "utf16le"), /^line 1 of blocks.ndjson: it is UTF-16/],
    ["UTF-16 with its mark", Buffer.from(`\ufeff${line(1)}`, "utf16le"), /^line 1 of blocks.ndjson: it is UTF-16/],
    ["JSON laid out for people", JSON.stringify(JSON.parse(line(1)), undefined, 2), /^line 1 .*jq -c \. writes it so/],
    [
      "bytes that are not UTF-8",
      Buffer.concat([Buffer.from(`${line(1)}\n{"ü":"`), Buffer.from([0xe9]), Buffer.from('"}')]),
      /^line 2 of blocks.ndjson: not UTF-8, from byte 8 of the line on/,
    ],
  ])("in %s is refused, saying what it is", async (_what, content, message) => {
    await expect(read(file(content))).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(message) });
  });

  test("that is not there is refused, naming it", async () => {
    await expect(read("/nowhere/blocks.ndjson")).rejects.toMatchObject({
      message: expect.stringMatching(/\/nowhere\/blocks.ndjson.*ENOENT/),
    });
  });
});

describe("standard input", () => {
  test("is read as it comes, a character cut in two and all", async () => {
    const bytes = Buffer.from(`${line(1).replace("validator", "prüfer")}\n${line(2)}\n`);
    const cut = bytes.indexOf(0xc3) + 1;
    const source = fileSource("-", chunks(bytes.subarray(0, cut), bytes.subarray(cut)));
    const { signal } = new AbortController();
    await source.open(signal);
    const proposers: string[] = [];
    for await (const { block } of source.blocks(undefined, signal)) {
      proposers.push(block.proposer);
    }
    expect(proposers).toEqual(["prüfer", "validator"]);
  });

  test("that says nothing more is left when the signal aborts", async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from(`${line(1)}\n`);
      await new Promise(() => undefined);
    }
    const source = fileSource("-", endless());
    const stop = new AbortController();
    await source.open(stop.signal);
    const heights: number[] = [];
    for await (const { height } of source.blocks(undefined, stop.signal)) {
      heights.push(height);
      setTimeout(() => stop.abort(), 10);
    }
    expect(heights).toEqual([1]);
  });
});
