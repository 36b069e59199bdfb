import { collectGarbage, type Garbage } from "../../garbage.ts";
import type { BlockReader } from "../reader/reader.ts";

/** After how long without a block the threads rest, in milliseconds: the one before it is done with, and the next not near. */
const restAfter = 100;

/** All garbage is looked for once in so many rests, before V8 comes to do so by itself, for 20 to 40 ms. */
const restsBetweenMajor = 64;

/**
 * Uses the time in which no block comes, at the head of the chain nearly all of it, to collect garbage: else V8 does so while a block is
 * under way, and where the threads, the node and the database share two processors each collection makes a block 2 to 20 ms slower.
 */
export class Resting {
  readonly #reader: Pick<BlockReader, "collectGarbage">;
  #rests = 0;

  /** @param reader rests too, where it is a thread of its own */
  constructor(reader: Pick<BlockReader, "collectGarbage">) {
    this.#reader = reader;
  }

  /** Rests where a block is long in coming. Returns what was waited for. */
  async meanwhile<Result>(wait: Promise<Result>): Promise<Result> {
    const timer = setTimeout(() => this.#rest(), restAfter);
    try {
      return await wait;
    } finally {
      clearTimeout(timer);
    }
  }

  #rest(): void {
    this.#rests += 1;
    const garbage: Garbage = this.#rests % restsBetweenMajor === 0 ? "major" : "minor";
    this.#reader.collectGarbage(garbage);
    collectGarbage(garbage);
  }
}
