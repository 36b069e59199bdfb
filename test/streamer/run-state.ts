import type { RunState } from "../../src/streamer/monitoring/state.ts";
import type { AppliedBlock } from "../../src/streamer/run/applied.ts";

/** A run under way, to show in one way or another. */
export const someState: RunState = {
  source: "node http://node",
  height: 95,
  head: 100,
  end: undefined,
  fraction: undefined,
  blocksPerSecond: 1,
  transactionsPerSecond: 10,
  busy: { node: 0.03, edge: 0.412, database: 0.968 },
  bottleneck: "database",
  busyMilliseconds: { node: 4_500, edge: 61_000, database: 143_700 },
  blocks: 95,
  transactions: 950,
  retries: 0,
  rejected: 3,
  buffered: 2,
  blockTime: Date.UTC(2026, 0, 1),
  elapsedMilliseconds: 1000,
  unrouted: [],
  rules: [],
  kinds: [{ kind: "User Follow", count: 950 }],
  stalled: undefined,
};

/** A block that was committed, with what was refused in it; otherwise it is empty. */
export function appliedBlock({
  height,
  rejected,
}: {
  readonly height: number;
  readonly rejected: AppliedBlock["result"]["rejected"];
}): AppliedBlock {
  return {
    block: {
      height,
      hash: "h",
      chainId: "c",
      time: 0,
      place: "p",
      transactions: [],
      hasMigrations: false,
      json: Buffer.from("{}"),
    },
    result: { em_block: null, applied: 0, rejected },
  };
}
