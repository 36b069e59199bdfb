import type { Chain } from "../../../src/devnet/chain.ts";
import { EpochBuilder } from "../../../src/devnet/epoch-builder.ts";
import { blocksPerEpoch, epochOf } from "../../../src/devnet/epochs.ts";
import { addCounts, type Expected, type ExpectedCounts, Tally } from "./counts.ts";
import { ExpectedRows } from "./expected-rows.ts";
import { genesisCounts } from "./genesis.ts";

/**
 * Says how much the tables must hold once blocks of a devnet chain are applied. Builds them all again.
 * @param height of the last of these blocks; 0 for no block
 * @throws RangeError for a height outside the chain
 */
export function expectedCounts(chain: Chain, height: number): ExpectedCounts {
  const parts = chain.genesis === undefined || height === 0 ? [] : [genesisCounts(chain.genesis, height)];
  for (let index = 0; index <= lastEpoch(chain, height); index += 1) {
    parts.push(replay(chain, index, height));
  }
  return addCounts(parts);
}

/**
 * Says what the tables must hold once blocks of a devnet chain are applied. Memory grows with the height.
 * @param height of the last of these blocks, from 1
 * @throws RangeError for a height outside the chain
 */
export function expectedTables(chain: Chain, height: number): Expected {
  const rows = new ExpectedRows();
  if (chain.genesis !== undefined) {
    rows.addGenesis(chain.genesis, height);
  }
  for (let index = 0; index <= lastEpoch(chain, height); index += 1) {
    replay(chain, index, height, rows);
  }
  return rows.result();
}

/** The epoch of a height; -1 before the first, in the genesis range or at height 0. */
function lastEpoch({ content, genesisHeight }: Chain, height: number): number {
  return height <= genesisHeight ? -1 : epochOf(content.generation, height, genesisHeight).index;
}

/** Builds an epoch from its start up to a height, or to its end if that comes first. */
function replay({ content, genesisHeight }: Chain, index: number, height: number, rows?: ExpectedRows): ExpectedCounts {
  const firstHeight = genesisHeight + index * blocksPerEpoch + 1;
  const builder = new EpochBuilder(content, epochOf(content.generation, firstHeight, genesisHeight));
  const tally = new Tally();
  const end = Math.min(height, builder.world.epoch.lastHeight);
  while (builder.nextHeight <= end) {
    const block = builder.next();
    tally.add(block);
    rows?.addBlock(block);
  }
  const counts = tally.counts(builder.world);
  rows?.addWorld(builder.world, counts);
  return counts;
}
