import { describe, expect, test } from "vitest";
import type { RecordedBlock } from "../conformance/runner/case-format.ts";
import { replicate } from "./replicate.ts";

const hash = `0x${"ab".repeat(32)}`;
const blocks: RecordedBlock[] = [
  { number: 1001, hash, timestamp: 1750000002, txs: [] },
  {
    number: 1002,
    hash,
    timestamp: 1750000004,
    txs: [
      {
        hash,
        user_id: "3000002",
        entity_type: "Playlist",
        entity_id: "400001",
        action: "Create",
        metadata:
          '{"cid":"baea3000002","data":{"handle":"parity_3000002","track_ids":[{"track":2000007,"time":1750000004}],"comment":4000005,"duration":400}}',
        signer: "0x417ea37b721abb51c99a1e1bfff6a8aa6676c951",
      },
    ],
  },
];

describe("replicate", () => {
  test("one copy is the recording", () => {
    expect(replicate(blocks, 1)).toEqual(blocks);
  });

  test("another copy has ids, times, handles and hashes of its own, and goes on where the first ends", () => {
    const copies = replicate(blocks, 3);
    expect(copies.map(({ number }) => number)).toEqual([1001, 1002, 1003, 1004, 1005, 1006]);
    expect(copies.map(({ timestamp }) => timestamp - 1750000000)).toEqual([2, 4, 6, 8, 10, 12]);
    const transaction = copies[5]?.txs[0];
    expect(transaction).toMatchObject({ user_id: "3002002", entity_id: "402001", entity_type: "Playlist" });
    expect(transaction?.metadata).toBe(
      '{"cid":"baea3000002","data":{"handle":"parity_3002002","track_ids":[{"track":2002007,"time":1750000012}],"comment":4002005,"duration":400}}',
    );
    const hashes = copies.flatMap(({ txs }) => txs.flatMap((copy) => [copy.hash, copy.signer]));
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(transaction?.hash).toMatch(/^0x[0-9a-f]{64}$/);
    expect(transaction?.signer).toMatch(/^0x[0-9a-f]{40}$/);
  });
});
