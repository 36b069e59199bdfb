import { afterEach, describe, expect, test } from "vitest";
import { type HttpPort, serveHttp } from "../../src/streamer/monitoring/http.ts";
import type { RunState } from "../../src/streamer/monitoring/state.ts";

const good: RunState = {
  source: "node http://node",
  height: 95,
  head: 100,
  end: undefined,
  fraction: undefined,
  blocksPerSecond: 1,
  transactionsPerSecond: 10,
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

let port: HttpPort | undefined;
afterEach(() => port?.close());

async function ask(path: string, state: RunState | undefined, method = "GET") {
  port?.close();
  port = await serveHttp("127.0.0.1", 0, () => state);
  const response = await fetch(`${port.url}${path}`, { method });
  return { status: response.status, text: await response.text() };
}

describe("the HTTP port", () => {
  test("/health answers while the process lives", async () => {
    expect(await ask("/health", undefined)).toEqual({ status: 200, text: '{"live":true}\n' });
  });

  test.each([
    ["caught up", good, 200, '{"ready":true}\n'],
    ["starting", undefined, 503, '{"ready":false,"reason":"the indexer is starting"}\n'],
    ["behind", { ...good, head: 200 }, 503, '{"ready":false,"reason":"105 blocks behind node http://node"}\n'],
    ["stalled", { ...good, stalled: "block 96 is stuck" }, 503, '{"ready":false,"reason":"block 96 is stuck"}\n'],
  ] as const)("/ready when %s", async (_when, state, status, text) => {
    expect(await ask("/ready", state)).toEqual({ status, text });
  });

  test("/status tells all figures", async () => {
    const { text } = await ask("/status", good);
    expect(JSON.parse(text)).toMatchObject({ ready: true, behind: 5, height: 95, head: 100, rejected: 3, buffered: 2 });
  });

  test("/metrics speaks Prometheus", async () => {
    port = await serveHttp("127.0.0.1", 0, () => good);
    port.committed([
      {
        block: {
          height: 96,
          hash: "h",
          chainId: "c",
          time: 0,
          place: "p",
          transactions: [],
          hasMigrations: false,
          begun: { head: "", changes: undefined, others: undefined },
          raw: {
            height: 96,
            time: "",
            transactions: [],
            manageEntities: "",
            signers: new Set(),
            etlPlays: "",
            plays: [],
            characters: 0,
          },
        },
        result: {
          em_block: null,
          applied: 0,
          rejected: [{ index: 0, hash: "t", handler: "follow", code: "self_follow", reason: "" }],
        },
      },
    ]);
    const text = await (await fetch(`${port.url}/metrics`)).text();
    expect(text.split("\n").filter((line) => line.startsWith("em_"))).toEqual([
      "em_height 95",
      "em_head 100",
      "em_blocks_behind 5",
      "em_buffered_blocks 2",
      "em_block_time_seconds 1767225600",
      "em_stalled 0",
      "em_blocks_total 1",
      'em_transactions_total{kind="User Follow"} 950',
      "em_commit_retries_total 0",
      'em_rejections_total{handler="follow",code="self_follow"} 1',
    ]);
    expect(text).toContain("process_resident_memory_bytes");
  });

  test("refuses what it does not have", async () => {
    expect((await ask("/other", good)).status).toBe(404);
    expect((await ask("/ready", good, "POST")).status).toBe(405);
  });

  test("says that the machine does not have the address", async () => {
    await expect(serveHttp("192.0.2.1", 0, () => good)).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringMatching(/cannot be opened: .*does not have that address: choose another with --http-host/),
    });
  });

  test("says that a port is taken", async () => {
    port = await serveHttp("127.0.0.1", 0, () => good);
    const taken = Number(new URL(port.url).port);
    await expect(serveHttp("127.0.0.1", taken, () => good)).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringMatching(/cannot be opened: .*EADDRINUSE.*--http-port/),
    });
  });
});
