import type { IncomingMessage } from "node:http";
import type { Http2ServerRequest } from "node:http2";
import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError, createContextKey, type HandlerContext, type ServiceImpl } from "@connectrpc/connect";
import type { CoreService } from "../generated/core/v1/service_pb.ts";
import { blockAnswer, blocksAnswer, type Codec, missingBlockAnswer, streamedBlock, withFault } from "./answers.ts";
import type { Chain } from "./chain.ts";
import { combined, type Fault, type FaultPlan, type RpcName } from "./faults.ts";
import { type Habits, planOf, shaped } from "./habits.ts";
import type { Head } from "./head.ts";
import { validatorOf } from "./validators.ts";

/** The HTTP request of a call, so that a fault can close its connection. */
export const requestKey = createContextKey<IncomingMessage | Http2ServerRequest | undefined>(undefined);

/** A node's batch limit: more heights in one GetBlocks are refused. */
export const mostBlocksAtOnce = 500;

/** What the service serves; the devnet changes it while it runs. */
export interface Served {
  chain: Chain;
  head: Head;
  faults: FaultPlan | undefined;
  habits: Habits;
  /** Called with each height that goes out. */
  readonly onServed: (height: number) => void;
}

/** Answers core.v1.CoreService from a generated chain, and misbehaves where the fault plan says so. */
export function coreService(served: Served): Required<ServiceImpl<typeof CoreService>> {
  const calls = new Map<RpcName, number>();
  let fetches = 0;

  function counted(rpc: RpcName): number {
    const call = (calls.get(rpc) ?? 0) + 1;
    calls.set(rpc, call);
    return call;
  }

  /**
   * Asks the plan, and carries out what needs no answer of its own.
   * @returns the fault that the answer must still show
   */
  async function meetFault(
    rpc: RpcName,
    call: number,
    heights: readonly number[],
    context: HandlerContext,
    sent = 0,
  ): Promise<Fault | undefined> {
    const plan = combined(planOf(served.habits), ...(served.faults === undefined ? [] : [served.faults]));
    const fault = plan({ rpc, call, heights, sent, head: served.head.height });
    switch (fault?.kind) {
      case "error":
        throw new ConnectError(fault.message ?? `the devnet was told to fail here (${rpc}, call ${call})`, fault.code);
      case "delay":
        await sleep(fault.milliseconds, undefined, { signal: context.signal });
        return undefined;
      case "silence":
        await aborted(context.signal);
        // The deadline that the client sent, or its leaving.
        throw ConnectError.from(context.signal.reason, Code.Canceled);
      case "cut":
        await cutConnection(context);
        throw new ConnectError("the devnet was told to cut the connection", Code.Aborted);
      default:
        return fault;
    }
  }

  const has = (height: number, head: number) => height >= 1 && height <= head && height !== served.habits.hole;
  /** A block as it stands in an answer. */
  const answered = (height: number, fault: Fault | undefined) => {
    fetches += 1;
    return withFault(served.chain.encoded(height), fault, (bytes) =>
      shaped(bytes, served.habits, { on: "answer", fetch: fetches }),
    );
  };
  const streamed = (height: number, fault: Fault | undefined) =>
    withFault(served.chain.encoded(height), fault, (bytes) => shaped(bytes, served.habits, { on: "stream" }));
  const headUnder = (fault: Fault | undefined) =>
    fault?.kind === "headBack" ? Math.max(0, served.head.height - fault.by) : served.head.height;
  const chainIdUnder = (fault: Fault | undefined) =>
    fault?.kind === "chainId" ? fault.chainId : served.chain.content.chainId;

  return {
    async getNodeInfo(_request, context) {
      const fault = await meetFault("getNodeInfo", counted("getNodeInfo"), [], context);
      const validator = validatorOf(served.chain.content.seed, "0");
      return {
        chainid: chainIdUnder(fault),
        synced: true,
        cometAddress: validator.cometAddress,
        ethAddress: validator.address,
        currentHeight: BigInt(headUnder(fault)),
      };
    },

    async getStatus(_request, context) {
      const fault = await meetFault("getStatus", counted("getStatus"), [], context);
      const height = headUnder(fault);
      const { endpoint, cometAddress, address } = validatorOf(served.chain.content.seed, "0");
      // To know the hash, the blocks before are built, which takes seconds each where they are filled up.
      const isCheap = height > 0 && served.chain.content.blockBytes === 0;
      const currentBlockHash = isCheap ? served.chain.encoded(height).hash : "";
      return {
        live: true,
        ready: true,
        nodeInfo: { endpoint, cometAddress, ethAddress: address, nodeType: "validator" },
        chainInfo: { chainId: chainIdUnder(fault), currentHeight: BigInt(height), currentBlockHash },
        syncInfo: { synced: true },
        pruningInfo: {
          enabled: served.habits.prunedReport !== undefined,
          retainBlocks: 0n,
          earliestHeight: BigInt(served.habits.prunedReport ?? 1),
        },
      };
    },

    async getBlock(request, context) {
      const asked = Number(request.height);
      const fault = await meetFault("getBlock", counted("getBlock"), [asked], context);
      const head = headUnder(fault);
      const height = fault?.kind === "duplicate" ? asked - 1 : asked;
      if (!has(height, head) || fault?.kind === "gap") {
        return missingBlockAnswer(chainIdUnder(fault), head);
      }
      const answer = blockAnswer(codecOf(context), answered(height, fault), head);
      served.onServed(height);
      return answer;
    },

    async getBlocks(request, context) {
      const asked = request.height.map(Number);
      if (asked.length > mostBlocksAtOnce) {
        throw new ConnectError(
          `${asked.length} heights asked for, at most ${mostBlocksAtOnce} at once`,
          Code.InvalidArgument,
        );
      }
      const fault = await meetFault("getBlocks", counted("getBlocks"), asked, context);
      const head = headUnder(fault);
      const blocks = new Map<number, Uint8Array<ArrayBuffer>>();
      for (const [index, height] of asked.entries()) {
        if (!has(height, head) || (fault?.kind === "gap" && index === 0)) {
          continue;
        }
        // A duplicate answers the first height with the block before it.
        const given = fault?.kind === "duplicate" && index === 0 && height > 1 ? height - 1 : height;
        blocks.set(height, answered(given, fault));
        served.onServed(height);
      }
      return blocksAnswer(codecOf(context), blocks, head);
    },

    async *streamBlocks(_request, context) {
      const call = counted("streamBlocks");
      const codec = codecOf(context);
      // A node streams what is made from now on; what was before is for GetBlocks.
      let next = served.head.height + 1;
      const opening = await meetFault("streamBlocks", call, [], context);
      if (opening?.kind === "headBack") {
        next = Math.max(1, next - opening.by);
      }
      for (let sent = 0; ; next += 1) {
        await served.head.reached(next, context.signal);
        if (context.signal.aborted) {
          return;
        }
        const fault = await meetFault("streamBlocks", call, [next], context, sent);
        if (fault?.kind === "gap") {
          continue;
        }
        const block = streamed(next, fault);
        yield streamedBlock(codec, block);
        if (fault?.kind === "duplicate") {
          yield streamedBlock(codec, block);
        }
        sent += 1;
        served.onServed(next);
      }
    },
  };
}

function codecOf(context: HandlerContext): Codec {
  return { isJson: context.requestHeader.get("content-type")?.includes("json") ?? false };
}

/** Closes the connection under a call, so that the client sees it break rather than end; done once it is closed. */
async function cutConnection(context: HandlerContext): Promise<void> {
  const request = context.values.get(requestKey);
  if (request === undefined) {
    return;
  }
  if ("stream" in request) {
    // A session that is destroyed while Node hands it a frame corrupts the process's memory (seen with Node 20.20).
    const { session } = request.stream;
    await new Promise<void>((resolve) => setImmediate(resolve));
    session?.destroy();
  } else {
    request.socket.destroy();
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) {
    return;
  }
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}
