import type pg from "pg";
import type { SourceBlock } from "../chain/source.ts";
import { foreseenFailure } from "../database/foreseen-failure.ts";
import { exitCode, Failure } from "../exit.ts";
import { absentHashes, type Difference, differenceOf } from "./difference.ts";
import { type NodeBlock, nodeBlock } from "./node-block.ts";
import { continues, type DifferingRange, withDifference } from "./ranges.ts";
import { findTransactions, readStoredBlocks } from "./stored-blocks.ts";
import type { Tally } from "./tally.ts";

/** So many blocks, or as few as hold so many transactions, are read from the tables at once. */
const mostBlocks = 50;
const mostTransactions = 10_000;

/**
 * Compares the tables with the blocks of a node, height by height: which blocks there are, their hashes, and the hashes of their
 * transactions. Changes nothing. Holds a few blocks at a time, however many there are.
 * @param chainId the chain that is compared
 * @param chains the ids of all chains of the database, this one among them
 * @param blocks the node's blocks, in order
 * @param tally counts each block
 * @returns the heights that differ as ranges, in order
 * @throws Failure when the node or the database fails, after the range that it was in
 */
export async function* compareBlocks(
  client: pg.Client,
  chainId: string,
  chains: readonly string[],
  blocks: AsyncIterable<SourceBlock>,
  tally: Tally,
): AsyncGenerator<DifferingRange, void, undefined> {
  let range: DifferingRange | undefined;
  try {
    for await (const batch of inBatches(ofChain(blocks, chainId))) {
      for (const { block, difference } of await compareBatch(client, chainId, chains, batch)) {
        tally.add(block, difference);
        if (difference === undefined) {
          continue;
        }
        if (range !== undefined && !continues(range, difference)) {
          yield range;
          range = undefined;
        }
        range = withDifference(range, difference);
      }
    }
  } catch (error) {
    // What was found before the node failed is reported all the same.
    if (range !== undefined) {
      yield range;
    }
    throw error;
  }
  if (range !== undefined) {
    yield range;
  }
}

async function compareBatch(
  client: pg.Client,
  chainId: string,
  chains: readonly string[],
  batch: readonly NodeBlock[],
): Promise<{ readonly block: NodeBlock; readonly difference: Difference | undefined }[]> {
  const from = batch[0]?.height ?? 0;
  const to = batch.at(-1)?.height ?? 0;
  try {
    const storedAt = await readStoredBlocks(client, chainId, chains, from, to);
    const absent = batch.flatMap((block) => absentHashes(block, storedAt(block.height)));
    const elsewhere = await findTransactions(client, absent);
    return batch.map((block) => ({ block, difference: differenceOf(block, storedAt(block.height), elsewhere) }));
  } catch (error) {
    throw foreseenFailure(error, `reading blocks ${from} to ${to} from the database`) ?? error;
  }
}

/**
 * Takes from each block what is compared.
 * @throws Failure where the node has gone over to another chain meanwhile
 */
async function* ofChain(blocks: AsyncIterable<SourceBlock>, chainId: string): AsyncGenerator<NodeBlock> {
  for await (const source of blocks) {
    if (source.block.chainId !== chainId) {
      throw new Failure(
        `${source.place}: block ${source.height} is of chain "${source.block.chainId}", the ones before it of "${chainId}": the node has gone over to a new chain. Run this again.`,
        exitCode.tryAgain,
      );
    }
    yield nodeBlock(source);
  }
}

async function* inBatches(blocks: AsyncIterable<NodeBlock>): AsyncGenerator<readonly NodeBlock[]> {
  let batch: NodeBlock[] = [];
  let transactions = 0;
  try {
    for await (const block of blocks) {
      batch.push(block);
      transactions += block.transactions.size;
      if (batch.length >= mostBlocks || transactions >= mostTransactions) {
        yield batch;
        batch = [];
        transactions = 0;
      }
    }
  } catch (error) {
    // What came before the node failed is compared all the same.
    if (batch.length > 0) {
      yield batch;
    }
    throw error;
  }
  if (batch.length > 0) {
    yield batch;
  }
}
