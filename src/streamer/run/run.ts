import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import type { Logger } from "pino";
import type { NextChain } from "../../chain/next-chain.ts";
import type { Backoff } from "../../chain/retry.ts";
import { foreseenFailure } from "../../database/foreseen-failure.ts";
import { passingFailure, wordsOfServer } from "../../database/passing-failure.ts";
import { triggerGeneration, triggerMismatch } from "../../database/trigger-generation.ts";
import { exitCode, Failure } from "../../exit.ts";
import { describeRules, type EditionFrom } from "../../rules.ts";
import { Progress } from "../monitoring/progress.ts";
import { blocksBehind, type RunState, runState } from "../monitoring/state.ts";
import { charactersOf, type PreparedBlock } from "../reader/prepared-block.ts";
import type { BlockReader, Reading } from "../reader/reader.ts";
import { keepRules, rulesInForce } from "../setup/rules-in-force.ts";
import type { Session } from "../setup/session.ts";
import { type AppliedBlock, ApplyError, type WritingSession } from "./applied.ts";
import {
  type ChainChange,
  judgeChainChange,
  judgeFirstBlock,
  recordChainChange,
  refuseGenesisRange,
} from "./chain-change.ts";
import { commitBlocks, type TakeReady } from "./commit.ts";
import { diagnose } from "./diagnose.ts";
import type { CommitLimits } from "./groups.ts";
import { hearingMeanwhile } from "./hearing.ts";
import { Intake } from "./intake.ts";
import { Prefetch } from "./prefetch.ts";
import type { Prelude } from "./prelude.ts";
import { Resting } from "./resting.ts";
import { type ResumePoint, resumePoint } from "./resume.ts";
import { retryAfter, usualRetries } from "./retry.ts";
import { UnhandledNotices } from "./unhandled-notices.ts";

export interface RunOptions {
  readonly session: WritingSession & Pick<Session, "lost">;
  /** Where the blocks come from, ready to be applied. */
  readonly reader: BlockReader;
  readonly limits: CommitLimits;
  /** Most blocks that are fetched and prepared ahead. */
  readonly bufferBlocks: number;
  /** The only chain to index, where the operator names it; the next chain beside. */
  readonly pinnedChainId?: string | undefined;
  /** The chain to go over to from the one in the tables, where the operator says so. */
  readonly nextChain?: NextChain | undefined;
  /** Which edition judges the source's chain from which height, where the operator says so. */
  readonly rules?: readonly EditionFrom[] | undefined;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  /** Ends the run between two blocks when it aborts. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** How often, and after which pauses, a commit is tried again that another session was in the way of; `usualRetries` when left out. */
  readonly retries?: Backoff;
  /** What runs before this one have counted, to go on from. */
  readonly progress?: Progress;
  /** Called between two commits each time the newest block of the source has been committed; the next waits for it. */
  readonly onHead?: () => Promise<void>;
  /** Called after each commit. */
  readonly onCommit?: (blocks: readonly AppliedBlock[]) => void;
}

/** Most text of prepared blocks that waits, in characters: what bounds memory when blocks are large. */
const bufferCharacters = 16 << 20;

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
  /** A change of chain that the next commit records. */
  #change: ChainChange | undefined;
  /** Whether the tables hold another chain before this one. */
  #isSuccessor = false;
  /** The block after which the next commit's blocks come; undefined where they begin a chain. */
  #parent: Prelude["parent"];
  readonly #notices: UnhandledNotices;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#notices = new UnhandledNotices(options.log);
    this.progress = options.progress ?? new Progress();
    this.progress.begin(() => options.reader.time());
  }

  /** The run at this moment. */
  state(): RunState {
    return runState(this.progress, this.#options.reader, {
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
    const { session, reader, signal } = this.#options;
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
        : (foreseenFailure(error, "indexing") ?? error);
    } finally {
      fetching.abort();
      await reader.close();
    }
  }

  async #index(fetching: AbortSignal): Promise<RunEnd> {
    const { session, reader, end, log, signal } = this.#options;
    const { chainId } = await reader.open(signal);
    const point = await this.#resume(chainId);
    const already = point.last?.height ?? (point.next === undefined ? undefined : point.next - 1);
    this.#stood = { height: already };
    if (end !== undefined && already !== undefined && already >= end) {
      log.info(`the tables stand at block ${already}; nothing to do up to ${end}`);
      return "end height";
    }
    await this.#agreeOnRules(point.chainId ?? chainId);
    const stop = AbortSignal.any([signal, session.lost, fetching]);
    const reading = { chainId: point.chainId ?? chainId, next: point.next, last: point.last, newest: already, end };
    const limits = { items: this.#options.bufferBlocks, weight: bufferCharacters };
    this.#buffer = new Prefetch(this.#read(reading, stop), limits, charactersOf);
    return await this.#apply(new Intake(this.#buffer), stop);
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
    const triggers = await triggerGeneration(session.client);
    const mismatch = triggerMismatch(triggers, this.#rules, this.#stood?.height);
    if (mismatch !== undefined) {
      log.warn({ generation: triggers.generation }, mismatch);
    }
  }

  async #resume(chainId: string | undefined): Promise<ResumePoint> {
    const { session, reader: source, start, end, log, pinnedChainId, nextChain } = this.#options;
    if (
      pinnedChainId !== undefined &&
      chainId !== undefined &&
      chainId !== pinnedChainId &&
      chainId !== nextChain?.chainId
    ) {
      throw new Failure(
        `${source.name} is of chain "${chainId}", but --chain-id (EM_CHAIN_ID) allows "${pinnedChainId}" alone: nothing of it was indexed. Point to a source of that chain, or change --chain-id if the chain was restarted.`,
        exitCode.configuration,
      );
    }
    const point = await resumePoint(session.client, { chainId, start });
    if (point.chainId === undefined && nextChain !== undefined) {
      throw new Failure(
        `--next-chain ${nextChain.chainId}@${nextChain.firstHeight} (EM_NEXT_CHAIN) says where to go over from the chain in the database, but it holds no block: nothing was indexed. Is it the right database? To begin with a chain at a height, give --start.`,
        exitCode.configuration,
      );
    }
    if (point.chainId !== undefined && chainId !== undefined && point.chainId !== chainId) {
      return await this.#goOver(point, chainId);
    }
    if (nextChain !== undefined && nextChain.chainId === point.chainId) {
      log.info(
        `--next-chain ${nextChain.chainId} has been done: the database is of that chain, and goes on where it stands`,
      );
    }
    this.#change = point.unrecorded;
    this.#isSuccessor = point.unrecorded !== undefined || point.from === "chain_rollovers";
    if (point.chainId !== undefined && point.last !== undefined) {
      this.#parent = { chainId: point.chainId, height: point.last.height };
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
   * Turns to another chain than the one that the tables are of, as the operator has decided.
   * @throws Failure where it was not decided, or cannot be
   */
  async #goOver(point: ResumePoint, chainId: string): Promise<ResumePoint> {
    const { session, reader: source, log, nextChain, end } = this.#options;
    const old = { chainId: point.chainId ?? "", lastHeight: point.last?.height };
    const change = await judgeChainChange(session.client, source, chainId, old, { nextChain, end });
    this.#change = change;
    this.#isSuccessor = true;
    const next = change.next.firstHeight;
    log.warn(
      { oldChain: old.chainId, newChain: chainId, lastHeight: old.lastHeight, firstHeight: next },
      `going over from chain "${old.chainId}" to "${chainId}" of ${source.name}, which begins with block ${next}`,
    );
    return { chainId, next, last: undefined, from: "--next-chain" };
  }

  async *#read(reading: Reading, signal: AbortSignal): AsyncGenerator<PreparedBlock, void, undefined> {
    for await (const block of this.#options.reader.blocks(reading, signal)) {
      if (this.#isSuccessor) {
        refuseGenesisRange(block);
      }
      this.#notices.ofKinds(block);
      yield block;
    }
  }

  async #apply(intake: Intake<PreparedBlock>, stop: AbortSignal): Promise<RunEnd> {
    const { session, reader, signal, end, onCommit } = this.#options;
    const resting = new Resting(reader);
    while (!stop.aborted) {
      const next = resting.meanwhile(unlessStopped(intake.take(), stop));
      const first = await hearingMeanwhile(session.client, reader, next);
      if (first === undefined) {
        break;
      }
      this.progress.applying(first.height);
      const blocks = await this.#commit(first, intake, stop);
      if (blocks === undefined) {
        break;
      }
      this.progress.committed(blocks);
      this.#notices.ofPairs(blocks);
      onCommit?.(blocks);
      if (blocksBehind(this.state()) === 0) {
        await this.#options.onHead?.();
      }
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

  /** What belongs before a commit that begins with a block. */
  #prelude(first: PreparedBlock): Prelude {
    const change = this.#change;
    const parent = this.#parent;
    if (change === undefined) {
      return { parent, write: undefined };
    }
    // Only now, with a block of the new chain in hand, and together with it: a node may err in what it says of itself.
    const write = async (client: pg.Client) => {
      if (parent === undefined) {
        await judgeFirstBlock(client, change, first);
      }
      await recordChainChange(client, change);
    };
    return { parent, write };
  }

  /**
   * Commits the first block, and as many more as are ready; tries again where something passing was in the way.
   * @returns undefined where the run was stopped between two tries
   * @throws ApplyError after which nothing of them is kept
   */
  async #commit(
    first: PreparedBlock,
    intake: Intake<PreparedBlock>,
    stop: AbortSignal,
  ): Promise<AppliedBlock[] | undefined> {
    const { session, limits, log, retries = usualRetries } = this.#options;
    const prelude = this.#prelude(first);
    const takeReady: TakeReady = (isWanted) => (stop.aborted ? undefined : intake.takeReady(isWanted));
    for (let tries = 1; ; tries += 1) {
      try {
        const blocks = await commitBlocks(session, first, takeReady, limits, prelude);
        intake.committed();
        this.#change = undefined;
        this.#parent = blocks.at(-1)?.block ?? this.#parent;
        return blocks;
      } catch (error) {
        const retry = error instanceof ApplyError ? retryAfter(error, tries, retries) : undefined;
        if (retry === undefined) {
          throw error;
        }
        this.progress.retried();
        log.warn({ try: tries, reason: retry.reason }, retry.sentence);
        intake.rewind();
        await delay(retry.milliseconds, undefined, { signal: stop }).catch(() => undefined);
        if (stop.aborted) {
          return undefined;
        }
      }
    }
  }

  async #failure(error: ApplyError): Promise<Failure> {
    const { session } = this.#options;
    // Where the server ended the session, its words came with the statement; what came after says only that it is gone.
    return session.lost.aborted
      ? connectionLost(wordsOfServer(error.cause, session.lost.reason), error.doing)
      : await diagnose(session, error);
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
  return error instanceof Error && error.name === "AbortError";
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
