import type { Epoch } from "./epochs.ts";
import { Random } from "./random.ts";
import { newTrack } from "./traffic/tracks.ts";
import { newUser } from "./traffic/users.ts";
import { type ModelTrack, type ModelUser, networkOffsets, World } from "./world.ts";

const founderCount = 16;
const tracksPerFounder = 3;

/** A user who joins in the first blocks and whom every later epoch knows, with tracks that never change. */
export interface Founder {
  readonly user: ModelUser;
  readonly tracks: readonly ModelTrack[];
}

/** Derives the founders from the seed alone: nobody has to replay the first epoch to know them. */
export function foundersOf(seed: string, epoch: Epoch): readonly Founder[] {
  const world = new World(seed, epoch);
  return Array.from({ length: founderCount }, (_, index) => {
    const random = new Random(`${seed}/founder/${index}`);
    const user = { ...newUser(world, random, networkOffsets.user + 1 + index), isFounder: true };
    const tracks = Array.from({ length: tracksPerFounder }, (_, number) =>
      newTrack(random, user, { id: networkOffsets.track + 1 + index * tracksPerFounder + number, isSettled: true }),
    );
    return { user, tracks };
  });
}
