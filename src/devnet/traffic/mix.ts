import { type Random, Weighted } from "../random.ts";

/**
 * How the devnet fills its blocks. "network": as the real chain's are, one or two transactions a block, of which two in three are plays
 * and one in seven is a ManageEntity transaction, mostly a sign-up or a follow. "dense": up to twenty a block, nearly all of them
 * ManageEntity, of every kind often: for tests that want much to happen in few blocks.
 */
export type Mix = "network" | "dense";

/** How often what comes, of a thousand ManageEntity transactions of mainnet in March 2025; what it did not show comes once or twice. */
const networkWeights: Readonly<Record<string, number>> = {
  follow: 198,
  follow_again: 62,
  user_create: 215,
  notification_view: 88,
  track_create: 68,
  save: 105,
  user_update: 62,
  playlist_update: 57,
  comment_create: 28,
  repost: 28,
  track_download: 18,
  playlist_create: 9,
  notification_view_playlist: 9,
  track_update: 7,
  unfollow: 5,
  track_create_remix: 6,
  track_delete: 4,
  unsubscribe: 3,
  unsave: 3,
  comment_react: 4,
  subscribe: 4,
  track_create_scheduled: 2,
  playlist_create_album: 3,
  track_create_stem: 2,
};

const seldom = 1;

/** @returns how often a kind comes in the network mix, relative to the others */
export function networkWeightOf(name: string): number {
  return networkWeights[name] ?? seldom;
}

/** What a block holds beside what the network itself puts into it. */
export interface Slots {
  readonly manageEntities: number;
  /** Transactions that carry plays. */
  readonly plays: number;
}

/** Share of blocks of the network that hold two transactions; the others hold one. */
const twoShare = 0.255;

/** Of the transactions that people make on the network, so many carry plays. */
const playShare = 0.82;

/**
 * Draws what people put into a block.
 * @param taken how many transactions the network itself puts into it
 * @param size how many transactions the block shall hold in all; undefined: as many as the mix has it
 */
export function slotsOf(mix: Mix, random: Random, taken: number, size: number | undefined): Slots {
  if (mix === "dense") {
    const drawn = denseCount(random);
    const plays = random.chance(0.45) ? 1 : 0;
    return { manageEntities: size === undefined ? drawn : Math.max(0, size - taken - plays), plays };
  }
  const free = Math.max(0, (size ?? (random.chance(twoShare) ? 2 : 1)) - taken);
  const drawn = Array.from({ length: free }, () => random.chance(playShare));
  const plays = drawn.filter((isPlays) => isPlays).length;
  return { manageEntities: free - plays, plays };
}

/** One block in eight has none, most have up to a dozen, a few are full. */
function denseCount(random: Random): number {
  if (random.chance(0.12)) {
    return 0;
  }
  return random.chance(0.1) ? random.integer(13, 18) : random.integer(1, 12);
}

/** How many plays nodes report together. */
const playCounts = new Weighted<number>([
  [1, 670],
  [2, 251],
  [3, 48],
  [4, 21],
  [5, 6],
  [8, 3],
  [13, 1],
]);

/** Draws how many plays one transaction carries. */
export function playCount(mix: Mix, random: Random): number {
  return mix === "dense" ? random.integer(1, 8) : playCounts.draw(random);
}
