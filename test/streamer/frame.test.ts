import { describe, expect, test } from "vitest";
import { colorsFor } from "../../src/colors.ts";
import { duration } from "../../src/duration.ts";
import { frame } from "../../src/streamer/monitoring/frame.ts";
import type { RunState } from "../../src/streamer/monitoring/state.ts";

const colors = colorsFor({ isTTY: false });

const catchingUp: RunState = {
  source: "node http://127.0.0.1:50051",
  height: 61_200,
  head: 100_000,
  end: undefined,
  fraction: undefined,
  blocksPerSecond: 412.34,
  transactionsPerSecond: 4106.8,
  busy: { node: 0.03, edge: 0.412, database: 0.968 },
  bottleneck: "database",
  busyMilliseconds: { node: 4_500, edge: 61_000, database: 143_700 },
  blocks: 61_200,
  transactions: 611_904,
  retries: 0,
  rejected: 8_231,
  buffered: 187,
  blockTime: Date.UTC(2026, 3, 4, 9, 3, 0),
  elapsedMilliseconds: 148_500,
  unrouted: [],
  rules: [],
  kinds: [
    { kind: "Track Update", count: 210_400 },
    { kind: "User Follow", count: 120_300 },
    { kind: "Track Save", count: 98_212 },
    { kind: "Playlist Update", count: 70_001 },
    { kind: "plays", count: 60_500 },
    { kind: "User Create", count: 12 },
  ],
  stalled: undefined,
};

describe("the table on a terminal", () => {
  test("while it catches up", () => {
    expect(frame(catchingUp, 80, colors)).toMatchInlineSnapshot(`
      "em-apply  node http://127.0.0.1:50051
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  61 %
        height    61,200 of 100,000, 38,800 behind, 187 buffered
        speed     412 blocks/s, 4,107 tx/s
        waits     for the database, 97 % of the time (edge 41 %, node 3 %)
        indexed   61,200 blocks, 611,904 transactions, 8,231 rejected
        time      2 min 29 s, 1 min 34 s left, block of 2026-04-04T09:03:00Z
        busiest   Track Update 210,400, User Follow 120,300, Track Save 98,212, Play…"
    `);
  });

  test("at the head", () => {
    expect(
      frame(
        {
          ...catchingUp,
          height: 100_000,
          blocksPerSecond: 1,
          transactionsPerSecond: 9.8,
          buffered: 0,
          busy: { node: 0.97, edge: 0.03, database: 0.02 },
          bottleneck: "node",
        },
        80,
        colors,
      ),
    ).toMatchInlineSnapshot(`
      "em-apply  node http://127.0.0.1:50051
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 100 %
        height    100,000, at the head, 0 buffered
        speed     1.0 blocks/s, 9.8 tx/s
        waits     for the next block, 97 % of the time (edge 3 %, database 2 %)
        indexed   61,200 blocks, 611,904 transactions, 8,231 rejected
        time      2 min 29 s, block of 2026-04-04T09:03:00Z
        busiest   Track Update 210,400, User Follow 120,300, Track Save 98,212, Play…"
    `);
  });

  test("before the first block", () => {
    const empty: RunState = {
      ...catchingUp,
      height: undefined,
      head: undefined,
      blocks: 0,
      transactions: 0,
      rejected: 0,
      blocksPerSecond: 0,
      transactionsPerSecond: 0,
      buffered: 0,
      blockTime: undefined,
      elapsedMilliseconds: 0,
      kinds: [],
    };
    expect(frame(empty, 80, colors)).toMatchInlineSnapshot(`
      "em-apply  node http://127.0.0.1:50051
        height    none yet, 0 buffered
        speed     0.0 blocks/s, 0.0 tx/s
        indexed   0 blocks, 0 transactions, 0 rejected
        time      0 s"
    `);
  });

  test("of a file, whose head is not known", () => {
    expect(
      frame(
        { ...catchingUp, source: "file blocks.ndjson", head: undefined, fraction: 0.25, elapsedMilliseconds: 30_000 },
        80,
        colors,
      ),
    ).toMatchInlineSnapshot(`
      "em-apply  file blocks.ndjson
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  25 %
        height    61,200, 187 buffered
        speed     412 blocks/s, 4,107 tx/s
        waits     for the database, 97 % of the time (edge 41 %, node 3 %)
        indexed   61,200 blocks, 611,904 transactions, 8,231 rejected
        time      30 s, 1 min 30 s left, block of 2026-04-04T09:03:00Z
        busiest   Track Update 210,400, User Follow 120,300, Track Save 98,212, Play…"
    `);
  });

  test("with a stall", () => {
    const stalled =
      "node http://127.0.0.1:50051 is at block 10, behind block 61200 that we have; waiting until it is there again";
    expect(frame({ ...catchingUp, stalled }, 80, colors)).toMatchInlineSnapshot(`
      "em-apply  node http://127.0.0.1:50051
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  61 %
        height    61,200 of 100,000, 38,800 behind, 187 buffered
        speed     412 blocks/s, 4,107 tx/s
        waits     for the database, 97 % of the time (edge 41 %, node 3 %)
        indexed   61,200 blocks, 611,904 transactions, 8,231 rejected
        time      2 min 29 s, 1 min 34 s left, block of 2026-04-04T09:03:00Z
        busiest   Track Update 210,400, User Follow 120,300, Track Save 98,212, Play…
      ! node http://127.0.0.1:50051 is at block 10, behind block 61200 that we have;
      ! waiting until it is there again"
    `);
  });

  test.each([40, 60, 80, 200])("is never wider than %d columns", (columns) => {
    const source = `node https://${"long.".repeat(30)}example`;
    const drawn = frame({ ...catchingUp, source, stalled: `${source} is away` }, columns, colors);
    expect(Math.max(...drawn.split("\n").map((line) => line.length))).toBeLessThan(columns);
  });

  test.each([
    [0, "0 s"],
    [59.6, "1 min"],
    [61, "1 min 1 s"],
    [3600, "1 h"],
    [7290, "2 h 1 min"],
    [200_000, "2 d 7 h"],
  ])("says %d seconds as %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
