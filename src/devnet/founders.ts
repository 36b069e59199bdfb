import type { ChainContent } from "./epoch-builder.ts";
import type { Epoch } from "./epochs.ts";
import type { SourceState } from "./genesis/source/state.ts";
import { tracksPerFounder } from "./genesis/source/tracks.ts";
import { founderCount, founderLabel } from "./genesis/source/users.ts";
import { Random } from "./random.ts";
import { newTrack } from "./traffic/tracks.ts";
import { newUser } from "./traffic/users.ts";
import { walletOf } from "./wallets.ts";
import { idOf, type ModelTrack, type ModelUser, networkOffsets, World } from "./world.ts";

/** A user who is there from the first blocks on and whom every epoch knows, with tracks that never change. */
export interface Founder {
  readonly user: ModelUser;
  readonly tracks: readonly ModelTrack[];
}

/**
 * Gives the founders: the first users of the genesis range, if the chain has one, else users that the seed alone decides. Nobody has
 * to replay the first epoch to know them.
 */
export function foundersOf({ seed, genesis }: ChainContent, epoch: Epoch): readonly Founder[] {
  if (genesis !== undefined) return foundersOfSource(seed, genesis.state);
  const world = new World(seed, epoch);
  return Array.from({ length: founderCount }, (_, index) => {
    const random = new Random(`${seed}/founder/${index}`);
    const user = { ...newUser(world, random, idOf(networkOffsets.user, 1 + index)), isFounder: true };
    const tracks = Array.from({ length: tracksPerFounder }, (_, number) =>
      newTrack(random, user, {
        id: idOf(networkOffsets.track, 1 + index * tracksPerFounder + number),
        isSettled: true,
      }),
    );
    return { user, tracks };
  });
}

function foundersOfSource(seed: string, state: SourceState): readonly Founder[] {
  return state.users.slice(0, founderCount).map((row, index) => {
    const user: ModelUser = {
      id: row.user_id,
      wallet: walletOf(seed, founderLabel(row.user_id)),
      isFounder: true,
      handle: row.handle,
      name: row.name,
      bio: row.bio,
      location: row.location,
      isVerified: row.is_verified,
      artistPickTrackId: row.artist_pick_track_id,
      payoutWallet: row.spl_usdc_payout_wallet,
      tracks: [],
    };
    const tracks = state.tracks.slice(index * tracksPerFounder, (index + 1) * tracksPerFounder).map((track) => ({
      ...newTrack(new Random(""), user, { id: track.track_id, isSettled: true }),
      title: track.title,
      genre: track.genre,
      description: track.description,
    }));
    return { user, tracks };
  });
}
