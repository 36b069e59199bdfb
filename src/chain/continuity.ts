import { exitCode, Failure } from "../exit.ts";
import type { SourceBlock } from "./source.ts";

/** The newest block that the tables hold. */
export interface LastBlock {
  readonly height: number;
  /** As stored in core_indexed_blocks; undefined where only etl_blocks knows the height. */
  readonly hash: string | undefined;
}

/**
 * Holds every block against the ones before it, so that the tables never get a hole: the same chain, heights that count up by
 * one, and, where the source hands over our newest block once more, the hash that we stored for it.
 */
export class Continuity {
  #chainId: string | undefined;
  #next: number | undefined;
  readonly #last: LastBlock | undefined;
  #begun = false;

  /**
   * @param expected the chain's id (undefined: that of the first block), the height that must come next (undefined: any), and
   * the newest block that the tables hold, if there is one
   */
  constructor(expected: { chainId: string | undefined; next: number | undefined; last: LastBlock | undefined }) {
    this.#chainId = expected.chainId;
    this.#next = expected.next;
    this.#last = expected.last;
  }

  /** Height from which to ask the source: our newest block, to compare its hash, else the next one. */
  get from(): number | undefined {
    return this.#last?.height ?? this.#next;
  }

  /**
   * Judges one block.
   * @returns true where it is the next one, false where it is our newest one seen again before the first new one
   * @throws Failure that names both blocks, otherwise
   */
  admit(candidate: SourceBlock): boolean {
    const { height, block, place } = candidate;
    this.#chainId ??= block.chainId;
    if (block.chainId !== this.#chainId) {
      throw new Failure(
        `${place}: block ${height} is of chain "${block.chainId}", the ones before it of "${this.#chainId}"; nothing of it was kept. Is this the right source for this database?`,
        exitCode.failed,
      );
    }
    if (!this.#begun && this.#last !== undefined && height === this.#last.height) {
      if (this.#last.hash !== undefined && !sameHash(this.#last.hash, block.hash)) {
        throw new Failure(
          `${place}: block ${height} has hash ${block.hash}, but the database holds ${this.#last.hash} for that height: the source does not continue the chain that was indexed. Point to another source, or use another database.`,
          exitCode.failed,
        );
      }
      return false;
    }
    if (this.#next !== undefined && height !== this.#next) {
      throw new Failure(`${place}: ${this.#sentenceOnHeight(height, this.#next)}`, exitCode.failed);
    }
    this.#begun = true;
    this.#next = height + 1;
    return true;
  }

  #sentenceOnHeight(height: number, next: number): string {
    if (height > next) {
      const missing = height === next + 1 ? `block ${next} is` : `blocks ${next} to ${height - 1} are`;
      return `block ${height} follows block ${next - 1}: ${missing} missing. Nothing after block ${next - 1} was kept.`;
    }
    const what = height === next - 1 ? `block ${height} came twice` : `block ${height} came after block ${next - 1}`;
    return `${what}; heights must count up by one. Nothing after block ${next - 1} was kept.`;
  }
}

/** Whether two block hashes are the same, whatever their case and whether or not they begin with 0x. */
export function sameHash(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

function bare(hash: string): string {
  return hash.toLowerCase().replace(/^0x/, "");
}
