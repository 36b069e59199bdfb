import { connect as http2Connect } from "node:http2";
import type { Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport } from "@connectrpc/connect-node";
import { isNearby } from "./nearby.ts";
import { SafeSessionManager } from "./session-manager.ts";

export type RpcProtocol = "connect" | "grpc";

/**
 * A dead connection under an open call is noticed after these two together. A node may take seconds over an answer of many
 * megabytes, during which it answers no ping either.
 */
const keepAlive = { pingIntervalMs: 10_000, pingTimeoutMs: 15_000 };

/** CometBFT has no block above 100 MB; a node adds some hundred bytes to each transaction. */
const largestMessageBytes = 256 << 20;

/**
 * How much of one answer, and of all answers of a connection, may be on its way before we have said that we read what came before: with
 * HTTP/2's own 64 kB, a node that is 50 ms away sends no more than a megabyte a second.
 */
const windows = { answerBytes: 4 << 20, allBytes: 16 << 20 };

/** How long a node may take to say which HTTP it speaks, in milliseconds. */
const versionWithinMilliseconds = 3_000;

/**
 * Makes the transport to a core node: Connect over whichever HTTP version the node speaks, or gRPC, which needs HTTP/2. Both over
 * http and https.
 * @param url the node's base address
 * @param readMaxBytes the most bytes of a message that are read: a larger one is given up before it is in memory, with
 * ResourceExhausted
 * @throws the network's error where nobody answers
 */
export async function nodeTransport(
  url: string,
  protocol: RpcProtocol,
  readMaxBytes = largestMessageBytes,
): Promise<Transport> {
  const options = { baseUrl: url, readMaxBytes, ...((await isNearby(url)) ? { acceptCompression: [] } : {}) };
  const sessionManager = () => new SafeSessionManager(url, keepAlive, windows);
  if (protocol === "grpc") {
    return createGrpcTransport({ ...options, sessionManager: sessionManager() });
  }
  return (await speaksHttp2(url))
    ? createConnectTransport({ ...options, httpVersion: "2", sessionManager: sessionManager() })
    : createConnectTransport({ ...options, httpVersion: "1.1" });
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
