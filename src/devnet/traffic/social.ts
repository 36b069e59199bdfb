import type { Random } from "../random.ts";
import type { ModelUser, Relation, World } from "../world.ts";
import { applied, type Draft, pair, type TrafficKind } from "./draft.ts";

/** What people do to each other and to music. */
export const socialTraffic: readonly TrafficKind[] = [
  { name: "follow", weight: 110, build: (world, random) => towardsUser(world, random, "Follow") },
  { name: "unfollow", weight: 20, build: (world, random) => undoTowardsUser(world, random, "Unfollow") },
  { name: "subscribe", weight: 12, build: (world, random) => towardsUser(world, random, "Subscribe") },
  { name: "unsubscribe", weight: 5, build: (world, random) => undoTowardsUser(world, random, "Unsubscribe") },
  { name: "save", weight: 90, build: (world, random) => towardsItem(world, random, "Save") },
  { name: "unsave", weight: 15, build: (world, random) => undoTowardsItem(world, random, "Unsave") },
  { name: "repost", weight: 60, build: (world, random) => towardsItem(world, random, "Repost") },
  { name: "unrepost", weight: 10, build: (world, random) => undoTowardsItem(world, random, "Unrepost") },
  { name: "share", weight: 14, build: shareItem },
];

/** A track or a playlist, as the target of a social action. */
export interface Item {
  readonly entityType: "Track" | "Playlist";
  readonly id: number;
  readonly owner: ModelUser;
}

/** Gives a popular track or playlist that is not deleted, and somebody other than its owner. Undefined when there is none. */
export function itemAndUser(world: World, random: Random): { item: Item; user: ModelUser } | undefined {
  const user = random.favourite(world.users);
  const wantsPlaylist = random.chance(0.2) && world.playlists.length > 0;
  const target = wantsPlaylist ? random.favourite(world.playlists) : random.favourite(world.tracks);
  if (user === undefined || target === undefined || target.isDeleted) return undefined;
  if (target.owner === user || world.isClosed(user, target.owner)) return undefined;
  return { item: { entityType: wantsPlaylist ? "Playlist" : "Track", id: target.id, owner: target.owner }, user };
}

/**
 * A follow also subscribes. What stands already is left alone: repeating it is accepted and changes nothing, and it comes again
 * often enough here, since the same few are popular.
 */
function towardsUser(world: World, random: Random, action: "Follow" | "Subscribe"): Draft | undefined {
  if (world.users.length === 0) return undefined;
  const user = random.pick(world.users);
  const target = random.favourite(world.users);
  if (target === undefined || user === target || world.isClosed(user, target)) return undefined;
  const key = pair(user.id, target.id);
  if (action === "Follow") world.follows.set(key, false);
  world.subscriptions.set(key, false);
  return applied(user, { entityType: "User", entityId: target.id, action });
}

/** Undoing writes a row marked as deleted, even where there was nothing to undo. */
function undoTowardsUser(world: World, random: Random, action: "Unfollow" | "Unsubscribe"): Draft | undefined {
  const relation = action === "Unfollow" ? world.follows : world.subscriptions;
  const standing = random.chance(0.9) ? standingPair(world, random, relation) : undefined;
  const user = standing?.user ?? random.favourite(world.users);
  const target = standing?.target ?? random.favourite(world.users)?.id;
  const targetUser = world.users.find((candidate) => candidate.id === target);
  if (user === undefined || targetUser === undefined || user === targetUser || world.isClosed(user, targetUser))
    return undefined;
  const key = pair(user.id, targetUser.id);
  if (action === "Unfollow") world.follows.set(key, true);
  world.subscriptions.set(key, true);
  return applied(user, { entityType: "User", entityId: targetUser.id, action });
}

/** Picks one of the pairs of a relation between users. */
function standingPair(
  world: World,
  random: Random,
  relation: Relation,
): { user: ModelUser; target: number } | undefined {
  const keys = [...relation.keys()];
  if (keys.length === 0) return undefined;
  const [userId, targetId] = random.pick(keys).split(":");
  const user = world.users.find((candidate) => String(candidate.id) === userId);
  return user === undefined ? undefined : { user, target: Number(targetId) };
}

function relationOf(world: World, action: "Save" | "Unsave" | "Repost" | "Unrepost"): Relation {
  return action === "Save" || action === "Unsave" ? world.saves : world.reposts;
}

function towardsItem(world: World, random: Random, action: "Save" | "Repost"): Draft | undefined {
  const chosen = itemAndUser(world, random);
  if (chosen === undefined) return undefined;
  const { item, user } = chosen;
  relationOf(world, action).set(`${user.id}:${item.entityType}:${item.id}`, false);
  const flag = action === "Save" ? "is_save_of_repost" : "is_repost_of_repost";
  const metadata = random.chance(0.5) ? JSON.stringify({ [flag]: random.chance(0.3) }) : "";
  return applied(user, { entityType: item.entityType, entityId: item.id, action, metadata });
}

function undoTowardsItem(world: World, random: Random, action: "Unsave" | "Unrepost"): Draft | undefined {
  const relation = relationOf(world, action);
  const keys = [...relation.keys()];
  if (keys.length === 0 || random.chance(0.1)) {
    const chosen = itemAndUser(world, random);
    if (chosen === undefined) return undefined;
    relation.set(`${chosen.user.id}:${chosen.item.entityType}:${chosen.item.id}`, true);
    return applied(chosen.user, { entityType: chosen.item.entityType, entityId: chosen.item.id, action });
  }
  const key = random.pick(keys);
  const [userId, entityType, itemId] = key.split(":");
  const user = world.users.find((candidate) => String(candidate.id) === userId);
  if (user === undefined || entityType === undefined) return undefined;
  relation.set(key, true);
  return applied(user, { entityType, entityId: Number(itemId), action });
}

/** Sharing has no state: every share is a row of its own (decision S2). */
function shareItem(world: World, random: Random): Draft | undefined {
  const chosen = itemAndUser(world, random);
  if (chosen === undefined) return undefined;
  world.appended.shares += 1;
  return applied(chosen.user, { entityType: chosen.item.entityType, entityId: chosen.item.id, action: "Share" });
}
