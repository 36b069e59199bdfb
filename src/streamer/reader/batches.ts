import { movable } from "./movable.ts";
import { charactersOf, type PreparedBlock } from "./prepared-block.ts";

/** A batch is sent when it has as many blocks or characters as this; before that, when the thread comes to wait for something. */
const batchBlocks = 100;
const batchCharacters = 1 << 18;

/** So many batches or characters may be under way: enough to keep the other thread at work, too few to fill the memory. */
const batchesUnderWay = 8;
const charactersUnderWay = 8 << 20;

/** Sends blocks to another thread in batches, no faster than they are taken there. */
export class Batches {
  readonly #send: (blocks: readonly PreparedBlock[], moved: readonly ArrayBuffer[]) => void;
  #blocks: PreparedBlock[] = [];
  #characters = 0;
  /** The characters of each batch under way. */
  readonly #underWay: number[] = [];
  #hasGivenUp = false;
  #wake: (() => void) | undefined;

  /** @param send sends blocks, and moves the buffers that they lie in */
  constructor(send: (blocks: readonly PreparedBlock[], moved: readonly ArrayBuffer[]) => void) {
    this.#send = send;
  }

  /** Takes a block, and waits while there is no room for another. */
  async add(block: PreparedBlock): Promise<void> {
    if (this.#blocks.length === 0) {
      setImmediate(() => this.flush());
    }
    this.#blocks.push(block);
    this.#characters += charactersOf(block);
    if (this.#blocks.length >= batchBlocks || this.#characters >= batchCharacters) {
      this.flush();
    }
    while (this.#isFull() && !this.#hasGivenUp) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Sends what there is. */
  flush(): void {
    if (this.#blocks.length > 0) {
      this.#underWay.push(this.#characters);
      const { blocks, buffers } = movable(this.#blocks);
      this.#send(blocks, buffers);
      this.#blocks = [];
      this.#characters = 0;
    }
  }

  /** Notes that the oldest batch under way was taken. */
  taken(): void {
    this.#underWay.shift();
    this.#wake?.();
  }

  /** Waits for room no more: nobody takes anything. */
  giveUp(): void {
    this.#hasGivenUp = true;
    this.#wake?.();
  }

  #isFull(): boolean {
    return (
      this.#underWay.length >= batchesUnderWay ||
      this.#underWay.reduce((sum, characters) => sum + characters, 0) >= charactersUnderWay
    );
  }
}
