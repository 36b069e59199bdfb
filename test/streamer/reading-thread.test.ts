import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { toJson } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fileSource } from "../../src/chain/file-source.ts";
import { signatureIndex } from "../../src/edge/signature-spec.ts";
import { Failure } from "../../src/exit.ts";
import { BlockSchema } from "../../src/generated/core/v1/types_pb.ts";
import { signatures } from "../../src/generated/signatures.ts";
import { createLog } from "../../src/log.ts";
import { edgeWith } from "../../src/streamer/reader/prepare.ts";
import type { PreparedBlock } from "../../src/streamer/reader/prepared-block.ts";
import { readHere } from "../../src/streamer/reader/read-here.ts";
import type { BlockReader, Reading } from "../../src/streamer/reader/reader.ts";
import { ReadingThread } from "../../src/streamer/reader/reading-thread.ts";
import { FakeNode, testBlock, until } from "../chain/fake-node.ts";
import { exportedDevnet } from "./exported-devnet.ts";

const fromTheFirst: Reading = {
  chainId: undefined,
  next: undefined,
  last: undefined,
  newest: undefined,
  end: undefined,
};

let folder: string;
let log: string[];
let thread: ReadingThread;
let stop: AbortController;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "em-reading-"));
  log = [];
  stop = new AbortController();
  thread = new ReadingThread({
    readsStandardInput: false,
    log: createLog({ level: "info", forPeople: false, write: (line) => log.push(line) }),
  });
});

afterEach(async () => {
  stop.abort();
  await thread[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Takes all blocks of a reader. */
async function all(reader: BlockReader, reading = fromTheFirst): Promise<PreparedBlock[]> {
  await reader.open(stop.signal);
  const blocks: PreparedBlock[] = [];
  for await (const block of reader.blocks(reading, stop.signal)) {
    blocks.push(block);
  }
  await reader.close();
  return blocks;
}

function fileOf(lines: readonly string[]): string {
  const path = join(folder, "blocks.ndjson");
  writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
  return path;
}

const line = (height: number) => JSON.stringify(toJson(BlockSchema, testBlock(height)));

describe("the reading thread", () => {
  test("hands over what is prepared without it", async () => {
    const { path, remove } = await exportedDevnet({ blocks: 300 });
    const here = await all(readHere(fileSource(path), edgeWith(signatureIndex(signatures))));
    const there = await all(await thread.read({ kind: "file", path }));
    expect(there).toEqual(structuredClone(here));
    expect(there.length).toBe(300);
    await remove();
  });

  test("reads one source after the other", async () => {
    for (const height of [1, 7]) {
      const blocks = await all(await thread.read({ kind: "file", path: fileOf([line(height)]) }));
      expect(blocks.map((block) => block.height)).toEqual([height]);
    }
  });

  test("fails as the source does, behind the blocks before", async () => {
    const reader = await thread.read({ kind: "file", path: fileOf([line(1), line(2), "{"]) });
    await reader.open(stop.signal);
    const heights: number[] = [];
    const reading = (async () => {
      for await (const { height } of reader.blocks(fromTheFirst, stop.signal)) {
        heights.push(height);
      }
    })();
    await expect(reading).rejects.toBeInstanceOf(Failure);
    await expect(reading).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(/^line 3 of blocks/) });
    expect(heights).toEqual([1, 2]);
  });

  test("logs what a source logs, and tells what it knows", async () => {
    const node = await new FakeNode(3).listen();
    node.cutAfter = 0;
    const reader = await thread.read({ kind: "node", url: node.url, protocol: "connect" });
    expect(await reader.open(stop.signal)).toEqual({ chainId: "test-chain" });
    expect(reader.name).toBe(`node ${node.url}`);
    expect(reader.head()).toBe(3);
    const blocks = reader.blocks(fromTheFirst, stop.signal);
    for (const height of [1, 2, 3]) {
      expect((await blocks.next()).value?.height).toBe(height);
    }
    const before = reader.time().node;
    const fourth = blocks.next();
    await until(() => node.count("streamBlocks") > 0, "the stream is open");
    node.grow(4);
    expect((await fourth).value?.height).toBe(4);
    await expect.poll(() => log.join("")).toMatch(/"level":"warn".*the stream of node .* was cut/);
    await expect.poll(() => reader.time().node).toBeGreaterThan(before);
    await node.close();
  });

  test("tells what it waits for while a node does not answer", async () => {
    const node = await new FakeNode(3).listen();
    await node.close();
    const reader = await thread.read({ kind: "node", url: node.url, protocol: "connect" });
    const opening = reader.open(stop.signal);
    await expect
      .poll(() => reader.waiting(), { timeout: 5_000 })
      .toMatch(/^asking for chain id and head from .* failed/);
    stop.abort();
    await expect(opening).rejects.toMatchObject({ name: "AbortError" });
    await reader.close();
  });

  test("reads no further than there is room", async () => {
    const path = fileOf(Array.from({ length: 20_000 }, (_, index) => line(index + 1)));
    const reader = await thread.read({ kind: "file", path });
    await reader.open(stop.signal);
    const blocks = reader.blocks(fromTheFirst, stop.signal);
    await blocks.next();
    let read: number | undefined;
    do {
      read = reader.fractionRead();
      await delay(500);
    } while (reader.fractionRead() !== read);
    expect(read).toBeLessThan(0.1);
  });

  test("ends at once where it is stopped", async () => {
    const path = fileOf(Array.from({ length: 20_000 }, (_, index) => line(index + 1)));
    const reader = await thread.read({ kind: "file", path });
    await reader.open(stop.signal);
    let taken = 0;
    for await (const _block of reader.blocks(fromTheFirst, stop.signal)) {
      taken += 1;
      stop.abort();
    }
    expect(taken).toBeLessThan(2_000);
    await reader.close();
  });
});
