import { connect as http2Connect } from "node:http2";
import type { Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport, type Http2SessionOptions } from "@connectrpc/connect-node";

export type RpcProtocol = "connect" | "grpc";

/** A dead connection under an open stream is noticed after these two together. */
const keepAlive: Http2SessionOptions = { pingIntervalMs: 10_000, pingTimeoutMs: 5_000 };

/** How long a node may take to say which HTTP it speaks, in milliseconds. */
const versionWithinMilliseconds = 3_000;

/**
 * Makes the transport to a core node: Connect over whichever HTTP version the node speaks, or gRPC, which needs HTTP/2. Both over
 * http and https.
 *
 * Takes the node's base address and the protocol. Gives a Connect transport; throws the network's error where nobody answers.
 */
export async function nodeTransport(url: string, protocol: RpcProtocol): Promise<Transport> {
  if (protocol === "grpc") {
    return createGrpcTransport({ baseUrl: url, ...keepAlive });
  }
  return (await speaksHttp2(url))
    ? createConnectTransport({ baseUrl: url, httpVersion: "2", ...keepAlive })
    : createConnectTransport({ baseUrl: url, httpVersion: "1.1" });
}

/**
 * Asks whether a server speaks HTTP/2: over https by the protocol that TLS negotiates, over http by its answer to HTTP/2's
 * opening bytes.
 */
function speaksHttp2(url: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const session = http2Connect(url);
    const answer = (value: boolean) => {
      clearTimeout(limit);
      session.destroy();
      resolve(value);
    };
    const limit = setTimeout(() => answer(false), versionWithinMilliseconds);
    session.once("remoteSettings", () => answer(true));
    session.once("error", (error: NodeJS.ErrnoException) => {
      if (error.syscall === "connect" || error.syscall === "getaddrinfo") {
        clearTimeout(limit);
        reject(error);
      } else {
        answer(false);
      }
    });
    session.once("close", () => answer(false));
  });
}
