import type { Random } from "../random.ts";
import { sentence } from "../texts.ts";
import { type ModelComment, type ModelUser, networkOffsets, type World } from "../world.ts";
import { applied, type Draft, envelope, pair, rejected, type TrafficKind, unusedId } from "./draft.ts";

/** Comments on tracks and in fan clubs, and what people do with them. */
export const commentTraffic: readonly TrafficKind[] = [
  { name: "comment_create", weight: 55, build: createComment },
  { name: "comment_create_fan_club", weight: 6, build: createFanClubComment },
  { name: "comment_update", weight: 8, build: updateComment },
  { name: "comment_delete", weight: 5, build: deleteComment },
  { name: "comment_react", weight: 25, build: react },
  { name: "comment_unreact", weight: 4, build: unreact },
  { name: "comment_pin", weight: 4, build: pin },
  { name: "comment_unpin", weight: 2, build: unpin },
  { name: "comment_report", weight: 3, build: report },
  { name: "comment_mute", weight: 2, build: (world, random) => setNotifications(world, random, "Mute") },
  { name: "comment_unmute", weight: 1, build: (world, random) => setNotifications(world, random, "Unmute") },
  { name: "refused_comment", weight: 6, build: refusedComment },
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

function write(world: World, random: Random, comment: ModelComment): Draft {
  world.comments.push(comment);
  const mentions = someUsers(world, random);
  for (const user of mentions) world.commentMentions.set(pair(comment.id, user), false);
  if (comment.parentId !== null) world.appended.comment_threads += 1;
  const metadata = envelope(random, {
    body: comment.text,
    entity_id: comment.entityId,
    entity_type: comment.entityType,
    ...(comment.parentId === null ? {} : { parent_comment_id: comment.parentId }),
    ...(mentions.length === 0 ? {} : { mentions }),
    ...(comment.entityType === "Track" && random.chance(0.6) ? { track_timestamp_s: random.integer(0, 300) } : {}),
  });
  return applied(comment.user, { entityType: "Comment", entityId: comment.id, action: "Create", metadata });
}

function newComment(
  world: World,
  random: Random,
  user: ModelUser,
  on: Pick<ModelComment, "entityType" | "entityId" | "host">,
): ModelComment {
  const siblings = world.comments.filter(
    (other) =>
      other.entityType === on.entityType &&
      other.entityId === on.entityId &&
      other.parentId === null &&
      !other.isDeleted,
  );
  const parent = random.chance(0.3) ? random.favourite(siblings) : undefined;
  const text = sentence(random, random.integer(1, 25));
  const id = world.newId(networkOffsets.comment);
  return { ...on, id, user, parentId: parent?.id ?? null, text, isEdited: false, isDeleted: false };
}

function createComment(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  const track = random.favourite(world.tracks);
  if (user === undefined || track === undefined || track.isDeleted) return undefined;
  const on = { entityType: "Track" as const, entityId: track.id, host: track.owner };
  return write(world, random, newComment(world, random, user, on));
}

/** In a fan club one writes to an artist rather than on a track (decision S3). */
function createFanClubComment(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  const artist = random.favourite(world.users);
  if (user === undefined || artist === undefined) return undefined;
  const on = { entityType: "FanClub" as const, entityId: artist.id, host: artist };
  return write(world, random, newComment(world, random, user, on));
}

function liveComment(world: World, random: Random, entityType?: ModelComment["entityType"]): ModelComment | undefined {
  const comment = random.favourite(world.comments);
  if (comment === undefined || comment.isDeleted) return undefined;
  return entityType === undefined || comment.entityType === entityType ? comment : undefined;
}

/** An edit that names mentions replaces them all; one that names none leaves them alone. */
function updateComment(world: World, random: Random): Draft | undefined {
  const comment = liveComment(world, random);
  if (comment === undefined) return undefined;
  comment.text = sentence(random, random.integer(1, 25));
  comment.isEdited = true;
  const mentions = someUsers(world, random);
  if (mentions.length > 0) {
    for (const key of world.commentMentions.keys()) {
      if (key.startsWith(`${comment.id}:`)) world.commentMentions.set(key, true);
    }
    for (const user of mentions) world.commentMentions.set(pair(comment.id, user), false);
  }
  const data = { body: comment.text, entity_id: comment.entityId, entity_type: comment.entityType, mentions };
  const metadata = envelope(random, data);
  return applied(comment.user, { entityType: "Comment", entityId: comment.id, action: "Update", metadata });
}

function deleteComment(world: World, random: Random): Draft | undefined {
  const comment = liveComment(world, random);
  if (comment === undefined) return undefined;
  comment.isDeleted = true;
  const by = comment.entityType === "Track" && random.chance(0.3) ? comment.host : comment.user;
  return applied(by, { entityType: "Comment", entityId: comment.id, action: "Delete" });
}

/** A reaction is refused where there was one before, taken back or not. */
function react(world: World, random: Random): Draft | undefined {
  const comment = liveComment(world, random, "Track");
  const user = random.favourite(world.users);
  if (comment === undefined || user === undefined) return undefined;
  const metadata = envelope(random, { entity_id: comment.entityId, entity_type: "Track" });
  const subject = { entityType: "Comment", entityId: comment.id, action: "React", metadata };
  const key = pair(user.id, comment.id);
  if (world.commentReactions.has(key)) return rejected(user, subject, "reacted before");
  world.commentReactions.set(key, false);
  return applied(user, subject);
}

function unreact(world: World, random: Random): Draft | undefined {
  const keys = [...world.commentReactions.keys()];
  if (keys.length === 0) return undefined;
  const key = random.pick(keys);
  const [userId, commentId] = key.split(":").map(Number);
  const user = world.users.find(({ id }) => id === userId);
  const comment = world.comments.find(({ id }) => id === commentId);
  if (user === undefined || comment === undefined) return undefined;
  const subject = { entityType: "Comment", entityId: comment.id, action: "Unreact" };
  if (comment.isDeleted) return rejected(user, subject, "comment is deleted");
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
  const metadata = envelope(random, { entity_id: track.id, entity_type: "Track" });
  const subject = { entityType: "Comment", entityId: comment.id, action: "Pin", metadata };
  if (track.pinnedCommentId === comment.id) return rejected(track.owner, subject, "pinned already");
  track.pinnedCommentId = comment.id;
  return applied(track.owner, subject);
}

function unpin(world: World, random: Random): Draft | undefined {
  const track = world.tracks.find((candidate) => candidate.pinnedCommentId !== null && !candidate.isDeleted);
  if (track === undefined || track.pinnedCommentId === null) return undefined;
  const metadata = envelope(random, { entity_id: track.id, entity_type: "Track" });
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

function refusedComment(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  const track = random.favourite(world.tracks);
  const comment = random.favourite(world.comments);
  if (user === undefined || track === undefined || comment === undefined) return undefined;
  const data = { body: sentence(random, 4), entity_id: track.id, entity_type: "Track" };
  const create = (entityId: number, extra: Record<string, unknown>, reason: string) => {
    const metadata = envelope(random, { ...data, ...extra });
    return rejected(user, { entityType: "Comment", entityId, action: "Create", metadata }, reason);
  };
  const id = world.newId(networkOffsets.comment);
  switch (random.integer(0, 8)) {
    case 0:
      return create(comment.id, {}, "comment exists");
    case 1:
      return create(id, { body: "la ".repeat(134) }, "text too long");
    case 2:
      return create(id, { body: "" }, "text empty");
    case 3:
      return create(id, { entity_id: unusedId(random) }, "no such track");
    case 4:
      return create(id, { entity_type: "Playlist" }, "one cannot comment on a playlist");
    case 5:
      return create(id, { parent_comment_id: unusedId(random) }, "no such parent");
    case 6:
      return create(id, { mentions: ["somebody"] }, "mentions must be ids");
    case 7: {
      const isOwn = user === comment.user || user === comment.host;
      const subject = { entityType: "Comment", entityId: comment.id, action: "Delete" };
      return isOwn ? undefined : rejected(user, subject, "somebody else's comment");
    }
    default: {
      const metadata = envelope(random, { entity_id: track.id, entity_type: "Track" });
      return rejected(
        user,
        { entityType: "Comment", entityId: unusedId(random), action: "React", metadata },
        "no such comment",
      );
    }
  }
}
