import { createServer as createHttpServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { connectNodeAdapter } from "@connectrpc/connect-node";

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Closes every open connection at once; new ones are welcome. */
  readonly cutConnections: () => void;
  readonly close: () => Promise<void>;
}

/** How a client that speaks HTTP/2 without TLS begins, "PRI * HTTP/2.0" (RFC 9113, 3.4); no HTTP/1 request begins so. */
const http2Preface = "PRI";

/**
 * Serves HTTP/1.1 (Connect, gRPC-Web) and HTTP/2 without TLS (gRPC) on one port, as a node behind a proxy does: the first bytes of a
 * connection tell which.
 * @param port 0 for any free one
 * @throws the system's error when the port is taken
 */
export async function listen(
  handler: ReturnType<typeof connectNodeAdapter>,
  host: string,
  port: number,
): Promise<Listening> {
  const http1 = createHttpServer(handler);
  const http2 = createHttp2Server(handler);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client may go away at any time; the handlers see that as an aborted request.
    socket.on("error", () => socket.destroy());
    socket.once("data", (first) => {
      socket.pause();
      socket.unshift(first);
      const isHttp2 = first.toString("latin1").startsWith(http2Preface);
      (isHttp2 ? http2 : http1).emit("connection", socket);
      if (!isHttp2) {
        socket.resume();
      }
    });
  });
  const cutConnections = () => {
    for (const socket of sockets) {
      socket.destroy();
    }
  };
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  return {
    port: portOf(server.address()),
    cutConnections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cutConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") {
    throw new Error("the server listens on no port");
  }
  return address.port;
}
