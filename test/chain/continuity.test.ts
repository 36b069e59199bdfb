import { describe, expect, test } from "vitest";
import { Continuity } from "../../src/chain/continuity.ts";
import { testBlock } from "./fake-node.ts";

function at(height: number, changes: { hash?: string; chainId?: string } = {}) {
  return { height, block: testBlock(height, changes), place: "here" };
}

describe("continuity of blocks", () => {
  test("asks from our newest block, to compare its hash, and passes that over", () => {
    const continuity = new Continuity({ chainId: "test-chain", next: 11, last: { height: 10, hash: "0xHASH-10" } });
    expect(continuity.from).toBe(10);
    expect([at(10), at(11), at(12)].map((block) => continuity.admit(block))).toEqual([false, true, true]);
  });

  test("takes any first block where nothing is indexed", () => {
    const continuity = new Continuity({ chainId: undefined, next: undefined, last: undefined });
    expect(continuity.from).toBeUndefined();
    expect(continuity.admit(at(700))).toBe(true);
    expect(() => continuity.admit(at(701, { chainId: "other" }))).toThrow(
      /block 701 is of chain "other".*"test-chain"/,
    );
  });

  test.each([
    ["a missing height", at(13), /block 13 follows block 11: block 12 is missing. Nothing after block 11 was kept/],
    ["missing heights", at(15), /blocks 12 to 14 are missing/],
    ["a height twice", at(11), /block 11 came twice/],
    ["a height that goes back", at(5), /block 5 came after block 11/],
    ["another chain", at(12, { chainId: "other" }), /block 12 is of chain "other"/],
  ])("refuses %s", (_what, block, message) => {
    const continuity = new Continuity({ chainId: "test-chain", next: 11, last: { height: 10, hash: "hash-10" } });
    continuity.admit(at(11));
    expect(() => continuity.admit(block)).toThrow(message);
  });

  test("refuses a source whose block has another hash than ours", () => {
    const continuity = new Continuity({ chainId: "test-chain", next: 11, last: { height: 10, hash: "hash-10" } });
    expect(() => continuity.admit(at(10, { hash: "fork" }))).toThrow(
      /block 10 has hash fork, but the database holds hash-10/,
    );
  });
});
