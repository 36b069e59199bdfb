import type { Random } from "../random.ts";
import type { ModelUser, Relation, World } from "../world.ts";
import { applied, type Draft, pair, rejected, type Subject, type TrafficKind } from "./draft.ts";

/** What people do to each other and to music. What stands is refused when it comes again, and so is undoing what does not stand. */
export const socialTraffic: readonly TrafficKind[] = [
  { name: "follow", weight: 110, build: follow },
  { name: "follow_again", weight: 6, build: followAgain },
  { name: "unfollow", weight: 20, build: unfollow },
  { name: "subscribe", weight: 12, build: subscribe },
  { name: "unsubscribe", weight: 5, build: unsubscribe },
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
  readonly isAlbum: boolean;
}

/** Gives a popular track or playlist that is not deleted, and somebody, now and then its owner. Undefined when there is none. */
export function itemAndUser(world: World, random: Random): { item: Item; user: ModelUser } | undefined {
  const playlist = random.chance(0.2) ? random.favourite(world.playlists) : undefined;
  const target = playlist ?? random.favourite(world.tracks);
  if (target === undefined || target.isDeleted) return undefined;
  const user = random.chance(0.05) ? target.owner : random.favourite(world.users);
  if (user === undefined || world.isClosed(user, target.owner)) return undefined;
  const entityType = playlist === undefined ? "Track" : "Playlist";
  return { item: { entityType, id: target.id, owner: target.owner, isAlbum: playlist?.isAlbum ?? false }, user };
}

/** Gives two users who may have something to do with each other; the second is popular. */
function twoUsers(world: World, random: Random): { user: ModelUser; target: ModelUser } | undefined {
  if (world.users.length === 0) return undefined;
  const user = random.pick(world.users);
  const target = random.favourite(world.users);
  return target === undefined || user === target || world.isClosed(user, target) ? undefined : { user, target };
}

/** The key of a subscription to a user. */
export function subscriptionKey(subscriber: number, type: "User" | "Event", id: number): string {
  return `${subscriber}:${type}:${id}`;
}

/** A follow also subscribes. */
function follow(world: World, random: Random): Draft | undefined {
  const found = twoUsers(world, random);
  if (found === undefined) return undefined;
  const { user, target } = found;
  // Whom one follows is a user, whatever the transaction calls it.
  const entityType = random.chance(0.02) ? "Track" : "User";
  const subject = { entityType, entityId: target.id, action: "Follow" };
  const key = pair(user.id, target.id);
  if (world.follows.get(key) === false) return rejected(user, subject, "follows already");
  world.follows.set(key, false);
  world.subscriptions.set(subscriptionKey(user.id, "User", target.id), false);
  return applied(user, subject);
}

/** Some clients send a follow again and again: on mainnet, one follow in four is such a repeat. */
function followAgain(world: World, random: Random): Draft | undefined {
  const found = relatedUsers(world, random, world.follows);
  if (found === undefined || world.follows.get(pair(found.user.id, found.targetId)) !== false) return undefined;
  return rejected(found.user, { entityType: "User", entityId: found.targetId, action: "Follow" }, "follows already");
}

function unfollow(world: World, random: Random): Draft | undefined {
  const found = relatedUsers(world, random, world.follows);
  if (found === undefined) return undefined;
  const { user, targetId } = found;
  const subject = { entityType: "User", entityId: targetId, action: "Unfollow" };
  const key = pair(user.id, targetId);
  if (world.follows.get(key) !== false) return rejected(user, subject, "does not follow");
  world.follows.set(key, true);
  world.subscriptions.set(subscriptionKey(user.id, "User", targetId), true);
  return applied(user, subject);
}

/** To a user, or to an event. */
function subscribe(world: World, random: Random): Draft | undefined {
  const event = random.chance(0.3) ? random.favourite(world.events) : undefined;
  const found = twoUsers(world, random);
  if (found === undefined) return undefined;
  const { user } = found;
  const target =
    event === undefined ? { type: "User" as const, id: found.target.id } : { type: "Event" as const, id: event.id };
  const subject = { entityType: target.type, entityId: target.id, action: "Subscribe" };
  if (event?.isDeleted) return rejected(user, subject, "event is deleted");
  const key = subscriptionKey(user.id, target.type, target.id);
  if (world.subscriptions.get(key) === false) return rejected(user, subject, "subscribed already");
  world.subscriptions.set(key, false);
  return applied(user, subject);
}

function unsubscribe(world: World, random: Random): Draft | undefined {
  const wanted = random.chance(0.3) ? ":Event:" : ":User:";
  const keys = [...world.subscriptions.keys()].filter((key) => key.includes(wanted));
  if (keys.length === 0) return undefined;
  const key = random.pick(keys);
  const [userId, entityType = "", targetId] = key.split(":");
  const user = world.users.find((candidate) => String(candidate.id) === userId);
  if (user === undefined) return undefined;
  const subject = { entityType, entityId: Number(targetId), action: "Unsubscribe" };
  if (world.subscriptions.get(key) === true) return rejected(user, subject, "unsubscribed already");
  world.subscriptions.set(key, true);
  return applied(user, subject);
}

/** Gives a pair of a relation between users, standing or not; one time in ten any two users. */
function relatedUsers(world: World, random: Random, relation: Relation) {
  const keys = [...relation.keys()];
  if (keys.length === 0 || random.chance(0.1)) {
    const any = twoUsers(world, random);
    return any && { user: any.user, targetId: any.target.id };
  }
  const [userId, targetId] = random.pick(keys).split(":");
  const user = world.users.find((candidate) => String(candidate.id) === userId);
  return user && { user, targetId: Number(targetId) };
}

function relationOf(world: World, action: "Save" | "Unsave" | "Repost" | "Unrepost"): Relation {
  return action === "Save" || action === "Unsave" ? world.saves : world.reposts;
}

/** An album goes by its own name with some clients, and is a playlist to the network. */
function itemSubject(random: Random, item: Item, action: string, metadata = ""): Subject {
  const entityType = item.isAlbum && random.chance(0.3) ? "Album" : item.entityType;
  return { entityType, entityId: item.id, action, metadata };
}

function towardsItem(world: World, random: Random, action: "Save" | "Repost"): Draft | undefined {
  const chosen = itemAndUser(world, random);
  if (chosen === undefined) return undefined;
  const { item, user } = chosen;
  const flag = action === "Save" ? "is_save_of_repost" : "is_repost_of_repost";
  const metadata = random.chance(0.3) ? JSON.stringify({ [flag]: random.pick([false, false, true, 1]) }) : "";
  const subject = itemSubject(random, item, action, metadata);
  const relation = relationOf(world, action);
  const key = `${user.id}:${item.entityType}:${item.id}`;
  if (relation.get(key) === false) return rejected(user, subject, "stands already");
  relation.set(key, false);
  return applied(user, subject);
}

function undoTowardsItem(world: World, random: Random, action: "Unsave" | "Unrepost"): Draft | undefined {
  const relation = relationOf(world, action);
  const keys = [...relation.keys()];
  if (keys.length === 0 || random.chance(0.1)) {
    const chosen = itemAndUser(world, random);
    if (chosen === undefined) return undefined;
    const { item, user } = chosen;
    return undo(relation, user, `${user.id}:${item.entityType}:${item.id}`, itemSubject(random, item, action));
  }
  const key = random.pick(keys);
  const [userId, entityType = "", itemId] = key.split(":");
  const user = world.users.find((candidate) => String(candidate.id) === userId);
  return user && undo(relation, user, key, { entityType, entityId: Number(itemId), action });
}

function undo(relation: Relation, user: ModelUser, key: string, subject: Subject): Draft {
  if (relation.get(key) !== false) return rejected(user, subject, "does not stand");
  relation.set(key, true);
  return applied(user, subject);
}

/** Sharing has no state: every share is a row of its own (decision S2). There is no such row for an Album. */
function shareItem(world: World, random: Random): Draft | undefined {
  const chosen = itemAndUser(world, random);
  if (chosen === undefined) return undefined;
  const { item, user } = chosen;
  const subject = itemSubject(random, item, "Share");
  if (subject.entityType === "Album") return rejected(user, subject, "the share of an Album");
  world.appended.shares += 1;
  return applied(user, subject);
}
