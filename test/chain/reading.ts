import { type NodeSourceOptions, nodeSource } from "../../src/chain/node-source.ts";
import type { BlockSource } from "../../src/chain/source.ts";
import type { Block } from "../../src/generated/core/v1/types_pb.ts";
import { createLog } from "../../src/log.ts";

/** A node that is read in the background. */
export interface Reading {
  readonly source: BlockSource;
  /** What was handed over so far. */
  readonly blocks: Block[];
  readonly heights: number[];
  readonly log: string[];
  /** Done when the source ends; rejects with what it throws. */
  readonly done: Promise<void>;
  stop(): void;
}

/** Reads a node's blocks in the background, with pauses short enough for tests. */
export function readNode(
  url: string,
  from: number | undefined,
  options: Partial<NodeSourceOptions> & { readonly newest?: number } = {},
): Reading {
  const log: string[] = [];
  const source: BlockSource = nodeSource({
    url,
    log: createLog({ level: "info", forPeople: false, write: (line) => log.push(line) }),
    silenceMilliseconds: 100,
    pollMilliseconds: 20,
    backoff: { firstMilliseconds: 5, longestMilliseconds: 20, retries: Number.POSITIVE_INFINITY },
    ...options,
  });
  const stop = new AbortController();
  const blocks: Block[] = [];
  const heights: number[] = [];
  const done = (async () => {
    await source.open(stop.signal);
    for await (const { height, block } of source.blocks(from, stop.signal, options.newest)) {
      heights.push(height);
      blocks.push(block);
    }
  })();
  done.catch(() => undefined);
  return { source, blocks, heights, log, done, stop: () => stop.abort() };
}

/** The heights from one to another. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
