import { setTimeout as delay } from "node:timers/promises";

/** What a node's stream says of a new block. The block itself comes by GetBlocks: the stream leaves transactions out. */
export interface Announcement {
  readonly height: number;
  readonly hash: string;
  readonly chainId: string;
  /** Hashes of the transactions that the stream had, in its order. */
  readonly transactions: readonly string[];
}

/** How many transactions' hashes wait at most; each takes about a hundred bytes. */
const mostHashes = 100_000;

/**
 * What a stream has said and nobody has taken yet. It is read all the time, also while its blocks are fetched and applied: a
 * node drops the blocks that a slow reader has not taken.
 */
export class Announcements {
  #waiting: Announcement[] = [];
  #hashes = 0;
  #end: { readonly thrown: unknown } | "closed" | undefined;
  #wake: (() => void) | undefined;

  /** @param stream read from now on; it must end by itself, for example by a signal */
  constructor(stream: AsyncIterable<Announcement>) {
    void this.#read(stream);
  }

  /**
   * Waits until the stream has said something, but no longer than a number of milliseconds.
   * @returns what it said since the last time, oldest first; an empty list after a silence; undefined once it has ended and all
   * was taken
   * @throws the stream's error in the place of its end
   */
  async take(milliseconds: number): Promise<readonly Announcement[] | undefined> {
    if (this.#waiting.length === 0 && this.#end === undefined) {
      const limit = new AbortController();
      const said = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      await Promise.race([said, delay(milliseconds, undefined, { signal: limit.signal }).catch(() => undefined)]);
      limit.abort();
      this.#wake = undefined;
    }
    if (this.#waiting.length === 0 && this.#end !== undefined) {
      if (this.#end === "closed") {
        return undefined;
      }
      throw this.#end.thrown;
    }
    const taken = this.#waiting;
    this.#waiting = [];
    this.#hashes = 0;
    return taken;
  }

  async #read(stream: AsyncIterable<Announcement>): Promise<void> {
    try {
      for await (const announcement of stream) {
        this.#add(announcement);
      }
      this.#end = "closed";
    } catch (thrown) {
      this.#end = { thrown };
    }
    this.#wake?.();
  }

  #add(announcement: Announcement): void {
    this.#waiting.push(announcement);
    this.#hashes += 1 + announcement.transactions.length;
    // The newest alone says how far to fetch; older ones only help to check what comes.
    while (this.#hashes > mostHashes && this.#waiting.length > 1) {
      this.#hashes -= 1 + (this.#waiting.shift()?.transactions.length ?? 0);
    }
    this.#wake?.();
  }
}
