/** Clients that connect and do not behave keep nobody from /metrics. */
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type HttpPort, serveHttp } from "../../src/streamer/monitoring/http.ts";

const clients: Socket[] = [];
let port: HttpPort | undefined;

afterEach(() => {
  for (const client of clients.splice(0)) {
    client.destroy();
  }
  port?.close();
});

const request = "GET /metrics HTTP/1.1\r\nHost: em\r\n\r\n";

test.each([
  ["say nothing", ""],
  ["do not finish their headers", "GET /metrics HTTP/1.1\r\nHost: em\r\n"],
  ["announce a body that does not come", "GET /metrics HTTP/1.1\r\nHost: em\r\nContent-Length: 1000000\r\n\r\n"],
  ["ask again and again and read no answer", request.repeat(20)],
])("/metrics answers within a second beside 200 clients that %s", async (_what, sent) => {
  port = await serveHttp("127.0.0.1", 0, () => undefined);
  const { hostname, port: number } = new URL(port.url);
  await Promise.all(
    Array.from({ length: 200 }, async () => {
      const client = connect(Number(number), hostname);
      clients.push(client);
      client.pause();
      client.on("error", () => undefined);
      await new Promise((resolve) => client.once("connect", resolve));
      client.write(sent);
    }),
  );
  const took: number[] = [];
  for (let time = 0; time < 5; time += 1) {
    const began = performance.now();
    const response = await fetch(`${port.url}/metrics`);
    expect(await response.text()).toContain("em_blocks_total");
    took.push(performance.now() - began);
  }
  const [, , median] = took.toSorted((one, other) => one - other);
  expect(median, `milliseconds: ${took.map(Math.round).join(", ")}`).toBeLessThan(1_000);
});
