import type { Random } from "../../random.ts";
import { sentence } from "../../texts.ts";
import { oldTime, type TimeText } from "../time.ts";
import { distinct, sometimes, sourceId } from "./draws.ts";
import type { SourceEvent } from "./events.ts";
import { type SourceTrack, tracksPerFounder } from "./tracks.ts";
import { founderCount, type SourceUser } from "./users.ts";

export type SourceComment = ReturnType<typeof newComment>;
export type SourceMention = ReturnType<typeof sourceMentions>[number];
export type SourceReaction = ReturnType<typeof sourceReactions>[number];
export type SourcePin = ReturnType<typeof sourcePins>[number];

/** Which comment answers which. */
export type SourceThread = { parent_comment_id: number; comment_id: number };

/** Makes comments on tracks, events and in fan clubs, some of them answers to others, and says which answers which. */
export function sourceComments(
  random: Random,
  count: number,
  {
    users,
    tracks,
    events,
  }: { users: readonly SourceUser[]; tracks: readonly SourceTrack[]; events: readonly SourceEvent[] },
): { comments: SourceComment[]; threads: SourceThread[] } {
  const roots: SourceComment[] = [];
  const comments: SourceComment[] = [];
  const threads: SourceThread[] = [];
  for (let number = 0; number < count; number += 1) {
    const parent = random.chance(0.3) ? random.favourite(roots) : undefined;
    const subject = parent ?? commentSubject(random, users, tracks, events);
    const comment = newComment(random, number, random.pick(users).user_id, subject);
    comments.push(comment);
    if (parent === undefined) roots.push(comment);
    else threads.push({ parent_comment_id: parent.comment_id, comment_id: comment.comment_id });
  }
  return { comments, threads };
}

type Subject = Pick<SourceComment, "entity_type" | "entity_id">;

function commentSubject(
  random: Random,
  users: readonly SourceUser[],
  tracks: readonly SourceTrack[],
  events: readonly SourceEvent[],
): Subject {
  const event = random.chance(0.03) ? random.favourite(events) : undefined;
  if (event !== undefined) return { entity_type: "Event", entity_id: event.event_id };
  if (random.chance(0.1)) return { entity_type: "FanClub", entity_id: random.pick(users).user_id };
  return { entity_type: "Track", entity_id: (random.favourite(tracks) ?? random.pick(tracks)).track_id };
}

function newComment(
  random: Random,
  number: number,
  user_id: number,
  { entity_type, entity_id }: { entity_type: "Track" | "FanClub" | "Event"; entity_id: number },
) {
  const created_at = oldTime(random);
  return {
    comment_id: sourceId(number),
    text: random.chance(0.98) ? sentence(random, random.integer(1, 25)) : ` ${sentence(random, 3)}\n`,
    user_id,
    entity_id,
    entity_type,
    track_timestamp_s: entity_type === "Track" ? sometimes(random, 0.5, () => random.integer(0, 600)) : null,
    is_delete: random.chance(0.1),
    is_visible: true,
    is_edited: random.chance(0.1),
    is_members_only: entity_type === "FanClub" && random.chance(0.5),
    video_url: sometimes(random, 0.02, () => `https://example.org/watch/${random.hex(6)}`),
    created_at,
    updated_at: created_at,
  };
}

/** Makes mentions of users in comments, at most ten a comment. */
export function sourceMentions(random: Random, comments: readonly SourceComment[], users: readonly SourceUser[]) {
  return comments.flatMap(({ comment_id, created_at }) => {
    if (random.chance(0.85)) return [];
    const mentioned = new Set<number>();
    for (let left = random.chance(0.05) ? 10 : random.integer(1, 3); left > 0; left -= 1) {
      mentioned.add(random.pick(users).user_id);
    }
    return [...mentioned].map((user_id) => ({
      comment_id,
      user_id,
      is_delete: false,
      created_at,
      updated_at: created_at,
    }));
  });
}

/** Makes reactions to comments that are there; those taken back are not carried, and so are not there. */
export function sourceReactions(
  random: Random,
  count: number,
  comments: readonly SourceComment[],
  users: readonly SourceUser[],
) {
  return distinct(count, () => {
    const comment = random.favourite(comments);
    if (comment === undefined || comment.is_delete) return undefined;
    const { user_id } = random.pick(users);
    const created_at = oldTime(random);
    const row = { comment_id: comment.comment_id, user_id, is_delete: false, created_at, updated_at: created_at };
    return [`${comment.comment_id}/${user_id}`, row];
  });
}

/** Pins comments on top of others, and tells the tracks of it; with the pin comes when its track was changed last. */
export function sourcePins(
  random: Random,
  count: number,
  comments: readonly SourceComment[],
  tracks: readonly SourceTrack[],
) {
  // Founders' tracks are left as they are, for the live blocks.
  const free = tracks.slice(founderCount * tracksPerFounder);
  const byId = new Map(free.map((track) => [track.track_id, track]));
  return distinct(count, () => {
    const comment = random.favourite(comments);
    if (comment?.entity_type !== "Track" || comment.is_delete) return undefined;
    const track = byId.get(comment.entity_id);
    if (track === undefined || track.pinned_comment_id !== null) return undefined;
    track.pinned_comment_id = comment.comment_id;
    const { track_id, owner_id } = track;
    const row = { track_id, owner_id, pinned_comment_id: comment.comment_id, updated_at: oldTime(random) as TimeText };
    return [String(track_id), row];
  });
}
