import type { Difference } from "./difference.ts";
import type { NodeBlock } from "./node-block.ts";

/** What a comparison came to. */
export interface Comparison {
  readonly chainId: string;
  /** The first and the last height that were compared; `to` is below `from` where there was none. */
  readonly from: number;
  readonly to: number;
  /** Transactions that the node has there. */
  readonly transactions: number;
  /** Heights that differ. */
  readonly differing: number;
  readonly missing: number;
  readonly missingManageEntities: number;
  readonly unexpected: number;
  /** The first height that differs; null where none does. */
  readonly first: { readonly height: number; readonly time: Date } | null;
}

/** How far a comparison is, and how fast. */
export interface Pace {
  readonly height: number;
  readonly to: number;
  readonly blocksPerSecond: number;
  readonly transactionsPerSecond: number;
  /** At the present speed; undefined before the first block. */
  readonly secondsLeft: number | undefined;
}

/** How far back rates look, in milliseconds: the first blocks of a chain are far smaller than those at its head. */
const windowMilliseconds = 10_000;

/** How often the clock is looked at, in milliseconds. */
const sampleEveryMilliseconds = 200;

interface Sample {
  readonly at: number;
  readonly height: number;
  readonly transactions: number;
}

/** Counts what was compared. */
export class Tally {
  readonly #chainId: string;
  readonly #from: number;
  readonly #to: number;
  readonly #now: () => number;
  #height: number;
  #transactions = 0;
  #differing = 0;
  #missing = 0;
  #missingManageEntities = 0;
  #unexpected = 0;
  #first: Comparison["first"] = null;
  #samples: Sample[];

  /**
   * @param from the first height that is compared
   * @param to the last one
   * @param now a clock in milliseconds
   */
  constructor(chainId: string, from: number, to: number, now: () => number = () => performance.now()) {
    this.#chainId = chainId;
    this.#from = from;
    this.#to = to;
    this.#now = now;
    this.#height = from - 1;
    this.#samples = [{ at: now(), height: this.#height, transactions: 0 }];
  }

  /** Adds a height that was compared. */
  add(block: NodeBlock, difference: Difference | undefined): void {
    this.#height = block.height;
    this.#transactions += block.transactions.size;
    if (difference !== undefined) {
      this.#differing += 1;
      this.#missing += difference.missing.length;
      this.#missingManageEntities += difference.missingManageEntities;
      this.#unexpected += difference.unexpected.length;
      this.#first ??= { height: block.height, time: new Date(block.time) };
    }
    const at = this.#now();
    if (at - (this.#samples.at(-1)?.at ?? 0) >= sampleEveryMilliseconds) {
      this.#samples.push({ at, height: this.#height, transactions: this.#transactions });
      const kept = this.#samples.findIndex((sample) => at - sample.at <= windowMilliseconds);
      // The newest sample outside the window stays, as the point that rates are measured from.
      this.#samples = this.#samples.slice(Math.max(0, kept - 1));
    }
  }

  /** The last height that was compared. */
  get height(): number {
    return this.#height;
  }

  get pace(): Pace {
    const [first] = this.#samples;
    const seconds = first === undefined ? 0 : (this.#now() - first.at) / 1000;
    const rate = (count: number) => (seconds > 0 ? count / seconds : 0);
    const blocksPerSecond = rate(this.#height - (first?.height ?? 0));
    return {
      height: this.#height,
      to: this.#to,
      blocksPerSecond,
      transactionsPerSecond: rate(this.#transactions - (first?.transactions ?? 0)),
      secondsLeft: blocksPerSecond > 0 ? (this.#to - this.#height) / blocksPerSecond : undefined,
    };
  }

  get result(): Comparison {
    return {
      chainId: this.#chainId,
      from: this.#from,
      to: this.#height,
      transactions: this.#transactions,
      differing: this.#differing,
      missing: this.#missing,
      missingManageEntities: this.#missingManageEntities,
      unexpected: this.#unexpected,
      first: this.#first,
    };
  }
}
