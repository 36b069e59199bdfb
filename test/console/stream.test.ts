/** The stream of events, and what many who look at the same time cost. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, get } from "node:http";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ConsoleEvent } from "../../src/console/messages.ts";
import { Streams } from "../../src/console/streams.ts";
import { run } from "../support/command.ts";
import { type ConsoleIndexer, startConsoleIndexer } from "./indexer.ts";

let indexer: ConsoleIndexer;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "em-console-"));
  indexer = await startConsoleIndexer("--data-directory", directory);
});
afterAll(async () => {
  await indexer[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});

/** Looks at the console until it is told to stop, or the stream ends. */
function look(url: string) {
  const events: ConsoleEvent[] = [];
  let text = "";
  let status: number | undefined;
  const request = get(`${url}/console/events`);
  const end = new Promise<void>((resolve) => {
    request.on("response", (response) => {
      status = response.statusCode;
      response.setEncoding("utf8").on("data", (more: string) => {
        const parts = `${text}${more}`.split("\n\n");
        text = parts.pop() ?? "";
        events.push(...parts.filter((part) => part.startsWith("data: ")).map((part) => JSON.parse(part.slice(6))));
      });
      response.on("close", resolve);
    });
    request.on("error", () => resolve());
  });
  return { events, end, status: () => status, stop: () => request.destroy() };
}

function first<Name extends ConsoleEvent["event"]>(events: readonly ConsoleEvent[], name: Name) {
  return events.find((event): event is Extract<ConsoleEvent, { event: Name }> => event.event === name);
}

describe("the stream", () => {
  test("tells of the run, of what was refused, and of the database", async () => {
    const doctor = await run("doctor", indexer.database.url, "--data-directory", directory);
    const viewer = look(indexer.url);
    await expect.poll(() => first(viewer.events, "facts"), { timeout: 20_000 }).toBeDefined();
    viewer.stop();
    expect(first(viewer.events, "now")?.now).toMatchObject({
      source: `node ${indexer.devnet.url}`,
      height: 60,
      head: 60,
      behind: 0,
      stalled: null,
    });
    const refused = first(viewer.events, "refused")?.refused;
    expect(refused?.newest.length).toBe(20);
    expect(refused?.newest[0]).toEqual({
      hash: expect.stringMatching(/^\w+$/),
      height: expect.any(Number),
      edition: "2026",
      handler: expect.any(String),
      code: expect.any(String),
      reason: expect.any(String),
      rule: expect.stringMatching(/^\/docs\/rulebook#[\w-]+\.\w+$/),
    });
    expect(refused?.newest.map(({ height }) => height)).toEqual(
      refused?.newest.map(({ height }) => height).sort((one, other) => other - one),
    );
    expect(first(viewer.events, "facts")?.facts).toMatchObject({ chainId: "devnet", edition: "edition 2026" });
    expect(first(viewer.events, "facts")?.facts.doctor).toEqual({
      at: expect.any(Number),
      verdict: "healthy",
      healthy: true,
      sentences: doctor.output.trimEnd().split("\n").slice(0, -1),
    });
    expect(first(viewer.events, "busiest")?.busiest.kinds.length).toBeGreaterThan(3);
  });

  test("goes on each second, with a point for the charts every five", async () => {
    const viewer = look(indexer.url);
    indexer.devnet.advance(1);
    await expect.poll(() => first(viewer.events, "point"), { timeout: 20_000 }).toBeDefined();
    viewer.stop();
    const heights = viewer.events.flatMap((event) => (event.event === "now" ? [event.now.height] : []));
    expect(heights.at(-1)).toBe(61);
    expect(heights.length).toBeGreaterThan(1);
  });

  test("is one look at the database for all who look, over one connection", async () => {
    const sessions = async () => {
      const { rows } = await indexer.database.client.query<{ pid: number; at: Date }>(
        `select pid, query_start as at from pg_stat_activity
         where application_name = 'em-apply console' and datname = current_database()`,
      );
      return rows;
    };
    const viewers = Array.from({ length: 20 }, () => look(indexer.url));
    await expect
      .poll(() => viewers.every(({ events }) => first(events, "refused") !== undefined), { timeout: 20_000 })
      .toBe(true);
    expect(await sessions()).toHaveLength(1);
    for (const viewer of viewers) {
      viewer.stop();
    }
    await delay(1_500);
    const before = await sessions();
    await delay(6_000);
    // Nobody looks: nothing is asked.
    expect(await sessions()).toEqual(before);
  });

  test("is not for more than fifty", async () => {
    const viewers = Array.from({ length: 55 }, () => look(indexer.url));
    await expect
      .poll(() => viewers.filter(({ status }) => status() !== undefined).length, { timeout: 20_000 })
      .toBe(55);
    expect(viewers.filter(({ status }) => status() === 503).length).toBe(5);
    for (const viewer of viewers) {
      viewer.stop();
    }
  });
});

test("who does not read is dropped", async () => {
  const streams = new Streams();
  const server = createServer((_, response) => void streams.open(response, []));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const socket = connectSocket(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  socket.on("error", () => undefined);
  socket.pause();
  await expect.poll(() => streams.size).toBe(1);
  const trouble = "x".repeat(100_000);
  for (let sent = 0; streams.size > 0 && sent < 500; sent += 1) {
    streams.send({ event: "trouble", trouble });
    await delay(1);
  }
  expect(streams.size).toBe(0);
  server.close();
});

test("SIGTERM ends the streams at once, and the indexer", async () => {
  const viewer = look(indexer.url);
  await expect.poll(() => viewer.events.length, { timeout: 20_000 }).toBeGreaterThan(2);
  const began = performance.now();
  indexer.command.process.kill("SIGTERM");
  await viewer.end;
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(await indexer.command.end()).toEqual({ code: 0, signal: null });
});
