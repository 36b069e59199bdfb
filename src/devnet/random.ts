import { createHash } from "node:crypto";

/**
 * A seeded generator of pseudo-random numbers (sfc32, 128 bits of state). Two with the same label give the same numbers, in every
 * process and on every machine: the devnet's chain depends on nothing else. Not for secrets.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  /** @param label any text; the state is its SHA-256 */
  constructor(label: string) {
    const digest = createHash("sha256").update(label).digest();
    this.#a = digest.readUInt32LE(0);
    this.#b = digest.readUInt32LE(4);
    this.#c = digest.readUInt32LE(8);
    this.#counter = digest.readUInt32LE(12);
  }

  /** @returns the next integer from 0 to 2^32 - 1 */
  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }

  /** @returns a number from 0 (included) to 1 (excluded) */
  fraction(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  /** @returns an integer from low to high, both included */
  integer(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  /** @returns true in the given share (0 to 1) of calls */
  chance(share: number): boolean {
    return this.fraction() < share;
  }

  /**
   * @returns one of the items, each as likely
   * @throws RangeError when there is none
   */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.fraction() * items.length)];
    if (item === undefined) {
      throw new RangeError("cannot pick from an empty list");
    }
    return item;
  }

  /**
   * @returns one of the items, the first ones far more often than the last: as on a real network, where a few artists hold most
   * of the attention; undefined when there is none
   */
  favourite<Item>(items: readonly Item[]): Item | undefined {
    const fraction = this.fraction();
    return items[Math.floor(fraction * fraction * items.length)];
  }

  /** @returns the given number of random bytes as lower-case hex */
  hex(bytes: number): string {
    return Buffer.from(this.bytes(bytes).buffer).toString("hex");
  }

  /** @returns the given number of random bytes */
  bytes(count: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(count);
    let word = 0;
    for (let index = 0; index < count; index += 1) {
      word = index % 4 === 0 ? this.uint32() : word >>> 8;
      bytes[index] = word & 0xff;
    }
    return bytes;
  }
}

/** Items with weights; an item of weight 10 is drawn ten times as often as one of weight 1. */
export class Weighted<Item> {
  readonly #items: { item: Item; upTo: number }[] = [];
  #total = 0;

  /** @param items pairs of an item and its weight (0 or more) */
  constructor(items: Iterable<readonly [item: Item, weight: number]>) {
    for (const [item, weight] of items) {
      this.#total += weight;
      this.#items.push({ item, upTo: this.#total });
    }
  }

  /**
   * @returns one of the items by weight
   * @throws RangeError when there is none
   */
  draw(random: Random): Item {
    const at = random.fraction() * this.#total;
    let low = 0;
    let high = this.#items.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#items[middle];
      if (entry !== undefined && at < entry.upTo) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    const found = this.#items[low];
    if (found === undefined) {
      throw new RangeError("cannot draw from an empty table");
    }
    return found.item;
  }
}
