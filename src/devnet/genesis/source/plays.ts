import type { Random } from "../../random.ts";
import { geography } from "../../texts.ts";
import { oldTime } from "../time.ts";
import { distinct } from "./draws.ts";
import type { SourceTrack } from "./tracks.ts";
import type { SourceUser } from "./users.ts";

export type SourcePlay = ReturnType<typeof sourcePlays>[number];
export type SourcePlayCount = ReturnType<typeof playCountsOf>[number];

/** Makes single plays, half of them by listeners who are not signed in. */
export function sourcePlays(
  random: Random,
  count: number,
  tracks: readonly SourceTrack[],
  users: readonly SourceUser[],
) {
  return Array.from({ length: count }, () => ({
    user_id: random.chance(0.5) ? random.pick(users).user_id : null,
    play_item_id: (random.favourite(tracks) ?? random.pick(tracks)).track_id,
    created_at: oldTime(random),
    ...geography(random),
  }));
}

/** Makes what was played beyond the single plays that were kept: most of the oldest ones are only counted. */
export function sourceUncountedPlays(random: Random, count: number, tracks: readonly SourceTrack[]) {
  return distinct(count, () => {
    const { track_id } = random.pick(tracks);
    return [String(track_id), { track_id, plays: random.integer(1, 100_000) }];
  });
}

/** Gives how often tracks were played in all, and how much of that is beyond the single plays. */
export function playCountsOf(plays: readonly SourcePlay[], uncounted: ReturnType<typeof sourceUncountedPlays>) {
  const single = new Map<number, number>();
  for (const { play_item_id } of plays) single.set(play_item_id, (single.get(play_item_id) ?? 0) + 1);
  const beyond = new Map(uncounted.map(({ track_id, plays }) => [track_id, plays]));
  return [...new Set([...single.keys(), ...beyond.keys()])].map((play_item_id) => {
    const delta = beyond.get(play_item_id) ?? 0;
    return { play_item_id, count: (single.get(play_item_id) ?? 0) + delta, delta };
  });
}
