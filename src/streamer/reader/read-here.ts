import { withBoundedNames } from "../../chain/bounded-names.ts";
import { Continuity } from "../../chain/continuity.ts";
import type { BlockSource, SourceBlock } from "../../chain/source.ts";
import type { BegunBlock } from "../../edge/block.ts";
import { errorMessage } from "../../errors.ts";
import { exitCode, Failure } from "../../exit.ts";
import type { Block } from "../../generated/core/v1/types_pb.ts";
import { Stopwatch } from "../monitoring/stopwatch.ts";
import { prepareBlock } from "./prepare.ts";
import type { PreparedBlock } from "./prepared-block.ts";
import type { BlockReader, Reading } from "./reader.ts";
import { timed } from "./timed.ts";

/** The edge: what em_apply needs of a block of the chain, all of it too where it may well be applied by itself. */
export type Edge = (block: Block, withWhole: boolean) => BegunBlock;

/** A block with more transactions than this is not applied by itself: their raw rows go quicker by COPY. */
const mostTransactionsAlone = 100;

/** Makes a reader of a source, which does all its work in the thread that calls it. */
export function readHere(source: BlockSource, edge: Edge): BlockReader {
  const node = new Stopwatch(() => performance.now());

  async function* blocks(
    { chainId, next, last, newest, end }: Reading,
    signal: AbortSignal,
  ): AsyncGenerator<PreparedBlock, void, undefined> {
    const continuity = new Continuity({ chainId, next, last });
    for await (const given of timed(source.blocks(continuity.from, signal, newest), node)) {
      const block = { ...given, block: withBoundedNames(given.block) };
      if (end !== undefined && block.height > end) {
        return;
      }
      if (continuity.admit(block)) {
        const mayBeAlone = block.height === source.head() && block.block.transactions.length <= mostTransactionsAlone;
        yield prepared(block, (block) => edge(block, mayBeAlone));
      }
      if (end !== undefined && block.height === end) {
        return;
      }
    }
  }

  return {
    name: source.name,
    endless: source.endless,
    head: () => source.head(),
    fractionRead: () => source.fractionRead(),
    waiting: () => source.waiting(),
    async open(signal) {
      try {
        return await source.open(signal);
      } finally {
        // Each source says in its own way that it was broken off.
        signal.throwIfAborted();
      }
    },
    blocks,
    onAnnouncement: undefined,
    time: () => ({ node: node.milliseconds, edge: performance.eventLoopUtilization().active }),
    close: () => source.close(),
  };
}

function prepared(block: SourceBlock, edge: (block: Block) => BegunBlock): PreparedBlock {
  try {
    return prepareBlock(block, edge);
  } catch (error) {
    throw new Failure(
      `${block.place}: block ${block.height} cannot be prepared: ${errorMessage(error)}`,
      exitCode.failed,
      { cause: error },
    );
  }
}
