import { expect, test } from "vitest";
import { mainnetHead } from "./head.ts";
import type { Run } from "./measure.ts";
import { describeFetching, describeLatencies, describeRates, ratesOf } from "./report.ts";

const run = (streamer: number, copy: number): Run => ({
  streamer,
  startUp: 1_000,
  peakBytes: streamer * 2 ** 20,
  backendBytes: copy * 2 ** 20,
  copy,
  rows: 4_000,
  rejected: 0,
});

test("rates are medians, and the share of COPY is each run's beside its own", () => {
  const rates = ratesOf([run(2_000, 500), run(11_000, 5_000), run(5_000, 1_000)], 1_000);
  expect(rates.streamer).toEqual({ median: 250, slowest: 100, fastest: 1_000 });
  expect(rates.copy).toEqual({ median: 1_000, slowest: 200, fastest: 2_000 });
  expect(rates.share).toEqual({ median: 0.5, slowest: 0.25, fastest: 0.5 });
  expect(rates.peakBytes).toBe(11_000 * 2 ** 20);
  expect(rates.backendBytes).toBe(5_000 * 2 ** 20);
});

test("a load that takes little longer than the start is too small to measure", () => {
  const runs = [run(2_000, 500), run(1_150, 500)];
  const rates = ratesOf(runs, 1_000);
  expect(rates.streamer).toBeUndefined();
  expect(rates.share).toBeUndefined();
  expect(rates.copy.median).toBe(2_000);
  const load = { name: "mainnet", description: "plays", blocks: 500, transactions: 1_000 } as const;
  const conditions = { postgres: "15.13", settings: {}, node: "v20.20.2", processors: "2 × a chip" };
  expect(describeRates([{ load, runs, rates }], conditions)).toContain(
    "| mainnet | transactions | too small to measure | 2,000 (2,000 to 2,000) of 4,000 rows | too small to measure |",
  );
});

test("the figures are one table, with the conditions that they were measured under", () => {
  const runs = [run(2_000, 500)];
  const conditions = { postgres: "15.13", settings: { fsync: "on" }, node: "v20.20.2", processors: "2 × a chip" };
  const mainnet = { name: "mainnet", description: "plays", blocks: 500, transactions: 1_000 } as const;
  const empty = { name: "empty", description: "nothing", blocks: 500, transactions: 0 } as const;
  const measured = [
    { load: mainnet, runs, rates: ratesOf(runs, 1_000) },
    { load: empty, runs, rates: ratesOf(runs, 500) },
  ];
  expect(describeRates(measured, conditions)).toBe(
    [
      "Postgres 15.13, fsync on; node v20.20.2, 2 × a chip; median of 1 runs",
      "",
      "| load | a second | streamer | COPY | share of COPY | memory | its session on the server |",
      "| --- | --- | --- | --- | --- | --- | --- |",
      "| mainnet | transactions | 1,000 (1,000 to 1,000) | 2,000 (2,000 to 2,000) of 4,000 rows | 50 % (50 % to 50 %) | 2,000 MB | 500 MB |",
      "| empty | blocks | 500 (500 to 500) | 1,000 (1,000 to 1,000) of 4,000 rows | 50 % (50 % to 50 %) | 2,000 MB | 500 MB |",
    ].join("\n"),
  );
});

test("latencies at the head say of how many blocks they are", () => {
  const alone = { blocks: 120, median: 11.6, p99: 19.9, worst: 31 };
  const refreshing = { ...alone, p99: 48 };
  expect(describeLatencies([{ load: mainnetHead, alone, refreshing, refreshes: 300 }])).toBe(
    [
      "At the head, one block a second, from when the node has it to its commit:",
      "  mainnet, twenty transactions a block as mainnet has them",
      "    alone: p50 12 ms, p99 20 ms, worst 31 ms of 120 blocks",
      "    while the materialized views are refreshed (300 times): p50 12 ms, p99 48 ms, worst 31 ms of 120 blocks",
      "Not counted are the 10,000 blocks of the catch-up before, the rebuild of the aggregates behind them, and the first 2,300 at the head.",
      "The views count 1,000,000 transactions beside those of the blocks.",
    ].join("\n"),
  );
});

test("fetching says how far ahead the node is, and that the devnet makes its blocks up", () => {
  const fetching = {
    blocks: 8_000,
    transactions: 10_067,
    ahead: 20_480_000,
    madeUp: 2_658,
    ready: 8_679,
    processorMicros: 65.8,
  };
  expect(describeFetching(fetching)).toBe(
    [
      "Fetching alone, through Connect from a node on this machine that is 20,480,000 blocks ahead, 8,000 blocks with 10,067 transactions:",
      "  8,679 blocks a second, 66 microseconds of processor time each; 2,658 a second while the devnet makes them up",
    ].join("\n"),
  );
});
