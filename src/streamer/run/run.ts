import { Code, ConnectError } from "@connectrpc/connect";
import type pg from "pg";
import type { Logger } from "pino";
import { withBoundedNames } from "../../chain/bounded-names.ts";
import { Continuity } from "../../chain/continuity.ts";
import type { BlockSource, SourceBlock } from "../../chain/source.ts";
import { passingFailure, wordsOfServer } from "../../database/passing-failure.ts";
import type { BegunBlock } from "../../edge/block.ts";
import { exitCode, Failure } from "../../exit.ts";
import type { Block } from "../../generated/core/v1/types_pb.ts";
import { describeRules, type EditionFrom } from "../../rules.ts";
import { Progress } from "../monitoring/progress.ts";
import { type RunState, runState } from "../monitoring/state.ts";
import { isOwnDevnet } from "../setup/own-devnet.ts";
import { keepRules, rulesInForce } from "../setup/rules-in-force.ts";
import type { Session } from "../setup/session.ts";
import { type AppliedBlock, ApplyError, type CommitLimits, commitBlocks } from "./apply.ts";
import { diagnose } from "./diagnose.ts";
import { Prefetch } from "./prefetch.ts";
import { charactersOf, type PreparedBlock, prepareBlock } from "./prepare.ts";
import { newestHeight, noteRollover, type OldChain, type ResumePoint, resumePoint } from "./resume.ts";
import { Turns } from "./turns.ts";

export interface RunOptions {
  readonly session: Pick<Session, "client" | "lost">;
  readonly source: BlockSource;
  /** The edge: what em_apply needs of a block of the chain. */
  readonly edge: (block: Block) => BegunBlock;
  readonly limits: CommitLimits;
  /** Most blocks that are fetched and prepared ahead. */
  readonly bufferBlocks: number;
  /** The only chain to index, where the operator names it. */
  readonly pinnedChainId?: string | undefined;
  /** Which edition judges the source's chain from which height, where the operator says so. */
  readonly rules?: readonly EditionFrom[] | undefined;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  /** Ends the run between two blocks when it aborts. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** What runs before this one have counted, to go on from. */
  readonly progress?: Progress;
  /** Called after each commit. */
  readonly onCommit?: (blocks: readonly AppliedBlock[]) => void;
}

/** Most text of prepared blocks that waits, in characters: what bounds memory when blocks are large. */
const bufferCharacters = 64 << 20;

/**
 * A block with more transactions than this is prepared between two commits: its signatures take so long to recover that a transaction
 * that is open meanwhile would stand idle, with its locks, and perhaps for longer than the server allows.
 */
const preparedAnytime = 200;

/** Anybody can put any field into a transaction, so only this many unknown kinds are logged. */
const mostLoggedKinds = 20;

/** Why a run came to its end. */
export type RunEnd = "end height" | "end of source" | "interrupted";

/** One run of the indexer: from where the tables stand, block by block, until its source ends, its end height or an interrupt. */
export class Run {
  readonly progress: Progress;
  readonly #options: RunOptions;
  #buffer: Prefetch<PreparedBlock> | undefined;
  /** Where the tables stood when the run began; undefined until that was read. */
  #stood: { readonly height: number | undefined } | undefined;
  #rules: readonly EditionFrom[] = [];
  #leaving: OldChain | undefined;
  readonly #turns = new Turns();
  readonly #loggedKinds = new Set<string>();
  readonly #loggedPairs = new Set<string>();

  constructor(options: RunOptions) {
    this.#options = options;
    this.progress = options.progress ?? new Progress();
    this.progress.begin();
  }

  /** The run at this moment. */
  state(): RunState {
    return runState(this.progress, this.#options.source, {
      stood: this.#stood,
      end: this.#options.end,
      buffered: this.#buffer?.depth ?? 0,
      rules: this.#rules,
    });
  }

  /**
   * Indexes until the end. What was committed stays, and a new run goes on after it.
   * @throws Failure where it cannot go on: 75 for what passes, 1 for a block that does not apply or does not continue the ones
   * before it
   */
  async finish(): Promise<RunEnd> {
    const { session, source, signal } = this.#options;
    const fetching = new AbortController();
    try {
      return await this.#index(fetching.signal);
    } catch (error) {
      if (error instanceof ApplyError) {
        throw await this.#failure(error);
      }
      if (error instanceof Failure) {
        throw error;
      }
      if (signal.aborted && isAbort(error)) {
        return "interrupted";
      }
      throw session.lost.aborted
        ? connectionLost(wordsOfServer(error, session.lost.reason), "indexing")
        : (passingFailure(error, "indexing") ?? error);
    } finally {
      fetching.abort();
      await source.close();
    }
  }

  async #index(fetching: AbortSignal): Promise<RunEnd> {
    const { session, source, end, log, signal } = this.#options;
    const { chainId } = await source.open(signal);
    const point = await this.#resume(chainId);
    const already = point.last?.height ?? (point.next === undefined ? undefined : point.next - 1);
    this.#stood = { height: already };
    if (end !== undefined && already !== undefined && already >= end) {
      log.info(`the tables stand at block ${already}; nothing to do up to ${end}`);
      return "end height";
    }
    await this.#agreeOnRules(point.chainId ?? chainId);
    const stop = AbortSignal.any([signal, session.lost, fetching]);
    const continuity = new Continuity({ chainId: point.chainId ?? chainId, next: point.next, last: point.last });
    const limits = { items: this.#options.bufferBlocks, weight: bufferCharacters };
    this.#buffer = new Prefetch(this.#prepared(continuity, stop), limits, charactersOf);
    return await this.#apply(this.#buffer, stop);
  }

  /** Keeps the edition that the operator names, and says which is in force. */
  async #agreeOnRules(chainId: string | undefined): Promise<void> {
    const { session, rules, log } = this.#options;
    if (chainId === undefined) {
      return;
    }
    if (rules !== undefined) {
      await keepRules(session.client, chainId, rules);
    }
    this.#rules = await rulesInForce(session.client, chainId);
    log.info({ chain: chainId, rules: this.#rules }, `rules in force on ${chainId}: ${describeRules(this.#rules)}`);
  }

  async #resume(chainId: string | undefined): Promise<ResumePoint> {
    const { session, source, start, end, log, pinnedChainId } = this.#options;
    if (pinnedChainId !== undefined && chainId !== undefined && chainId !== pinnedChainId) {
      throw new Failure(
        `${source.name} is of chain "${chainId}", but --chain-id (EM_CHAIN_ID) allows "${pinnedChainId}" alone: nothing of it was indexed. Point to a source of that chain, or change --chain-id if the chain was restarted.`,
        exitCode.configuration,
      );
    }
    const point = await resumePoint(session.client, { chainId, start });
    const known = point.chainId;
    if (known !== undefined && chainId !== undefined && known !== chainId) {
      return await this.#goOver({ chainId: known, lastHeight: point.last?.height }, chainId);
    }
    log.info(
      { source: source.name, chain: chainId, next: point.next, from: point.from, end },
      point.last === undefined
        ? `indexing ${source.name} from ${point.next === undefined ? "its first block" : `block ${point.next}`}`
        : `going on after block ${point.last.height}`,
    );
    if (start !== undefined && point.next !== start) {
      log.warn(`--start ${start} is not used: ${point.from} says that block ${point.next} comes next`);
    }
    return point;
  }

  /**
   * Turns to another chain than the one that the tables are of.
   * @throws Failure where that cannot be its successor
   */
  async #goOver(old: OldChain, chainId: string): Promise<ResumePoint> {
    const { session, source, log } = this.#options;
    if (!source.endless) {
      throw new Failure(
        `${source.name} holds blocks of chain "${chainId}", the tables those of "${old.chainId}"; use another database for it`,
        exitCode.failed,
      );
    }
    if (await isOwnDevnet(session.client)) {
      throw new Failure(
        `the database was filled from the built-in devnet, which chain "${chainId}" of ${source.name} does not continue: nothing was indexed. Take an empty database (--database), or another folder for the embedded one (--data-directory), or delete the old folder.`,
        exitCode.configuration,
      );
    }
    const before = await newestHeight(session.client, chainId);
    if (before !== undefined) {
      throw new Failure(
        `${source.name} serves chain "${chainId}", but the database went over from it, at block ${before}, to "${old.chainId}": nothing was indexed. Point to a node of "${old.chainId}"; if that chain was the mistake, restore the database from before it.`,
        exitCode.failed,
      );
    }
    this.#leaving = old;
    log.warn(
      { oldChain: old.chainId, newChain: chainId, lastHeight: old.lastHeight },
      `${source.name} serves a new chain; going over to it from "${old.chainId}" to "${chainId}". If it does not continue the old one, stop now, restore the database if blocks of it are in, point to the right node and pin the chain with --chain-id ${old.chainId}`,
    );
    return { chainId, next: undefined, last: undefined, from: "chain_rollovers" };
  }

  async *#prepared(continuity: Continuity, signal: AbortSignal): AsyncGenerator<PreparedBlock, void, undefined> {
    const { source, edge, end } = this.#options;
    for await (const given of source.blocks(continuity.from, signal, this.#stood?.height)) {
      const block = { ...given, block: withBoundedNames(given.block) };
      if (end !== undefined && block.height > end) {
        return;
      }
      if (continuity.admit(block)) {
        const prepare = () => this.#prepare(block, edge);
        yield block.block.transactions.length > preparedAnytime ? await this.#turns.take(prepare) : prepare();
      }
      if (end !== undefined && block.height === end) {
        return;
      }
    }
  }

  #prepare(block: SourceBlock, edge: (block: Block) => BegunBlock): PreparedBlock {
    try {
      const prepared = prepareBlock(block, edge);
      this.#logUnknown(prepared);
      return prepared;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Failure(`${block.place}: block ${block.height} cannot be prepared: ${reason}`, exitCode.failed, {
        cause: error,
      });
    }
  }

  /** Warns of each kind of transaction that this version does not know, once: a chain may be full of them. */
  #logUnknown({ height, transactions }: PreparedBlock): void {
    for (const { hash, unknown } of transactions) {
      if (unknown !== undefined && !this.#loggedKinds.has(unknown) && this.#loggedKinds.size < mostLoggedKinds) {
        this.#loggedKinds.add(unknown);
        this.#options.log.warn(
          { block: height, hash, unknown },
          `transaction ${hash} of block ${height} is of a kind that this version does not know (${unknown}): it is kept in etl_transactions with an empty tx_type, and nothing else is done. Look for a newer version; more of this kind are counted, not logged`,
        );
      }
    }
  }

  /** Warns of each pair that no handler claims, once (E10). */
  #logUnrouted(blocks: readonly AppliedBlock[]): void {
    for (const { block, result } of blocks) {
      for (const pair of Object.keys(result.unrouted ?? {})) {
        if (!this.#loggedPairs.has(pair) && this.#loggedPairs.size < mostLoggedKinds) {
          this.#loggedPairs.add(pair);
          this.#options.log.warn(
            { block: block.height, pair },
            `block ${block.height}: no handler claims ${pair}: such transactions are neither applied nor refused; more of this pair are counted, not logged`,
          );
        }
      }
    }
  }

  async #apply(buffer: Prefetch<PreparedBlock>, stop: AbortSignal): Promise<RunEnd> {
    const { session, signal, end, limits, onCommit } = this.#options;
    while (!stop.aborted) {
      const first = await unlessStopped(buffer.take(), stop);
      if (first === undefined) {
        break;
      }
      const leaving = this.#leaving;
      // Only now, with a block of the new chain in hand, and together with it: a node may err in what it says of itself.
      const prelude = leaving && ((client: pg.Client) => noteRollover(client, leaving, first));
      this.progress.applying(first.height);
      const next = () => (stop.aborted ? undefined : buffer.takeReady());
      const blocks = await this.#turns.take(() => commitBlocks(session.client, first, next, limits, prelude));
      this.#leaving = undefined;
      this.progress.committed(blocks);
      this.#logUnrouted(blocks);
      onCommit?.(blocks);
    }
    const reached = this.progress.lastHeight ?? this.#stood?.height;
    if (end !== undefined && reached !== undefined && reached >= end) {
      return "end height";
    }
    if (session.lost.aborted) {
      throw connectionLost(session.lost.reason, `indexing after block ${reached ?? 0}`);
    }
    return signal.aborted ? "interrupted" : "end of source";
  }

  async #failure(error: ApplyError): Promise<Failure> {
    const { client, lost } = this.#options.session;
    // Where the server ended the session, its words came with the statement; what came after says only that it is gone.
    return lost.aborted
      ? connectionLost(wordsOfServer(error.cause, lost.reason), error.doing)
      : await diagnose(client, error);
  }
}

/** Waits for the next block, but not longer than until the stop: the head may be reached and the next block a second off. */
async function unlessStopped<Item>(next: Promise<Item | undefined>, stop: AbortSignal): Promise<Item | undefined> {
  let settle: () => void = () => undefined;
  const stopped = new Promise<undefined>((resolve) => {
    settle = () => resolve(undefined);
    stop.addEventListener("abort", settle, { once: true });
  });
  try {
    return await Promise.race([next, stopped]);
  } finally {
    stop.removeEventListener("abort", settle);
  }
}

/** Whether an error only says that what was under way has been given up. */
function isAbort(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === "AbortError" || (error instanceof ConnectError && error.code === Code.Canceled))
  );
}

function connectionLost(reason: unknown, doing: string): Failure {
  return (
    passingFailure(reason, doing) ??
    new Failure(
      `${doing} failed: the connection to the database was lost; start again when it answers. What was not committed left no trace.`,
      exitCode.tryAgain,
      { cause: reason },
    )
  );
}
