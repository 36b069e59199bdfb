import { nodeSource } from "../../src/chain/node-source.ts";
import { maximumHeight } from "../../src/devnet/epochs.ts";
import { createLog } from "../../src/log.ts";
import { startNode } from "./node.ts";

/** How fast blocks come from a node on this machine that is millions of blocks ahead, when nothing is done with them. */
export interface Fetching {
  readonly blocks: number;
  readonly transactions: number;
  /** How far ahead the node is. */
  readonly ahead: number;
  /** Blocks a second that the devnet makes up while they are asked for, which takes it longer than a node needs to read them. */
  readonly madeUp: number;
  /** Blocks a second that it has made up before. */
  readonly ready: number;
  /** Processor time that a ready block takes this side, in microseconds. */
  readonly processorMicros: number;
}

/** As many small blocks as the devnet keeps. */
const fetchedBlocks = 8_000;

/** Fetches the first blocks of a devnet in a process of its own twice: as it makes them up, and once they are ready. */
export async function measureFetching(): Promise<Fetching> {
  const node = await startNode({ seed: "bench", blocks: maximumHeight, blocksPerSecond: 0 });
  try {
    const madeUp = await fetchAll(node.url);
    const ready = await fetchAll(node.url);
    return {
      blocks: fetchedBlocks,
      transactions: ready.transactions,
      ahead: maximumHeight,
      madeUp: madeUp.rate,
      ready: ready.rate,
      processorMicros: ready.processorMicros,
    };
  } finally {
    await node.stop();
  }
}

async function fetchAll(url: string): Promise<{ rate: number; processorMicros: number; transactions: number }> {
  const signal = new AbortController().signal;
  const source = nodeSource({ url, log: createLog({ level: "warn" }) });
  await source.open(signal);
  const began = performance.now();
  const processor = process.cpuUsage();
  let transactions = 0;
  for await (const { block } of source.range(1, fetchedBlocks, signal)) {
    transactions += block.transactions.length;
  }
  const { user, system } = process.cpuUsage(processor);
  return {
    rate: (fetchedBlocks * 1_000) / (performance.now() - began),
    processorMicros: (user + system) / fetchedBlocks,
    transactions,
  };
}
