import type { Prefetch } from "./prefetch.ts";

/** Hands items on from a buffer, and keeps those of a commit until it is done: where it is rolled back, they come once more. */
export class Intake<Item> {
  readonly #buffer: Prefetch<Item>;
  /** Taken by the commit under way, in order. */
  #taken: Item[] = [];
  /** To be taken before anything of the buffer. */
  #again: Item[] = [];

  constructor(buffer: Prefetch<Item>) {
    this.#buffer = buffer;
  }

  /**
   * Waits for the next item.
   * @returns the item; undefined after the last
   * @throws what reading threw
   */
  async take(): Promise<Item | undefined> {
    return this.#note(this.#again.shift() ?? (await this.#buffer.take()));
  }

  /** The next item if it waits already and is wanted; undefined if not, and then it stays where it is. */
  takeReady<Wanted extends Item>(isWanted: (item: Item) => item is Wanted): Wanted | undefined {
    const next = this.#again[0] ?? this.#buffer.next;
    if (next === undefined || !isWanted(next)) {
      return undefined;
    }
    this.#note(this.#again.shift() ?? this.#buffer.takeReady());
    return next;
  }

  /** Forgets what was taken, for it is committed. */
  committed(): void {
    this.#taken = [];
  }

  /** Begins the commit under way again, for it was rolled back: what was taken after its first item comes once more. */
  rewind(): void {
    this.#again = [...this.#taken.splice(1), ...this.#again];
  }

  #note(item: Item | undefined): Item | undefined {
    if (item !== undefined) {
      this.#taken.push(item);
    }
    return item;
  }
}
