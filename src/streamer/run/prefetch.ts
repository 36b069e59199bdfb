import { givingWay } from "../../give-way.ts";

export interface PrefetchLimits {
  /** Most items that wait. */
  readonly items: number;
  /** Most weight that waits: text of blocks, in characters. One item may weigh more by itself. */
  readonly weight: number;
}

/**
 * Reads ahead, within bounds: while one block is being applied the next ones are taken in.
 *
 * An error of reading comes out when its turn comes, after all that was ready before it.
 */
export class Prefetch<Item> {
  readonly #limits: PrefetchLimits;
  readonly #weigh: (item: Item) => number;
  readonly #ready: Item[] = [];
  #weight = 0;
  #ended = false;
  #error: { readonly thrown: unknown } | undefined;
  #wakeTaker: (() => void) | undefined;
  #wakeFetcher: (() => void) | undefined;

  /**
   * Begins to fetch at once, and ends when the items end.
   * @param items in order
   * @param weigh what one item weighs, in the unit of the limit
   */
  constructor(items: AsyncIterable<Item>, limits: PrefetchLimits, weigh: (item: Item) => number) {
    this.#limits = limits;
    this.#weigh = weigh;
    void this.#fetch(items);
  }

  /** How many items wait. */
  get depth(): number {
    return this.#ready.length;
  }

  /** The next item if it waits already, which stays; undefined if not. */
  get next(): Item | undefined {
    return this.#ready[0];
  }

  /** The next item if it waits already; undefined if not. */
  takeReady(): Item | undefined {
    const item = this.#ready.shift();
    if (item !== undefined) {
      this.#weight -= this.#weigh(item);
      this.#wakeFetcher?.();
    }
    return item;
  }

  /**
   * Waits for the next item.
   * @returns the item; undefined after the last
   * @throws what reading threw
   */
  async take(): Promise<Item | undefined> {
    for (;;) {
      const item = this.takeReady();
      if (item !== undefined) {
        return item;
      }
      if (this.#error !== undefined) {
        throw this.#error.thrown;
      }
      if (this.#ended) {
        return undefined;
      }
      await new Promise<void>((resolve) => {
        this.#wakeTaker = resolve;
      });
    }
  }

  async #fetch(items: AsyncIterable<Item>): Promise<void> {
    const giveWay = givingWay();
    try {
      for await (const item of items) {
        this.#ready.push(item);
        this.#weight += this.#weigh(item);
        this.#wakeTaker?.();
        while (
          this.#ready.length >= this.#limits.items ||
          (this.#weight >= this.#limits.weight && this.#ready.length > 0)
        ) {
          await new Promise<void>((resolve) => {
            this.#wakeFetcher = resolve;
          });
        }
        await giveWay();
      }
    } catch (thrown) {
      this.#error = { thrown };
    }
    this.#ended = true;
    this.#wakeTaker?.();
  }
}
