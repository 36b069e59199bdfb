import type { EditionFrom } from "../../rules.ts";
import type { BlockReader } from "../reader/reader.ts";
import { type Busy, bottleneck, type Part } from "./bottleneck.ts";
import type { Progress } from "./progress.ts";

/** How long a block may take to apply, or not to come although there is one, before that counts as a stall, in milliseconds. */
const stallMilliseconds = 60_000;

/** A moment of a run, for the terminal, the log, /status and /metrics. */
export interface RunState {
  readonly source: string;
  /** Which edition judges transactions from which height of the source's chain; empty until the chain is known. */
  readonly rules: readonly EditionFrom[];
  /** Newest height that the tables hold; undefined before the first. */
  readonly height: number | undefined;
  /** Newest height that the source is known to have; undefined for a file under way, and until it is known what the tables hold. */
  readonly head: number | undefined;
  /** Height that the run ends at, where it does. */
  readonly end: number | undefined;
  /** How much of a file is read, from 0 to 1. */
  readonly fraction: number | undefined;
  readonly blocksPerSecond: number;
  readonly transactionsPerSecond: number;
  /** For which share of the last ten seconds each part was busy, from 0 to 1. */
  readonly busy: Busy;
  /** The part that held up the two others meanwhile. */
  readonly bottleneck: Part;
  /** For how many milliseconds each part was busy since the run began. */
  readonly busyMilliseconds: Busy;
  readonly blocks: number;
  readonly transactions: number;
  readonly rejected: number;
  /** Commits that were rolled back and tried again. */
  readonly retries: number;
  /** Blocks that are fetched, prepared and wait. */
  readonly buffered: number;
  /** The newest block's own time, milliseconds since 1970. */
  readonly blockTime: number | undefined;
  readonly elapsedMilliseconds: number;
  /** Kinds of transaction, most frequent first. */
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  /** Pairs that no handler claims, "entity type action", most frequent first: neither applied nor refused (E10). */
  readonly unrouted: readonly { readonly pair: string; readonly count: number }[];
  /** Why nothing is indexed at present, as a sentence; undefined while all goes well. */
  readonly stalled: string | undefined;
}

/**
 * Puts the state of a run together.
 *
 * @param run `stood`: the height that the tables held when it began; undefined while that is not known. How far behind they are
 * is not known either then, and the head is not told: it would be taken for the distance from an empty database.
 */
export function runState(
  progress: Progress,
  source: BlockReader,
  run: {
    readonly stood: { readonly height: number | undefined } | undefined;
    readonly end: number | undefined;
    readonly buffered: number;
    readonly rules: readonly EditionFrom[];
  },
): RunState {
  const height = progress.lastHeight ?? run.stood?.height;
  const head = run.stood === undefined ? undefined : source.head();
  const { rates } = progress;
  return {
    source: source.name,
    rules: run.rules,
    height,
    head,
    end: run.end,
    fraction: source.fractionRead(),
    blocksPerSecond: rates.blocks,
    transactionsPerSecond: rates.transactions,
    busy: rates.busy,
    bottleneck: bottleneck(rates.busy),
    busyMilliseconds: progress.busy,
    blocks: progress.blocks,
    transactions: progress.transactions,
    rejected: progress.rejected,
    retries: progress.retries,
    buffered: run.buffered,
    blockTime: progress.lastTime,
    elapsedMilliseconds: progress.elapsed,
    kinds: progress.kinds(),
    unrouted: progress.unrouted(),
    stalled: stall(progress, source, height, head),
  };
}

/** Blocks between the tables and the source's head; undefined where the head is not known. */
export function blocksBehind(state: RunState): number | undefined {
  return state.head === undefined ? undefined : Math.max(0, state.head - (state.height ?? 0));
}

function stall(
  progress: Progress,
  source: BlockReader,
  height: number | undefined,
  head: number | undefined,
): string | undefined {
  const { underWay, betweenCommits } = progress;
  if (betweenCommits !== undefined) {
    return betweenCommits;
  }
  if (underWay !== undefined && underWay.milliseconds > stallMilliseconds) {
    return `block ${underWay.height} has been applying for ${seconds(underWay.milliseconds)}: see pg_stat_activity for what the indexer's session waits for`;
  }
  const waiting = source.waiting();
  if (waiting !== undefined) {
    return waiting;
  }
  if (
    underWay === undefined &&
    head !== undefined &&
    (height ?? 0) < head &&
    progress.sinceCommit > stallMilliseconds
  ) {
    return `block ${(height ?? 0) + 1} has not come for ${seconds(progress.sinceCommit)}, though ${source.name} is at ${head}: check the node`;
  }
  return undefined;
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}
