import { charactersOf, type PreparedBlock } from "../reader/prepared-block.ts";

export interface CommitLimits {
  /** Most blocks in one commit. */
  readonly blocks: number;
  /** No further block joins a commit with this many transactions. */
  readonly transactions: number;
  /** No further block joins a commit begun this long ago, in milliseconds. */
  readonly milliseconds: number;
}

/** Blocks that one statement applies hold about so many transactions: more would gain little and delay an interrupt. */
const transactionsTogether = 2_000;

/** And about so much text, in characters, which is in memory several times meanwhile. */
const charactersTogether = 8 << 20;

/** The blocks of a commit, in groups that one statement applies: the first block, and as many more as are ready and the limits allow. */
export class Groups<Block extends PreparedBlock> {
  readonly first: Block;
  /** All blocks taken so far, in order. */
  readonly taken: Block[] = [];
  readonly #next: () => Block | undefined;
  readonly #limits: CommitLimits;
  readonly #begun = performance.now();
  #transactions = 0;

  /** @param next takes the next block where one is ready */
  constructor(first: Block, next: () => Block | undefined, limits: CommitLimits) {
    this.first = first;
    this.#next = next;
    this.#limits = limits;
  }

  /** Takes the next group; it is empty where nothing is ready or the commit is full. */
  take(): Block[] {
    const blocks: Block[] = [];
    const most = this.#transactions + transactionsTogether;
    let characters = 0;
    const hasRoom = () => this.#mayGrow() && this.#transactions < most && characters < charactersTogether;
    for (let block = this.#head(); block !== undefined; block = hasRoom() ? this.#next() : undefined) {
      blocks.push(block);
      this.taken.push(block);
      this.#transactions += block.transactions.length;
      characters += charactersOf(block);
    }
    return blocks;
  }

  #head(): Block | undefined {
    if (this.taken.length === 0) {
      return this.first;
    }
    return this.#mayGrow() ? this.#next() : undefined;
  }

  #mayGrow(): boolean {
    return (
      this.taken.length < this.#limits.blocks &&
      this.#transactions < this.#limits.transactions &&
      performance.now() - this.#begun < this.#limits.milliseconds
    );
  }
}
