import type { ReadingTime } from "../reader/reader.ts";
import type { AppliedBlock } from "../run/applied.ts";
import { type Busy, eachPart } from "./bottleneck.ts";
import { Stopwatch } from "./stopwatch.ts";

/** How far back rates look, in milliseconds. */
const windowMilliseconds = 10_000;

/** Anybody can put any word into a transaction, so only this many kinds are counted by name. */
const mostKinds = 200;
const otherKinds = "other";

const nothing: ReadingTime = { node: 0, edge: 0 };

interface Sample {
  readonly at: number;
  readonly blocks: number;
  readonly transactions: number;
  readonly busy: Busy;
}

/**
 * What has been done so far, and how fast: counts go on from one chain's run to the next, the height does not. Fed by the streamer,
 * read by the log, the terminal and the HTTP port.
 */
export class Progress {
  /** When the run began, by the process's clock in milliseconds. */
  readonly began: number;
  /** Goes while an answer of the database is awaited. */
  readonly database: Stopwatch;
  readonly #now: () => number;
  /** How long the reader of the run has worked, and what that was when the run began. */
  #reading: () => ReadingTime = () => nothing;
  #readingBefore = nothing;
  /** How long readers of runs before this one worked. */
  #readBefore = nothing;
  #blocks = 0;
  #transactions = 0;
  #rejected = 0;
  #retries = 0;
  #lastHeight: number | undefined;
  #lastTime: number | undefined;
  #lastAt: number;
  #applying: { readonly height: number; readonly since: number } | undefined;
  #between: { readonly doing: string; readonly since: number } | undefined;
  readonly #byKind = new Map<string, number>();
  readonly #unrouted = new Map<string, number>();
  #samples: Sample[] = [];

  /** @param now a clock in milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.began = now();
    this.database = new Stopwatch(now);
    this.#lastAt = this.began;
    this.#sample();
  }

  /**
   * Notes that a run begins, on the chain of before or on another.
   * @param reading tells how long its reader has worked
   */
  begin(reading: () => ReadingTime): void {
    this.#readBefore = this.#read;
    this.#reading = reading;
    this.#readingBefore = reading();
    this.#lastHeight = undefined;
    this.#lastTime = undefined;
    this.#applying = undefined;
    this.#lastAt = this.#now();
  }

  /** Notes that a commit with this block first has begun. */
  applying(height: number): void {
    this.#applying = { height, since: this.#now() };
  }

  /**
   * Does what is done between two commits, and may take long.
   * @param doing what it is, as a sentence goes on after "the indexer is": "rebuilding the aggregates"
   */
  async during<Result>(doing: string, work: () => Promise<Result>): Promise<Result> {
    this.#between = { doing, since: this.#now() };
    try {
      return await work();
    } finally {
      this.#between = undefined;
      this.#lastAt = this.#now();
    }
  }

  /** What is done at present between two commits, as a sentence. */
  get betweenCommits(): string | undefined {
    if (this.#between === undefined) {
      return undefined;
    }
    const seconds = Math.round((this.#now() - this.#between.since) / 1000);
    return `the indexer has been ${this.#between.doing} for ${seconds} s; no block is applied meanwhile`;
  }

  /** Counts a commit that was rolled back and is tried again. */
  retried(): void {
    this.#retries += 1;
  }

  /** Adds blocks that were committed. */
  committed(blocks: readonly AppliedBlock[]): void {
    for (const { block, result } of blocks) {
      this.#blocks += 1;
      this.#transactions += block.transactions.length;
      this.#rejected += result.rejected.length;
      for (const [pair, count] of Object.entries(result.unrouted ?? {})) {
        add(this.#unrouted, pair, count);
      }
      this.#lastHeight = block.height;
      this.#lastTime = block.time;
      for (const { kind } of block.transactions) {
        add(this.#byKind, kind, 1);
      }
    }
    this.#applying = undefined;
    this.#lastAt = this.#sample();
  }

  /** @returns the present moment */
  #sample(): number {
    const at = this.#now();
    this.#samples.push({ at, blocks: this.#blocks, transactions: this.#transactions, busy: this.busy });
    const kept = this.#samples.findIndex((sample) => at - sample.at <= windowMilliseconds);
    // The newest sample outside the window stays, as the point that rates are measured from.
    this.#samples = this.#samples.slice(Math.max(0, kept - 1));
    return at;
  }

  get blocks(): number {
    return this.#blocks;
  }

  get transactions(): number {
    return this.#transactions;
  }

  get rejected(): number {
    return this.#rejected;
  }

  /** How many commits were rolled back and tried again. */
  get retries(): number {
    return this.#retries;
  }

  /** Newest height of this run that was committed. */
  get lastHeight(): number | undefined {
    return this.#lastHeight;
  }

  /** That block's own time, milliseconds since 1970. */
  get lastTime(): number | undefined {
    return this.#lastTime;
  }

  /** Milliseconds since the last commit, or since the run began. */
  get sinceCommit(): number {
    return this.#now() - this.#lastAt;
  }

  /** Milliseconds since the run began. */
  get elapsed(): number {
    return this.#now() - this.began;
  }

  /** The block whose commit is under way, and for how many milliseconds. */
  get underWay(): { readonly height: number; readonly milliseconds: number } | undefined {
    return this.#applying === undefined
      ? undefined
      : { height: this.#applying.height, milliseconds: this.#now() - this.#applying.since };
  }

  /** For how many milliseconds each part was busy since the run began. */
  get busy(): Busy {
    return { ...this.#read, database: this.database.milliseconds };
  }

  get #read(): ReadingTime {
    const [now, before, earlier] = [this.#reading(), this.#readingBefore, this.#readBefore];
    return { node: earlier.node + now.node - before.node, edge: earlier.edge + now.edge - before.edge };
  }

  /** Blocks and transactions a second, and for which share of the time each part was busy, over the last ten seconds. */
  get rates(): { readonly blocks: number; readonly transactions: number; readonly busy: Busy } {
    const first = this.#samples[0];
    const seconds = first === undefined ? 0 : (this.#now() - first.at) / 1000;
    if (first === undefined || seconds <= 0) {
      return { blocks: 0, transactions: 0, busy: eachPart(() => 0) };
    }
    const { busy } = this;
    return {
      blocks: (this.#blocks - first.blocks) / seconds,
      transactions: (this.#transactions - first.transactions) / seconds,
      busy: eachPart((part) => Math.min(1, Math.max(0, busy[part] - first.busy[part]) / 1000 / seconds)),
    };
  }

  /** How many transactions there were of each kind, most first. */
  kinds(): readonly { readonly kind: string; readonly count: number }[] {
    return mostFirst(this.#byKind).map(([kind, count]) => ({ kind, count }));
  }

  /** How many ManageEntity transactions were of a pair that no handler claims, by "entity type action", most first. */
  unrouted(): readonly { readonly pair: string; readonly count: number }[] {
    return mostFirst(this.#unrouted).map(([pair, count]) => ({ pair, count }));
  }
}

/** Counts by name, as long as there are not too many names. */
function add(counts: Map<string, number>, name: string, count: number): void {
  const counted = counts.has(name) || counts.size < mostKinds ? name : otherKinds;
  counts.set(counted, (counts.get(counted) ?? 0) + count);
}

function mostFirst(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1));
}
