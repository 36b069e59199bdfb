import { exitCode, Failure } from "../exit.ts";
import { type ExplainedDifference, explained, lookUpIn } from "../parity/causes.ts";
import { Side } from "../parity/side.ts";
import { blockDifferences, type SettledRow } from "./block-rows.ts";
import { firstDifference, HashChain, type HashedBlock, refuseOtherBeginning } from "./chain.ts";

/** What is verified. */
export interface VerifyOptions {
  /** The address of our database. */
  readonly ours: string;
  /** That of another one to compare it with; undefined to read ours alone. */
  readonly theirs: string | undefined;
  /** Up to which block of the newest chain; undefined for the newest that is hashed. */
  readonly height: number | undefined;
  /** So many rows of the first block that differs are read, beside those that it only added. */
  readonly rows: number;
}

/** How it ended. */
export interface Verification {
  /** Where ours is, without a password. */
  readonly ours: string;
  readonly theirs: string | null;
  /** With which block the state hash begins. */
  readonly begins: { readonly chainId: string; readonly height: number };
  /** The block up to which it goes, as our side has it. */
  readonly at: HashedBlock;
  /** Whether both sides have the same hash there; null where there is one side alone. */
  readonly equal: boolean | null;
  /** The first block that differs; null where none does. */
  readonly first: FirstDifference | null;
  /** How many statements were sent to each side. */
  readonly queries: number;
}

/** The first block whose rows differ. */
export interface FirstDifference {
  readonly ours: HashedBlock;
  readonly theirs: HashedBlock;
  readonly differences: readonly ExplainedDifference[];
  /** Rows that the block left differently, and that are the same by now. */
  readonly settled: readonly SettledRow[];
  /** Rows that differ and were not read. */
  readonly further: number;
}

/**
 * Reads the state hash of a database, and compares it with that of another one. Neither is changed.
 * @throws Failure with 64 where the block is not covered, with 78 where there is no state hash or the two began otherwise, with 75 when
 * a database fails
 */
export async function verify({ ours, theirs, height, rows }: VerifyOptions): Promise<Verification> {
  await using ourSide = await Side.open("ours", ours);
  const our = await HashChain.open(ourSide);
  const begins = { chainId: our.first.chainId, height: our.first.height };
  if (theirs === undefined) {
    const at = height === undefined ? our.last : await our.at(height);
    const { description, queries } = ourSide;
    return { ours: description, theirs: null, begins, at, equal: null, first: null, queries };
  }
  await using theirSide = await Side.open("theirs", theirs);
  const their = await HashChain.open(theirSide);
  refuseOtherBeginning(our, their);
  const at = await lastOfBoth(our, their, height);
  const isEqual = at.hash === (await their.numbered(at.number)).hash;
  return {
    ours: ourSide.description,
    theirs: theirSide.description,
    begins,
    at,
    equal: isEqual,
    first: isEqual ? null : await readFirst(our, their, at.number, rows),
    queries: theirSide.queries,
  };
}

async function lastOfBoth(ours: HashChain, theirs: HashChain, height: number | undefined): Promise<HashedBlock> {
  if (height === undefined) {
    return await ours.numbered(Math.min(ours.last.number, theirs.last.number));
  }
  const at = await ours.at(height);
  if (at.number > theirs.last.number) {
    throw new Failure(
      `${theirs.side.description} has come to block ${theirs.last.height} of ${theirs.last.chainId} only.`,
      exitCode.usage,
    );
  }
  return at;
}

async function readFirst(ours: HashChain, theirs: HashChain, last: number, rows: number): Promise<FirstDifference> {
  const blocks = await firstDifference(ours, theirs, last);
  const sides = { ours: ours.side, theirs: theirs.side };
  const { differences, settled, further } = await blockDifferences(sides, blocks.ours, rows);
  const lookUp = await lookUpIn(ours.side, theirs.side, blocks.ours.chainId);
  return { ...blocks, differences: await explained(differences, lookUp), settled, further };
}
