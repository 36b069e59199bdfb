import type { Random } from "../random.ts";
import { sentence } from "../texts.ts";
import { type ModelComment, type ModelUser, networkOffsets, type World } from "../world.ts";
import { applied, type Draft, metadataOf, pair, rejected, type TrafficKind } from "./draft.ts";

/** Comments on tracks, on events and in fan clubs, and what people do with them. */
export const commentTraffic: readonly TrafficKind[] = [
  { name: "comment_create", weight: 55, build: createComment },
  { name: "comment_create_fan_club", weight: 6, build: createFanClubComment },
  { name: "comment_create_event", weight: 5, build: createEventComment },
  { name: "comment_update", weight: 8, build: updateComment },
  { name: "comment_delete", weight: 5, build: deleteComment },
  { name: "comment_react", weight: 25, build: react },
  { name: "comment_unreact", weight: 4, build: unreact },
  { name: "comment_pin", weight: 4, build: pin },
  { name: "comment_unpin", weight: 2, build: unpin },
  { name: "comment_report", weight: 3, build: report },
  { name: "comment_mute", weight: 2, build: (world, random) => setNotifications(world, random, "Mute") },
  { name: "comment_unmute", weight: 1, build: (world, random) => setNotifications(world, random, "Unmute") },
];

/** Gives up to three users to mention. */
function someUsers(world: World, random: Random): number[] {
  const users = new Set<number>();
  if (random.chance(0.75)) return [];
  for (let left = random.integer(1, 3); left > 0; left -= 1) {
    const user = random.favourite(world.users);
    if (user !== undefined) users.add(user.id);
  }
  return [...users];
}

/** What a comment is about; clients leave "Track" out. */
function subjectOf(random: Random, { entityType, entityId }: ModelComment): Record<string, unknown> {
  const isLeftOut = entityType === "Track" && random.chance(0.2);
  return { entity_id: entityId, ...(isLeftOut ? {} : { entity_type: entityType }) };
}

function write(world: World, random: Random, comment: ModelComment): Draft {
  world.comments.push(comment);
  const mentions = someUsers(world, random);
  for (const user of mentions) world.commentMentions.set(pair(comment.id, user), false);
  if (comment.parentId !== null) world.appended.comment_threads += 1;
  const parent = random.chance(0.8) ? "parent_comment_id" : "parent_id";
  const metadata = metadataOf(random, {
    body: comment.text,
    ...subjectOf(random, comment),
    ...(comment.parentId === null ? {} : { [parent]: comment.parentId }),
    ...(mentions.length === 0 ? {} : { mentions }),
    ...(comment.entityType === "Track" && random.chance(0.6) ? { track_timestamp_s: random.integer(0, 300) } : {}),
    ...(comment.entityType === "FanClub" ? { is_members_only: random.chance(0.5) } : {}),
    ...(random.chance(0.05) ? { video_url: `https://example.org/watch/${random.hex(4)}` } : {}),
  });
  return applied(comment.user, { entityType: "Comment", entityId: comment.id, action: "Create", metadata });
}

function newComment(
  world: World,
  random: Random,
  user: ModelUser,
  on: Pick<ModelComment, "entityType" | "entityId" | "host">,
): ModelComment {
  // What is answered may be deleted.
  const siblings = world.comments.filter(
    (other) => other.entityType === on.entityType && other.entityId === on.entityId && other.parentId === null,
  );
  const parent = random.chance(0.3) ? random.favourite(siblings) : undefined;
  const text = sentence(random, random.integer(1, 25));
  const id = world.newId(networkOffsets.comment);
  return { ...on, id, user, parentId: parent?.id ?? null, text, isEdited: false, isDeleted: false };
}

function createComment(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  const track = random.favourite(world.tracks);
  if (user === undefined || track === undefined) return undefined;
  const on = { entityType: "Track" as const, entityId: track.id, host: track.owner };
  return write(world, random, newComment(world, random, user, on));
}

/** In a fan club one writes to an artist rather than on a track, and so does the artist; some posts are for members alone. */
function createFanClubComment(world: World, random: Random): Draft | undefined {
  const artist = random.favourite(world.users);
  const user = random.chance(0.4) ? artist : random.favourite(world.users);
  if (user === undefined || artist === undefined) return undefined;
  const on = { entityType: "FanClub" as const, entityId: artist.id, host: artist };
  return write(world, random, newComment(world, random, user, on));
}

function createEventComment(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  const event = random.favourite(world.events);
  if (user === undefined || event === undefined || event.isDeleted) return undefined;
  const on = { entityType: "Event" as const, entityId: event.id, host: event.owner };
  return write(world, random, newComment(world, random, user, on));
}

function liveComment(world: World, random: Random, entityType?: ModelComment["entityType"]): ModelComment | undefined {
  const comment = random.favourite(world.comments);
  if (comment === undefined || comment.isDeleted) return undefined;
  return entityType === undefined || comment.entityType === entityType ? comment : undefined;
}

/** An edit that mentions anybody replaces all mentions; one that does not leaves them alone. What it is about must still be there. */
function updateComment(world: World, random: Random): Draft | undefined {
  const comment = liveComment(world, random);
  if (comment === undefined || isGone(world, comment)) return undefined;
  comment.text = sentence(random, random.integer(1, 25));
  comment.isEdited = true;
  const mentions = someUsers(world, random);
  if (mentions.length > 0) {
    for (const key of world.commentMentions.keys()) {
      if (key.startsWith(`${comment.id}:`)) world.commentMentions.set(key, true);
    }
    for (const user of mentions) world.commentMentions.set(pair(comment.id, user), false);
  }
  const data = { body: comment.text, ...subjectOf(random, comment), mentions };
  const metadata = metadataOf(random, data);
  return applied(comment.user, { entityType: "Comment", entityId: comment.id, action: "Update", metadata });
}

/** Nothing can be said about an event that is deleted. */
function isGone(world: World, { entityType, entityId }: ModelComment): boolean {
  return entityType === "Event" && world.events.some(({ id, isDeleted }) => id === entityId && isDeleted);
}

/** Who wrote a comment deletes it, or whose place it stands in; once. */
function deleteComment(world: World, random: Random): Draft | undefined {
  const comment = random.favourite(world.comments);
  if (comment === undefined) return undefined;
  const by = random.chance(0.3) ? comment.host : comment.user;
  const subject = { entityType: "Comment", entityId: comment.id, action: "Delete" };
  if (comment.isDeleted) return rejected(by, subject, "deleted already");
  comment.isDeleted = true;
  return applied(by, subject);
}

/** A reaction that was taken back can be given again. */
function react(world: World, random: Random): Draft | undefined {
  const comment = liveComment(world, random);
  const user = random.favourite(world.users);
  if (comment === undefined || user === undefined) return undefined;
  const metadata = metadataOf(random, { entity_id: comment.entityId, entity_type: comment.entityType });
  const subject = { entityType: "Comment", entityId: comment.id, action: "React", metadata };
  const key = pair(user.id, comment.id);
  if (world.commentReactions.get(key) === false) return rejected(user, subject, "reacted already");
  world.commentReactions.set(key, false);
  return applied(user, subject);
}

/** A reaction is taken back from a comment that is deleted, too. */
function unreact(world: World, random: Random): Draft | undefined {
  const keys = [...world.commentReactions.keys()];
  if (keys.length === 0) return undefined;
  const key = random.pick(keys);
  const [userId, commentId = 0] = key.split(":").map(Number);
  const user = world.users.find(({ id }) => id === userId);
  if (user === undefined) return undefined;
  const subject = { entityType: "Comment", entityId: commentId, action: "Unreact" };
  if (world.commentReactions.get(key) === true) return rejected(user, subject, "taken back already");
  world.commentReactions.set(key, true);
  return applied(user, subject);
}

/** Finds a comment on a track of this epoch: a founder's track does not change later. */
function commentOnOwnTrack(world: World, random: Random) {
  const comment = liveComment(world, random, "Track");
  const track = world.tracks.find(({ id }) => id === comment?.entityId);
  return comment === undefined || track === undefined || track.isSettled || track.isDeleted
    ? undefined
    : { comment, track };
}

function pin(world: World, random: Random): Draft | undefined {
  const found = commentOnOwnTrack(world, random);
  if (found === undefined) return undefined;
  const { comment, track } = found;
  const metadata = metadataOf(random, { entity_id: track.id, entity_type: "Track" });
  const subject = { entityType: "Comment", entityId: comment.id, action: "Pin", metadata };
  if (track.pinnedCommentId === comment.id) return rejected(track.owner, subject, "pinned already");
  track.pinnedCommentId = comment.id;
  return applied(track.owner, subject);
}

function unpin(world: World, random: Random): Draft | undefined {
  const track = world.tracks.find((candidate) => candidate.pinnedCommentId !== null && !candidate.isDeleted);
  if (track === undefined || track.pinnedCommentId === null) return undefined;
  const metadata = metadataOf(random, { entity_id: track.id, entity_type: "Track" });
  const subject = { entityType: "Comment", entityId: track.pinnedCommentId, action: "Unpin", metadata };
  track.pinnedCommentId = null;
  return applied(track.owner, subject);
}

function report(world: World, random: Random): Draft | undefined {
  const comment = liveComment(world, random);
  const user = random.favourite(world.users);
  if (comment === undefined || user === undefined) return undefined;
  const subject = { entityType: "Comment", entityId: comment.id, action: "Report" };
  const key = pair(user.id, comment.id);
  if (world.commentReports.has(key)) return rejected(user, subject, "reported before");
  world.commentReports.set(key, false);
  return applied(user, subject);
}

function setNotifications(world: World, random: Random, action: "Mute" | "Unmute"): Draft | undefined {
  const comment = liveComment(world, random);
  if (comment === undefined) return undefined;
  world.notificationSettings.set(`${comment.user.id}:Comment:${comment.id}`, action === "Unmute");
  return applied(comment.user, { entityType: "Comment", entityId: comment.id, action });
}
