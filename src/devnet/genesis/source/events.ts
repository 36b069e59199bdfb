import type { Random } from "../../random.ts";
import { sentence } from "../../texts.ts";
import { oldTime } from "../time.ts";
import { distinct } from "./draws.ts";
import { type SourceTrack, tracksPerFounder } from "./tracks.ts";
import { founderCount, type SourceUser } from "./users.ts";

export type SourceEvent = ReturnType<typeof newEvent>;

/**
 * Makes events: contests of tracks, of one track several among them, over or still running. Deleted ones are not carried, and so are
 * not there.
 */
export function sourceEvents(random: Random, count: number, tracks: readonly SourceTrack[]): SourceEvent[] {
  // On a founder's track a contest would take in the remixes of the live blocks.
  const free = tracks.slice(founderCount * tracksPerFounder);
  if (free.length === 0) return [];
  return Array.from({ length: count }, (_, number) => newEvent(random, number + 1, random.pick(free)));
}

function newEvent(random: Random, event_id: number, track: SourceTrack) {
  const created_at = oldTime(random);
  return {
    event_id,
    event_type: random.pick(["remix_contest", "remix_contest", "live_event", "new_release"]),
    user_id: track.owner_id,
    entity_type: "track",
    entity_id: track.track_id,
    end_date: oldTime(random, "seconds"),
    is_deleted: false,
    event_data: random.chance(0.9) ? { title: sentence(random, 3), winners: [] as number[] } : null,
    created_at,
    updated_at: created_at,
  };
}

/** Makes subscriptions to events. */
export function sourceEventSubscriptions(
  random: Random,
  count: number,
  events: readonly SourceEvent[],
  users: readonly SourceUser[],
) {
  return distinct(count, () => {
    const event = random.favourite(events);
    if (event === undefined) return undefined;
    const subscriber_id = random.pick(users).user_id;
    const target = { user_id: event.event_id, entity_type: "Event", entity_id: event.event_id };
    const standing = { is_current: true, is_delete: random.chance(0.1), created_at: oldTime(random) };
    return [`${subscriber_id}/${event.event_id}`, { subscriber_id, ...target, ...standing }];
  });
}
