import { exitCode, Failure } from "../exit.ts";
import type { Side, Values } from "../parity/side.ts";

/** A block with its place in the state hash. */
export interface HashedBlock {
  /** The blocks up to it since the state hash was begun, itself included. */
  readonly number: number;
  readonly chainId: string;
  readonly height: number;
  /** How many rows it added or changed. */
  readonly rows: number;
  /** Of these rows alone, in hex. */
  readonly digest: string;
  /** Of the rows of all blocks since the state hash was begun, in hex. */
  readonly hash: string;
}

const columns = "number, chain_id, height, row_count, encode(digest, 'hex'), encode(hash, 'hex')";

/** The state hash of one database. */
export class HashChain {
  readonly side: Side;
  readonly first: HashedBlock;
  readonly last: HashedBlock;

  private constructor(side: Side, first: HashedBlock, last: HashedBlock) {
    this.side = side;
    this.first = first;
    this.last = last;
  }

  /** @throws Failure with 78 where the database keeps none */
  static async open(side: Side): Promise<HashChain> {
    const [there] = await side.rows("select to_regclass('em.state_hashes') is not null");
    if (there?.[0] !== "t") {
      throw new Failure(
        `${side.description} does not know of a state hash: run \`npm run migrate\` on it.`,
        exitCode.configuration,
      );
    }
    const [first] = await side.rows(`select ${columns} from em.state_hashes order by number limit 1`);
    const [last] = await side.rows(`select ${columns} from em.state_hashes order by number desc limit 1`);
    if (first === undefined || last === undefined) {
      throw new Failure(
        `${side.description} holds no state hash: \`npm start -- --state-hash on\` begins one with the next block.`,
        exitCode.configuration,
      );
    }
    return new HashChain(side, blockOf(first), blockOf(last));
  }

  /**
   * A block of the newest chain.
   * @throws Failure with 64 where the state hash does not cover it
   */
  async at(height: number): Promise<HashedBlock> {
    const [row] = await this.side.rows(`select ${columns} from em.state_hashes where chain_id = $1 and height = $2`, [
      this.last.chainId,
      height,
    ]);
    if (row === undefined) {
      throw new Failure(
        `${this.side.description} holds no state hash of block ${height} of ${this.last.chainId}: ${this.#span()}.`,
        exitCode.usage,
      );
    }
    return blockOf(row);
  }

  /** @param number not above that of the last block */
  async numbered(number: number): Promise<HashedBlock> {
    const [row] = await this.side.rows(`select ${columns} from em.state_hashes where number = $1`, [number]);
    if (row === undefined) {
      throw new Failure(`${this.side.description} lacks block ${number} of its state hash.`, exitCode.failed);
    }
    return blockOf(row);
  }

  #span(): string {
    const { first, last } = this;
    const chain = first.chainId === last.chainId ? "" : ` of ${first.chainId}`;
    return `it goes from block ${first.height}${chain} to ${last.height}`;
  }
}

/**
 * Refuses two state hashes that say nothing of each other: a hash stands for all blocks since the first.
 * @throws Failure with 78
 */
export function refuseOtherBeginning(ours: HashChain, theirs: HashChain): void {
  const place = ({ first }: HashChain) => `block ${first.height} of ${first.chainId}`;
  if (place(ours) !== place(theirs)) {
    throw new Failure(
      `the two cannot be compared: the state hash of ${ours.side.description} begins with ${place(ours)}, that of ${theirs.side.description} with ${place(theirs)}. \`npm run parity\` compares them row by row.`,
      exitCode.configuration,
    );
  }
}

/**
 * The first block at which two state hashes differ, by bisection: they are equal up to some block, and nowhere after it.
 * @param last the number of a block at which they differ
 */
export async function firstDifference(
  ours: HashChain,
  theirs: HashChain,
  last: number,
): Promise<{ readonly ours: HashedBlock; readonly theirs: HashedBlock }> {
  let equal = 0;
  let differs = last;
  while (differs - equal > 1) {
    const middle = Math.floor((equal + differs) / 2);
    const [our, their] = [await ours.numbered(middle), await theirs.numbered(middle)];
    if (our.hash === their.hash) {
      equal = middle;
    } else {
      differs = middle;
    }
  }
  return { ours: await ours.numbered(differs), theirs: await theirs.numbered(differs) };
}

function blockOf([number, chainId, height, rows, digest, hash]: Values): HashedBlock {
  return {
    number: Number(number),
    chainId: chainId ?? "",
    height: Number(height),
    rows: Number(rows),
    digest: digest ?? "",
    hash: hash ?? "",
  };
}
