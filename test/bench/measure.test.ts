import { expect, inject, test } from "vitest";
import { parseStream } from "../conformance/runner/case-format.ts";
import type { Load } from "./load.ts";
import { measure } from "./measure.ts";

const transaction = { user_id: 1, entity_type: "Banana", entity_id: 2, action: "Peel", metadata: "", signer: "0x1" };

/** A load of one block whose two transactions nobody claims. */
function smallLoad(users: readonly object[]): Load {
  const stream = parseStream(
    JSON.stringify({
      name: "small",
      pre: { blocks: [{ number: 6, blockhash: "0xb6", parenthash: null, is_current: true }] },
      blocks: [
        {
          number: 7,
          hash: "0xb7",
          timestamp: 1775293380,
          txs: ["0xt1", "0xt2"].map((hash) => ({ hash, ...transaction })),
        },
      ],
      rejected: [],
      tables: { users },
    }),
    "small.json",
  );
  return { stream, blocks: stream.blocks, copies: 1, transactions: 2, leftOut: 0 };
}

test("a run times the streamer, its start-up, and COPY of the rows that it left", async () => {
  const run = await measure(inject("testServerUrl"), smallLoad([]));
  expect(run.streamer).toBeGreaterThan(0);
  expect(run.startUp).toBeGreaterThan(0);
  expect(run.copyAll).toBeGreaterThan(0);
  expect(run.rowsAll).toBeGreaterThanOrEqual(4);
  expect(run.rejected).toBe(0);
});

test("a run that did not leave the recorded rows is no measurement", async () => {
  await expect(measure(inject("testServerUrl"), smallLoad([{ user_id: 1 }]))).rejects.toThrow(
    "after 1 copies of small the table users has 0 rows, expected 1",
  );
});
