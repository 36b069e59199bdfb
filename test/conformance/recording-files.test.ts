import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readRecordings, worldOfStream } from "./runner/recording-files.ts";

const block = {
  number: 7,
  hash: "0xb",
  timestamp: 1700000000,
  txs: [
    {
      hash: "0xt",
      user_id: 1,
      entity_type: "User",
      entity_id: 2,
      action: "Follow",
      metadata: "",
      signer: "0xs",
    },
  ],
};
const recording = { name: "a", blocks: [block], rejected: [] };
const line = (changed: object = {}): string => JSON.stringify({ ...recording, changes: {}, ...changed });

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "em-apply-recordings-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Writes a file into the test's folder and gives its path. */
function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

describe("readRecordings", () => {
  test("finds case files and streams in a folder, packed or not, and each folder's world", () => {
    file("generated/one.jsonl", `${line()}\n${line({ name: "b" })}\n`);
    file("generated/world.json", JSON.stringify({ users: [{ user_id: 1 }] }));
    file("recorded/two.jsonl.br", brotliCompressSync(line()));
    file("streams/three.json", JSON.stringify({ ...recording, tables: { users: [] } }));
    file("README.md", "not a recording");
    const { caseFiles, streams } = readRecordings([folder]);
    expect(caseFiles.map(({ cases }) => cases.map(({ name }) => name))).toEqual([["a", "b"], ["a"]]);
    expect(caseFiles.map(({ world }) => world?.rows.get("users"))).toEqual(['[{"user_id":1}]', undefined]);
    expect(streams.map(({ tables }) => [...tables])).toEqual([[["users", "[]"]]]);
  });

  test("reads the edition of a recording, 2025 where it names none, and the kind of a transaction", () => {
    const migrated = { ...block, txs: [{ ...block.txs[0], kind: "manage_entity_migration" }] };
    const text = `${line()}\n${line({ name: "b", edition: "2026", blocks: [migrated] })}\n`;
    const [first, second] = readRecordings([file("one.jsonl", text)]).caseFiles[0]?.cases ?? [];
    expect([first?.edition, first?.blocks[0]?.txs[0]?.kind]).toEqual(["2025", undefined]);
    expect([second?.edition, second?.blocks[0]?.txs[0]?.kind]).toEqual(["2026", "manage_entity_migration"]);
  });

  test("gives a stream without rows of its own the world of its edition's cases", () => {
    file("cases/generated/world.json", JSON.stringify({ users: [{ user_id: 2025 }] }));
    file("cases-2026/world.json", JSON.stringify({ users: [{ user_id: 2026 }] }));
    file("streams/old.json", JSON.stringify({ ...recording, tables: {} }));
    file("streams-2026/new.json", JSON.stringify({ ...recording, edition: "2026", tables: {} }));
    const { streams } = readRecordings([join(folder, "streams"), join(folder, "streams-2026")]);
    expect(streams.map((stream) => worldOfStream(stream)?.rows.get("users"))).toEqual([
      '[{"user_id":2025}]',
      '[{"user_id":2026}]',
    ]);
  });

  test("finds the files of a captured stream beside it", () => {
    const captured = { name: "c", edition: "2026", pre_sql: "../c/pre.sql", blocks_ndjson: "../c/b.ndjson" };
    const rejected = [{ block: 3000, tx: 7, kind: "validation", reason: "" }];
    const path = file("streams-2026/c.json", JSON.stringify({ ...captured, rejected, tables: { users: [] } }));
    const [stream] = readRecordings([path]).streams;
    expect(stream?.capture).toEqual({ preSql: join(folder, "c/pre.sql"), blocks: join(folder, "c/b.ndjson") });
    expect(stream?.rejected).toEqual(rejected);
  });

  test("keeps ids beyond a double, and the raw text of rows", () => {
    const text = line()
      .replace('"user_id":1', '"user_id":9223372036854775807')
      .replace('"changes":{}', '"changes":{"users":{"inserted":[{"x":1.50}],"updated":[],"deleted":[]}}');
    const [read] = readRecordings([file("one.jsonl", text)]).caseFiles[0]?.cases ?? [];
    expect(read?.blocks[0]?.txs[0]?.user_id).toBe("9223372036854775807");
    expect(read?.changes.get("users")).toBe('{"inserted":[{"x":1.50}],"updated":[],"deleted":[]}');
  });

  test.each([
    ["not JSON", "{", /one\.jsonl:2: not JSON/],
    ["no blocks", line({ blocks: undefined }), /one\.jsonl:2: blocks: /],
    ["a wrong type", line({ blocks: [{ ...block, hash: 5 }] }), /one\.jsonl:2: blocks\.0\.hash: /],
    [
      "a fraction as an id",
      line().replace('"entity_id":2', '"entity_id":2.5'),
      /one\.jsonl:2: blocks\.0\.txs\.0\.entity_id: /,
    ],
    [
      "an id as a string",
      line().replace('"entity_id":2', '"entity_id":"2"'),
      /one\.jsonl:2: blocks\.0\.txs\.0\.entity_id: /,
    ],
    ["an edition that we do not know", line({ edition: "2024" }), /one\.jsonl:2: edition: /],
    [
      "a kind that we do not know",
      line({ blocks: [{ ...block, txs: [{ ...block.txs[0], kind: "plays" }] }] }),
      /one\.jsonl:2: blocks\.0\.txs\.0\.kind: /,
    ],
    ["an unknown member", line({ change: {} }), /one\.jsonl:2: .*change/],
    [
      "changes without deleted",
      line({ changes: { users: { inserted: [], updated: [] } } }),
      /one\.jsonl:2: changes\.users\.deleted: /,
    ],
    [
      "a rejection of no transaction",
      line({ rejected: [{ block: 0, tx: 1, kind: "crash", reason: "" }] }),
      /one\.jsonl:2: rejected names block 0, transaction 1/,
    ],
    ["a name that is taken", line(), /one\.jsonl:2: the name a is already on line 1/],
  ])("refuses %s, naming file, line and member", (_what, second, message) => {
    expect(() => readRecordings([file("one.jsonl", `${line()}\n${second}\n`)])).toThrow(message);
  });

  test("refuses a path that is not there, and a folder without cases", () => {
    expect(() => readRecordings([join(folder, "nowhere")])).toThrow(/nowhere: no such file or folder/);
    expect(() => readRecordings([folder])).toThrow(/holds no case file/);
  });

  test("refuses a damaged packed file, naming it", () => {
    expect(() => readRecordings([file("one.jsonl.br", "plain text")])).toThrow(
      /one\.jsonl\.br:1: not packed with brotli/,
    );
  });
});
