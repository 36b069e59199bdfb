import type { Random } from "../random.ts";
import { contentId, handle, place, sentence, title } from "../texts.ts";
import { verifierAddress, walletOf } from "../wallets.ts";
import { type ModelUser, networkOffsets, type World } from "../world.ts";
import { applied, type Draft, envelope, pair, rejected, type TrafficKind } from "./draft.ts";

/** The user itself: sign-up, profile, verification, muting of others. */
export const userTraffic: readonly TrafficKind[] = [
  { name: "user_create", weight: 70, build: createUser },
  { name: "user_create_bare", weight: 2, build: createBareUser },
  { name: "user_complete_bare", weight: 3, build: completeBareUser },
  { name: "user_update", weight: 40, build: updateUser },
  { name: "user_verify", weight: 5, build: verifyUser },
  { name: "user_mute", weight: 8, build: muteUser },
  { name: "user_unmute", weight: 3, build: unmuteUser },
];

/** Makes a user who has not joined yet; the wallet follows from the seed and the id. */
export function newUser(world: World, random: Random, id: number): ModelUser {
  return {
    id,
    wallet: walletOf(world.seed, `user/${id}`),
    isFounder: false,
    handle: handle(random, id - networkOffsets.user),
    name: title(random),
    bio: random.chance(0.8) ? sentence(random, random.integer(4, 16)) : null,
    location: place(random),
    isVerified: false,
    artistPickTrackId: null,
    hasCollectibles: false,
    tracks: [],
  };
}

/** A user joins, in one transaction with handle and profile, as today's clients do it. */
export function createUser(world: World, random: Random): Draft {
  const user = newUser(world, random, world.newId(networkOffsets.user));
  const referrer = random.chance(0.2) ? random.favourite(world.users) : undefined;
  return joinUser(world, random, user, referrer);
}

/** The transaction with which a given user joins. */
export function joinUser(world: World, random: Random, user: ModelUser, referrer?: ModelUser): Draft {
  world.addUser(user);
  world.appended.user_events += 1;
  return applied(user, {
    entityType: "User",
    entityId: user.id,
    action: "Create",
    metadata: envelope(random, {
      handle: user.handle,
      name: user.name,
      bio: user.bio,
      location: user.location,
      profile_picture: null,
      profile_picture_sizes: contentId(random),
      cover_photo: null,
      cover_photo_sizes: random.chance(0.5) ? contentId(random) : null,
      website: random.chance(0.1) ? "https://example.org/me" : null,
      events: { is_mobile_user: random.chance(0.5), ...(referrer === undefined ? {} : { referrer: referrer.id }) },
    }),
  });
}

/** The old sign-up in two steps: metadata that is not JSON makes a user with a wallet and nothing else. */
function createBareUser(world: World, random: Random): Draft {
  const id = world.newId(networkOffsets.user);
  const user: ModelUser = { ...newUser(world, random, id), handle: null, name: null, bio: null, location: null };
  world.addUser(user);
  return applied(user, { entityType: "User", entityId: id, action: "Create", metadata: contentId(random) });
}

/** The second step of the old sign-up: the first update brings handle and name. */
function completeBareUser(world: World, random: Random): Draft | undefined {
  const user = world.bareUsers.pop();
  if (user === undefined) return undefined;
  user.handle = handle(random, user.id - networkOffsets.user);
  user.name = title(random);
  user.bio = sentence(random, 6);
  world.natives.push(user);
  return applied(user, {
    entityType: "User",
    entityId: user.id,
    action: "Update",
    metadata: envelope(random, { handle: user.handle, name: user.name, bio: user.bio }),
  });
}

function updateUser(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  if (user === undefined) return undefined;
  const data: Record<string, unknown> = {};
  if (random.chance(0.7)) {
    user.bio = sentence(random, random.integer(4, 16));
    data.bio = user.bio;
  }
  if (random.chance(0.3)) {
    user.name = title(random);
    data.name = user.name;
  }
  if (random.chance(0.3)) {
    user.location = place(random);
    data.location = user.location;
  }
  if (random.chance(0.4)) data.profile_picture_sizes = contentId(random);
  const own = random.chance(0.3) ? random.favourite(user.tracks) : undefined;
  if (own !== undefined) {
    user.artistPickTrackId = own.id;
    data.artist_pick_track_id = own.id;
  }
  if (random.chance(0.2))
    data.playlist_library = { contents: [{ playlist_id: "Audio NFTs", type: "explore_playlist" }] };
  // Clients send the whole profile; a handle in an update is not taken, so it may stand there.
  if (random.chance(0.3)) data.handle = user.handle;
  if (Object.keys(data).length === 0) data.website = `https://example.org/${user.id}`;
  return applied(user, { entityType: "User", entityId: user.id, action: "Update", metadata: envelope(random, data) });
}

function verifyUser(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  if (user === undefined) return undefined;
  user.isVerified = true;
  const platform = random.pick(["twitter_handle", "instagram_handle", "tiktok_handle"]);
  return applied(user, {
    entityType: "User",
    entityId: user.id,
    action: "Verify",
    metadata: envelope(random, { is_verified: true, [platform]: user.handle }),
    signer: verifierAddress,
  });
}

function muteUser(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  const target = random.favourite(world.users);
  if (user === undefined || target === undefined || user === target || world.isClosed(user, target)) return undefined;
  const subject = { entityType: "User", entityId: target.id, action: "Mute" };
  const key = pair(user.id, target.id);
  if (world.mutedUsers.get(key) === false) return rejected(user, subject, "muted already");
  world.mutedUsers.set(key, false);
  return applied(user, subject);
}

function unmuteUser(world: World, random: Random): Draft | undefined {
  const muted = [...world.mutedUsers.keys()];
  if (muted.length === 0) return undefined;
  const key = random.pick(muted);
  const [userId, targetId] = key.split(":");
  const user = world.users.find((candidate) => String(candidate.id) === userId);
  if (user === undefined) return undefined;
  // A mute that has been undone can be undone again: only one that never was is refused.
  world.mutedUsers.set(key, true);
  return applied(user, { entityType: "User", entityId: Number(targetId), action: "Unmute" });
}
