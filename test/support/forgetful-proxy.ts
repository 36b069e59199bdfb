import { createServer, type Socket, connect as tcpConnect } from "node:net";

/** A way to a server that may forget connections, as a firewall does: nothing passes any more, and neither end is told. */
export interface ForgetfulProxy extends AsyncDisposable {
  /** The address of the database by this way. */
  readonly url: string;
  /** Forgets the connections that are open. */
  forget(): void;
  /** Forgets those to come as well. */
  forgetAll(): void;
}

/** Starts a proxy in front of a database's server. */
export async function startForgetfulProxy(url: string): Promise<ForgetfulProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let passes = true;
  let generation = 0;
  const listener = createServer((client) => {
    const server = tcpConnect(Number(target.port), target.hostname);
    const born = generation;
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from);
      from.on("error", () => to.destroy());
      from.on("data", (bytes: Buffer) => passes && born === generation && to.write(bytes));
      from.on("end", () => born === generation && to.end());
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  const own = new URL(url);
  own.host = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  return {
    url: own.href,
    forget: () => {
      generation += 1;
    },
    forgetAll: () => {
      passes = false;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) {
        socket.destroy();
      }
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
