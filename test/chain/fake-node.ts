import { createServer, type Server } from "node:http";
import { createServer as createHttp2Server, type Http2Server } from "node:http2";
import { setTimeout as delay } from "node:timers/promises";
import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { CoreService } from "../../src/generated/core/v1/service_pb.ts";
import { type Block, BlockSchema } from "../../src/generated/core/v1/types_pb.ts";

export const chainId = "test-chain";

/** A block of Follows, one unless told otherwise; the same height gives the same block. */
export function testBlock(
  height: number,
  changes: { hash?: string; chainId?: string; transactions?: number } = {},
): Block {
  return create(BlockSchema, {
    height: BigInt(height),
    hash: changes.hash ?? `hash-${height}`,
    chainId: changes.chainId ?? chainId,
    proposer: "validator",
    timestamp: timestampFromDate(new Date(Date.UTC(2026, 0, 1) + height * 1000)),
    transactions: Array.from({ length: changes.transactions ?? 1 }, (_, index) => ({
      hash: index === 0 ? `tx-${height}` : `tx-${height}-${index}`,
      transaction: {
        transaction: {
          case: "manageEntity" as const,
          value: {
            userId: 1n,
            entityType: "User",
            entityId: BigInt(height + index),
            action: "Follow",
            metadata: "",
            signer: "0x1",
          },
        },
      },
    })),
  });
}

export type Call = "getNodeInfo" | "getStatus" | "getBlock" | "getBlocks" | "streamBlocks";

/** A core node over real HTTP whose answers a test can spoil. */
export class FakeNode {
  head: number;
  chainId = chainId;
  oldest = 1;
  /** Calls that the node answers Unimplemented. */
  readonly lacks = new Set<Call>();
  /** Heights that it does not give. */
  readonly missing = new Set<number>();
  /** Blocks that it gives in place of the right ones. */
  readonly instead = new Map<number, Block>();
  /** Transactions in each block. */
  transactions = 1;
  /** Heights that it is still writing: so many answers lack their last transaction. */
  readonly writing = new Map<number, number>();
  /** Hash that the stream gives its blocks in place of the right one. */
  streamedHash: string | undefined;
  /** Errors to give to the next calls, in order, before right answers. */
  readonly failures: ConnectError[] = [];
  /** Cuts the stream after so many blocks. */
  cutAfter = Number.POSITIVE_INFINITY;
  /** Lets the stream say nothing. */
  silent = false;
  /** Most heights that one GetBlocks may ask for. */
  mostHeights = Number.POSITIVE_INFINITY;
  /** Whether it answers that GetBlocks makes no sense. */
  refusesBatches = false;
  /** The peers that it tells of. */
  peers: { endpoint: string; cometAddress: string; ethAddress: string; nodeType: string }[] = [];
  readonly calls: Call[] = [];
  url = "";
  #server: Server | Http2Server | undefined;
  #news = new Set<() => void>();

  constructor(head: number) {
    this.head = head;
  }

  async listen(http: "1.1" | "2" = "1.1", port = 0): Promise<this> {
    const handler = connectNodeAdapter({ routes: (router) => this.#routes(router) });
    const server = http === "2" ? createHttp2Server(handler) : createServer(handler);
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
    const address = server.address();
    if (address === null || typeof address === "string") {
      throw new Error("the fake node listens on no port");
    }
    this.url = `http://127.0.0.1:${address.port}`;
    this.#server = server;
    return this;
  }

  /** Makes new blocks up to a height and tells the open streams. */
  grow(head: number): void {
    this.head = head;
    for (const tell of this.#news) {
      tell();
    }
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (server !== undefined && "closeAllConnections" in server) {
      server.closeAllConnections();
    }
    server?.close();
  }

  count(call: Call): number {
    return this.calls.filter((made) => made === call).length;
  }

  #take(call: Call): void {
    this.calls.push(call);
    if (this.lacks.has(call)) {
      throw new ConnectError(`no ${call}`, Code.Unimplemented);
    }
    const failure = this.failures.shift();
    if (failure !== undefined) {
      throw failure;
    }
  }

  #block(height: number): Block | undefined {
    if (height > this.head || height < this.oldest || this.missing.has(height)) {
      return undefined;
    }
    return this.instead.get(height) ?? testBlock(height, { chainId: this.chainId, transactions: this.transactions });
  }

  /** A block as an answer gives it. */
  #answered(height: number): Block | undefined {
    const block = this.#block(height);
    const left = this.writing.get(height) ?? 0;
    if (block === undefined || left === 0) {
      return block;
    }
    this.writing.set(height, left - 1);
    return { ...block, transactions: block.transactions.slice(0, -1) };
  }

  #routes(router: ConnectRouter): void {
    const node = this;
    router.service(CoreService, {
      getNodeInfo() {
        node.#take("getNodeInfo");
        return { chainid: node.chainId, currentHeight: BigInt(node.head), synced: true };
      },
      getStatus() {
        node.#take("getStatus");
        return {
          live: true,
          ready: true,
          chainInfo: { chainId: node.chainId, currentHeight: BigInt(node.head) },
          pruningInfo: { earliestHeight: BigInt(node.oldest) },
          peers: { peers: node.peers },
        };
      },
      getBlock({ height }) {
        node.#take("getBlock");
        const block = node.#answered(Number(height));
        return { block: block ?? { chainId: node.chainId, height: -1n }, currentHeight: BigInt(node.head) };
      },
      getBlocks({ height: heights }) {
        node.#take("getBlocks");
        if (node.refusesBatches) {
          throw new ConnectError("what heights", Code.InvalidArgument);
        }
        if (heights.length > node.mostHeights) {
          throw new ConnectError("too many heights", Code.ResourceExhausted);
        }
        const blocks: Record<string, Block> = {};
        for (const height of heights) {
          const block = node.#answered(Number(height));
          if (block !== undefined) {
            blocks[`${height}`] = block;
          }
        }
        return { blocks, currentHeight: BigInt(node.head) };
      },
      async *streamBlocks(_request, context) {
        node.#take("streamBlocks");
        let sent = node.head;
        let count = 0;
        while (!context.signal.aborted) {
          for (; sent < node.head && !node.silent; count++) {
            if (count >= node.cutAfter) {
              throw new ConnectError("cut", Code.Unavailable);
            }
            sent += 1;
            const block = node.#block(sent);
            if (block !== undefined) {
              // As the real node does it: the stream leaves out each block's first transaction.
              const hash = node.streamedHash ?? block.hash;
              yield { block: { ...block, hash, transactions: block.transactions.slice(1) } };
            }
          }
          await new Promise<void>((resolve) => {
            const tell = () => {
              node.#news.delete(tell);
              resolve();
            };
            node.#news.add(tell);
            context.signal.addEventListener("abort", tell, { once: true });
          });
        }
      },
    });
  }
}

/** Waits until something holds, asking every few milliseconds; throws after two minutes: a machine may be busy with other things. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 120_000;
  while (!holds()) {
    if (Date.now() > end) {
      throw new Error(`waited in vain until ${what}`);
    }
    await delay(5);
  }
}
