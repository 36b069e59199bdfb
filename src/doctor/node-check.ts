import type pg from "pg";
import type { Logger } from "pino";
import { nodeSource } from "../chain/node-source.ts";
import type { BlockSource } from "../chain/source.ts";
import type { RpcProtocol } from "../chain/transport.ts";
import type { ChainHeight } from "../database/health.ts";
import { exitCode, Failure } from "../exit.ts";
import { compareBlocks } from "./compare.ts";
import { type DifferingRange, rangeBefore } from "./ranges.ts";
import { hasBlock, type Span, spanOf } from "./span.ts";
import { type Comparison, type Pace, Tally } from "./tally.ts";

export interface NodeCheckOptions {
  readonly client: pg.Client;
  /** The chains of the database and their newest heights. */
  readonly chains: readonly ChainHeight[];
  readonly node: { readonly url: string; readonly protocol: RpcProtocol };
  /** The heights that were asked for; undefined for all that can be compared. */
  readonly asked: { readonly from: number | undefined; readonly to: number | undefined };
  /** Ends the comparison early. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Told of each range of heights that differs as soon as it is known. */
  readonly onRange: (range: DifferingRange) => void;
  /** Given a way to ask how far the comparison is, before it begins. */
  readonly onBegin: (pace: () => Pace) => void;
}

/** How the comparison with a node ended. */
export interface NodeCheck extends Comparison {
  /** Whether no height differs. */
  readonly whole: boolean;
  /** The node's newest height when the comparison began. */
  readonly head: number;
  /** Heights that were left out: the node has not come to them, or the comparison was interrupted. */
  readonly left: { readonly from: number; readonly to: number } | null;
  /** The heights before the first of etl_blocks, which somebody indexed without raw rows. */
  readonly withoutRawRows: { readonly from: number; readonly to: number } | null;
}

/** A node that restarts is waited for, one that stays away is not. */
const backoff = { firstMilliseconds: 500, longestMilliseconds: 15_000, retries: 8 };

/** To ask whether the node has a block that it may well not have. */
const shortBackoff = { firstMilliseconds: 200, longestMilliseconds: 1_000, retries: 2 };

/**
 * Compares a database with the blocks that a node gives by GetBlock and GetBlocks. Changes nothing, and reads no faster than the node
 * answers; indexing may go on meanwhile.
 * @returns how it ended; `onRange` gets the ranges that differ
 * @throws Failure with 75 when the node or the database fails, with 78 when the node is of a chain that the database does not hold,
 *   with 64 when the heights asked for begin above the newest one
 */
export async function checkAgainstNode(options: NodeCheckOptions): Promise<NodeCheck> {
  const { client, chains, node, asked, signal, log } = options;
  const source = nodeSource({ ...node, log, backoff });
  const { chainId = "" } = await source.open(signal);
  const newest = newestOf(chains, chainId, source);
  const span = await spanOf(client, chainId, newest, asked);
  if (asked.from !== undefined && asked.from > span.to) {
    throw new Failure(
      `--from ${asked.from} is above block ${span.to}, the newest of ${chainId} in the database: there is nothing to compare.`,
      exitCode.usage,
    );
  }
  const head = source.head() ?? 0;
  const to = Math.min(span.to, head);
  let whole = true;
  const found = (range: DifferingRange) => {
    whole = false;
    options.onRange(range);
  };
  if (asked.from === undefined && (await lacksBeginning(options, span))) {
    found(rangeBefore(span.first));
  }
  const tally = new Tally(chainId, span.from, to);
  options.onBegin(() => tally.pace);
  const ids = chains.map((chain) => chain.chainId);
  for await (const range of compareBlocks(client, chainId, ids, source.range(span.from, to, signal), tally)) {
    found(range);
  }
  await source.close();
  return {
    ...tally.result,
    whole,
    head,
    left: tally.height < span.to ? { from: tally.height + 1, to: span.to } : null,
    withoutRawRows: asked.from === undefined && span.first < span.from ? { from: span.first, to: span.from - 1 } : null,
  };
}

function newestOf(chains: readonly ChainHeight[], chainId: string, source: BlockSource): number {
  const newest = chains.find((chain) => chain.chainId === chainId)?.height;
  if (newest === undefined) {
    const held = chains.map((chain) => `"${chain.chainId}"`).join(", ");
    throw new Failure(
      `${source.name} serves chain "${chainId}", but the database holds ${held || "no block of any"}. Point to a node of that chain, or to the database of this one.`,
      exitCode.configuration,
    );
  }
  return newest;
}

/** Whether the node has blocks before the first one that the tables hold, as after a needless --start. */
function lacksBeginning(
  { node, log, signal }: NodeCheckOptions,
  { first, isSuccessor }: Span,
): Promise<boolean> | false {
  return first > 1 && !isSuccessor && hasBlock(nodeSource({ ...node, log, backoff: shortBackoff }), first - 1, signal);
}
