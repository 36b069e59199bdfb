import { createServer as createHttp2Server } from "node:http2";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { SafeSessionManager } from "../../src/chain/session-manager.ts";

const servers: { close(): unknown }[] = [];
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) {
    socket.destroy();
  }
  for (const server of servers.splice(0)) {
    server.close();
  }
});

async function portOf(server: Server | ReturnType<typeof createHttp2Server>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  servers.push(server);
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("the server listens on no port");
  }
  return address.port;
}

test("a connection that goes dead while calls are made ends those calls, not the process", async () => {
  const port = await portOf(createHttp2Server((_request, response) => void response.end("here")));
  const links: [Socket, Socket][] = [];
  const between = await portOf(
    createServer((near) => {
      const far = connect(port, "127.0.0.1");
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on("error", () => socket.destroy());
      }
      near.pipe(far).pipe(near);
      links.push([near, far]);
    }),
  );
  const pings = { pingIntervalMs: 20, pingTimeoutMs: 20 };
  const manager = new SafeSessionManager(`http://127.0.0.1:${between}`, pings, {
    answerBytes: 1 << 16,
    allBytes: 1 << 16,
  });
  const ask = async () => {
    const stream = await manager.request("GET", "/", {}, {});
    const closed = new Promise<string>((resolve) => {
      stream.on("error", () => resolve("failed"));
      stream.on("close", () => resolve("closed"));
    });
    stream.resume().end();
    return await closed;
  };
  expect(await ask()).toBe("closed");
  // An error that nobody catches would fail the test, wherever it comes from.
  for (let round = 0; round < 20; round += 1) {
    for (const [near, far] of links.splice(0)) {
      near.unpipe(far).pause();
      far.unpipe(near).pause();
    }
    const asked: Promise<string>[] = [];
    for (let more = 0; more < 15; more += 1) {
      asked.push(ask().catch(() => "failed"));
      await delay(3);
    }
    await Promise.race([Promise.all(asked), delay(200)]);
  }
  while ((await ask().catch(() => "failed")) !== "closed") {
    await delay(10);
  }
});
