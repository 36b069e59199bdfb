import { createContextValues } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { CoreService } from "../generated/core/v1/service_pb.ts";
import { Chain } from "./chain.ts";
import { maximumHeight } from "./epochs.ts";
import type { FaultPlan } from "./faults.ts";
import type { GenesisRange } from "./genesis/range.ts";
import { type Habits, usualHabits } from "./habits.ts";
import { Head, keepPace } from "./head.ts";
import { listen } from "./listen.ts";
import { coreService, requestKey, type Served } from "./service.ts";
import type { TrafficChoice } from "./traffic/menu.ts";
import type { Mix } from "./traffic/mix.ts";

export interface DevnetOptions {
  /** Decides the whole chain. */
  readonly seed: string | number;
  /** How many blocks there are when it starts, beside those of a genesis range. */
  readonly blocks: number;
  /** Default: any free port. */
  readonly port?: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** How fast new blocks come. Default: 1; 0: only by advance(). */
  readonly blocksPerSecond?: number;
  /** Height behind which no block comes by itself. Default: none. */
  readonly lastHeight?: number;
  /** Default: "devnet". */
  readonly chainId?: string;
  /** Default: "all". */
  readonly traffic?: TrafficChoice;
  /** How the blocks are filled. Default: "network". */
  readonly mix?: Mix;
  /** A range with which the chain begins, made of the same seed and chain id. Default: no such range. */
  readonly genesis?: GenesisRange | undefined;
  /** How large each block is at least, in bytes. Default: 0, as large as its traffic. */
  readonly blockBytes?: number;
  /** How many transactions each block holds, where the network itself does not put more into it. Default: as many as the mix has it. */
  readonly transactionsPerBlock?: number | undefined;
  /** How to misbehave. Default: not at all. */
  readonly faults?: FaultPlan;
  /** What it has the habit of beside the usual, as a real node. Default: the usual alone, a stream without first transactions. */
  readonly habits?: Partial<Habits>;
  /** Becomes a new chain by itself: no block comes behind this height, and a second after it was first served the new chain begins. */
  readonly rollover?: { readonly afterHeight: number; readonly chainId: string; readonly blocks: number };
}

/** A devnet that serves. */
export interface Devnet {
  /** Where it answers: Connect and gRPC-Web by HTTP/1.1, gRPC by HTTP/2 without TLS. */
  readonly url: string;
  /** The chain id that it has now. */
  readonly chainId: string;
  /** The chain that it serves now. */
  readonly chain: Chain;
  /** Height of the newest block. */
  head(): number;
  /** Makes so many new blocks at once. */
  advance(blocks: number): void;
  /** Replaces the fault plan; undefined: behave. */
  setFaults(faults: FaultPlan | undefined): void;
  /** Changes habits; those that are not named stay. */
  setHabits(habits: Partial<Habits>): void;
  /** Closes all connections, as a restarting node does. */
  cutConnections(): void;
  /** Starts a new chain with its own id and heights from 1, of so many blocks, and cuts all connections. The old one is gone. */
  rollover(chainId: string, blocks: number): void;
  /** Stops serving. */
  stop(): Promise<void>;
}

/** How long after its last block was served a chain gives way to the next. */
const rolloverDelayMilliseconds = 1000;

/**
 * Starts a devnet: a node over real HTTP whose chain follows from a seed.
 * @throws RangeError for a height outside 0 to 20,480,000, and the system's error when the port is taken
 */
export async function startDevnet(options: DevnetOptions): Promise<Devnet> {
  const { blocks, port = 0, host = "127.0.0.1", blocksPerSecond = 1, chainId = "devnet" } = options;
  const { traffic = "all", mix = "network", blockBytes = 0, transactionsPerBlock, genesis } = options;
  checkHeight(blocks);
  const content = { seed: String(options.seed), traffic, mix, blockBytes, transactionsPerBlock, genesis };
  const chain = new Chain({ ...content, chainId });
  let planned = options.rollover;
  let timer: NodeJS.Timeout | undefined;

  const served: Served = {
    chain,
    head: new Head(chain.genesisHeight + blocks),
    faults: options.faults,
    habits: { ...usualHabits, ...options.habits },
    onServed(height) {
      if (planned === undefined || height < planned.afterHeight) {
        return;
      }
      const { chainId: nextId, blocks: nextBlocks } = planned;
      planned = undefined;
      timer = setTimeout(() => rollover(nextId, nextBlocks), rolloverDelayMilliseconds);
    },
  };
  const limit = () => planned?.afterHeight ?? options.lastHeight ?? maximumHeight;

  const server = await listen(
    connectNodeAdapter({
      routes: (router) => router.service(CoreService, coreService(served)),
      contextValues: (request) => createContextValues().set(requestKey, request),
    }),
    host,
    port,
  );
  let stopPace = keepPace(served.head, blocksPerSecond, limit);

  function rollover(nextId: string, nextBlocks: number): void {
    checkHeight(nextBlocks);
    stopPace();
    const { generation } = served.chain.content;
    served.chain = new Chain({ ...content, chainId: nextId, generation: generation + 1 });
    served.head = new Head(nextBlocks);
    stopPace = keepPace(served.head, blocksPerSecond, limit);
    server.cutConnections();
  }

  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${server.port}`,
    get chainId() {
      return served.chain.content.chainId;
    },
    get chain() {
      return served.chain;
    },
    head: () => served.head.height,
    advance(count) {
      checkHeight(served.head.height + count);
      served.head.moveTo(served.head.height + count);
    },
    setFaults(faults) {
      served.faults = faults;
    },
    setHabits(habits) {
      served.habits = { ...served.habits, ...habits };
    },
    cutConnections: server.cutConnections,
    rollover,
    async stop() {
      clearTimeout(timer);
      stopPace();
      await server.close();
    },
  };
}

function checkHeight(height: number): void {
  if (!Number.isSafeInteger(height) || height < 0 || height > maximumHeight) {
    throw new RangeError(`a devnet has 0 to ${maximumHeight} blocks, not ${height}`);
  }
}
