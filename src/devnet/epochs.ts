/**
 * The chain is cut into epochs of 1,000 blocks. Each epoch brings its own users, tracks, ... and touches only these and the few
 * founders, whose facts the seed alone decides. So any height is served by replaying at most one epoch, and memory does not grow
 * with the chain: no state of an epoch is needed in the next.
 */
export const blocksPerEpoch = 1000;

/** Ids from one epoch to the next. An epoch holds far fewer entities of a kind, as a block has at most twenty transactions. */
const idsPerEpoch = 20_000;

/** Epochs from one generation (a chain after a rollover) to the next, so that their ids never meet. */
const epochsPerGeneration = 20_480;

/** 2026-01-01T00:00:00Z in milliseconds: the devnet's time has nothing to do with the clock. */
const genesisMilliseconds = Date.UTC(2026, 0, 1);

/** Between the first blocks of two generations: 240 days, more than the blocks that fit take at one a second. */
const generationMilliseconds = 240 * 24 * 3600 * 1000;

/** The largest height, as far ahead as the real chain is: beyond it a generation's ids would run into the next one's. */
export const maximumHeight = blocksPerEpoch * epochsPerGeneration;

/** What part of the chain an epoch is. */
export interface Epoch {
  /** Number of the epoch within its generation, from 0. */
  readonly index: number;
  readonly generation: number;
  /** The very first epoch of the first generation: the one in which the founders join. */
  readonly isFirst: boolean;
  readonly firstHeight: number;
  readonly lastHeight: number;
  /** What to add to the smallest id that the network allows for an entity. */
  readonly idOffset: number;
}

/**
 * @param start height of the last block before the first epoch: 0, or the end of a genesis range, which brings the founders itself
 * @returns the epoch that holds a height
 * @throws RangeError for a height outside the chain
 */
export function epochOf(generation: number, height: number, start = 0): Epoch {
  if (!Number.isSafeInteger(height) || height <= start || height > start + maximumHeight) {
    throw new RangeError(`height ${height} is outside the devnet's chain (1 to ${maximumHeight})`);
  }
  const index = Math.floor((height - start - 1) / blocksPerEpoch);
  return {
    index,
    generation,
    isFirst: index === 0 && generation === 0 && start === 0,
    firstHeight: start + index * blocksPerEpoch + 1,
    lastHeight: start + (index + 1) * blocksPerEpoch,
    idOffset: (generation * epochsPerGeneration + index) * idsPerEpoch,
  };
}

/** When a block was made. Two blocks never share a second, so that rows keyed by user and second cannot clash. */
export interface Moment {
  readonly height: number;
  /** Unix time in whole seconds. */
  readonly seconds: number;
  /** The rest of the second, in nanoseconds, a multiple of 1,000 (Postgres keeps microseconds). */
  readonly nanos: number;
}

/** @returns the moment of a block: one second a block, with an irregular fraction (0 to 899,999 microseconds) */
export function momentOf(generation: number, height: number, microseconds: number): Moment {
  const start = genesisMilliseconds + generation * generationMilliseconds;
  return { height, seconds: start / 1000 + height, nanos: microseconds * 1000 };
}
