import { afterEach, describe, expect, test } from "vitest";
import { type HttpPort, serveHttp } from "../../src/streamer/monitoring/http.ts";
import type { RunState } from "../../src/streamer/monitoring/state.ts";
import { appliedBlock, someState } from "./run-state.ts";

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
    ["caught up", someState, 200, '{"ready":true}\n'],
    ["starting", undefined, 503, '{"ready":false,"reason":"the indexer is starting"}\n'],
    ["behind", { ...someState, head: 200 }, 503, '{"ready":false,"reason":"105 blocks behind node http://node"}\n'],
    ["stalled", { ...someState, stalled: "block 96 is stuck" }, 503, '{"ready":false,"reason":"block 96 is stuck"}\n'],
  ] as const)("/ready when %s", async (_when, state, status, text) => {
    expect(await ask("/ready", state)).toEqual({ status, text });
  });

  test("/status tells all figures", async () => {
    const { text } = await ask("/status", someState);
    expect(JSON.parse(text)).toMatchObject({ ready: true, behind: 5, height: 95, head: 100, rejected: 3, buffered: 2 });
  });

  test("/metrics speaks Prometheus", async () => {
    port = await serveHttp("127.0.0.1", 0, () => someState);
    const rejected = [{ index: 0, hash: "t", handler: "follow", code: "self_follow", reason: "" }];
    port.committed([appliedBlock({ height: 96, rejected })]);
    const text = await (await fetch(`${port.url}/metrics`)).text();
    expect(text.split("\n").filter((line) => line.startsWith("em_"))).toEqual([
      "em_height 95",
      "em_head 100",
      "em_blocks_behind 5",
      "em_buffered_blocks 2",
      "em_block_time_seconds 1767225600",
      "em_stalled 0",
      'em_busy_seconds_total{part="database"} 143.7',
      'em_busy_seconds_total{part="edge"} 61',
      'em_busy_seconds_total{part="node"} 4.5',
      "em_blocks_total 1",
      'em_transactions_total{kind="User Follow"} 950',
      "em_commit_retries_total 0",
      'em_rejections_total{handler="follow",code="self_follow"} 1',
    ]);
    expect(text).toContain("process_resident_memory_bytes");
  });

  test("refuses what it does not have", async () => {
    expect((await ask("/other", someState)).status).toBe(404);
    expect((await ask("/ready", someState, "POST")).status).toBe(405);
  });

  test("says that the machine does not have the address", async () => {
    await expect(serveHttp("192.0.2.1", 0, () => someState)).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringMatching(/cannot be opened: .*does not have that address: choose another with --http-host/),
    });
  });

  test("says that a port is taken", async () => {
    port = await serveHttp("127.0.0.1", 0, () => someState);
    const taken = Number(new URL(port.url).port);
    await expect(serveHttp("127.0.0.1", taken, () => someState)).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringMatching(/cannot be opened: .*EADDRINUSE.*--http-port/),
    });
  });
});
