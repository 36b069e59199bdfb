import { blockBytes } from "../../chain/block-size.ts";
import { withBoundedNames } from "../../chain/bounded-names.ts";
import { Continuity } from "../../chain/continuity.ts";
import type { BlockSource, SourceBlock } from "../../chain/source.ts";
import { errorMessage } from "../../errors.ts";
import { exitCode, Failure } from "../../exit.ts";
import type { Block } from "../../generated/core/v1/types_pb.ts";
import { Stopwatch } from "../monitoring/stopwatch.ts";
import { type Edge, prepareBlock } from "./prepare.ts";
import type { PreparedBlock } from "./prepared-block.ts";
import type { BlockReader, Reading } from "./reader.ts";
import { timed } from "./timed.ts";

/** Up to so many transactions and bytes a block is written by one statement; the raw rows of a larger one go quicker by COPY. */
const mostTransactionsWhole = 100;
const mostBytesWhole = 1 << 20;

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
        yield prepared(block, edge, block.height === source.head() && isSmall(block.block));
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
    collectGarbage: () => undefined,
    time: () => ({ node: node.milliseconds, edge: performance.eventLoopUtilization().active }),
    close: () => source.close(),
  };
}

function isSmall(block: Block): boolean {
  return block.transactions.length <= mostTransactionsWhole && blockBytes(block) <= mostBytesWhole;
}

function prepared(block: SourceBlock, edge: Edge, whole: boolean): PreparedBlock {
  try {
    return prepareBlock(block, edge, whole);
  } catch (error) {
    throw new Failure(
      `${block.place}: block ${block.height} cannot be prepared: ${errorMessage(error)}`,
      exitCode.failed,
      { cause: error },
    );
  }
}
