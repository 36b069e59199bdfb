import type { Random } from "../random.ts";
import { contentId, handle, place, properName, sentence } from "../texts.ts";
import { solanaWalletOf, verifierAddress, walletOf } from "../wallets.ts";
import { type ModelUser, networkOffsets, type World } from "../world.ts";
import { applied, type Draft, metadataOf, pair, rejected, type TrafficKind } from "./draft.ts";

/** The user itself: sign-up, profile, verification, muting of others. */
export const userTraffic: readonly TrafficKind[] = [
  { name: "user_create", weight: 70, build: createUser },
  { name: "user_create_bare", weight: 2, build: createBareUser },
  { name: "user_complete_bare", weight: 3, build: completeBareUser },
  { name: "user_update", weight: 40, build: updateUser },
  { name: "user_update_handle", weight: 3, build: changeHandle },
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
    payoutWallet: null,
    handle: handle(random, id - networkOffsets.user),
    name: properName(random),
    bio: random.chance(0.2) ? sentence(random, random.integer(4, 16)) : null,
    location: place(random),
    isVerified: false,
    artistPickTrackId: null,
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
    metadata: metadataOf(random, {
      handle: user.handle,
      name: user.name,
      bio: user.bio,
      location: user.location,
      profile_picture: random.chance(0.1) ? contentId(random) : null,
      profile_picture_sizes: contentId(random),
      cover_photo: null,
      cover_photo_sizes: random.chance(0.2) ? contentId(random) : null,
      website: random.chance(0.1) ? "https://example.org/me" : null,
      // Kinds of profiles that there are not do not count.
      profile_type: random.chance(0.05) ? random.pick(["label", "artist"]) : null,
      events: { is_mobile_user: random.chance(0.5), ...(referrer === undefined ? {} : { referrer: referrer.id }) },
    }),
  });
}

/** A sign-up that says nothing: metadata that is not JSON counts as none, and no member is needed. */
function createBareUser(world: World, random: Random): Draft {
  const id = world.newId(networkOffsets.user);
  const user: ModelUser = { ...newUser(world, random, id), handle: null, name: null, bio: null, location: null };
  world.addUser(user);
  const metadata = random.pick([contentId(random), "", "{}"]);
  return applied(user, { entityType: "User", entityId: id, action: "Create", metadata });
}

/** Who signed up without a word says who they are later. */
function completeBareUser(world: World, random: Random): Draft | undefined {
  const user = world.bareUsers.pop();
  if (user === undefined) return undefined;
  user.handle = handle(random, user.id - networkOffsets.user);
  user.name = properName(random);
  user.bio = sentence(random, 6);
  world.natives.push(user);
  return updated(user, metadataOf(random, { handle: user.handle, name: user.name, bio: user.bio }));
}

/** A profile's change that is accepted. With each the artist pick is looked at again: a track that is gone is dropped. */
export function updated(user: ModelUser, metadata: string, signer?: string): Draft {
  if (!user.tracks.some(({ id }) => id === user.artistPickTrackId)) user.artistPickTrackId = null;
  const subject = { entityType: "User", entityId: user.id, action: "Update", metadata };
  return applied(user, signer === undefined ? subject : { ...subject, signer });
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
    user.name = properName(random);
    data.name = user.name;
  }
  if (random.chance(0.3)) {
    // What is null or empty says nothing: a place that is named once stays.
    const named = place(random);
    user.location = named ?? user.location;
    data.location = named ?? random.pick([null, ""]);
  }
  if (random.chance(0.4)) data.profile_picture_sizes = contentId(random);
  pickTrack(world, random, user, data);
  if (random.chance(0.05)) payTo(world, random, user, data);
  if (random.chance(0.2))
    data.playlist_library = { contents: [{ playlist_id: "Audio NFTs", type: "explore_playlist" }] };
  // Clients send the whole profile, the handle as it is among it.
  if (random.chance(0.3)) data.handle = user.handle;
  if (Object.keys(data).length === 0) data.website = `https://example.org/${user.id}`;
  return updated(user, metadataOf(random, data));
}

/** Somebody else's track may be named as the artist pick: then there is no pick, and the rest of the update counts. */
function pickTrack(world: World, random: Random, user: ModelUser, data: Record<string, unknown>): void {
  const picked = random.chance(0.3) ? random.favourite(random.chance(0.8) ? user.tracks : world.tracks) : undefined;
  if (picked === undefined) return;
  data.artist_pick_track_id = picked.id;
  user.artistPickTrackId = picked.id;
}

function payTo(world: World, random: Random, user: ModelUser, data: Record<string, unknown>): void {
  const wallet = solanaWalletOf(world.seed, `payout/${user.id}/${random.integer(0, 3)}`).address;
  data.spl_usdc_payout_wallet = wallet;
  if (wallet === user.payoutWallet || world.seenNow.has(`payout/${user.id}`)) return;
  // Of two changes in one block the history keeps the first.
  world.seenNow.add(`payout/${user.id}`);
  user.payoutWallet = wallet;
  world.appended.user_payout_wallet_history += 1;
}

/** A user may take another handle at any time, or spell their own in another way. */
function changeHandle(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  if (user === undefined || user.handle === null) return undefined;
  const free = handle(random, world.newId(networkOffsets.user) - networkOffsets.user);
  user.handle = random.chance(0.7) ? free : user.handle.toUpperCase();
  return updated(user, metadataOf(random, { handle: user.handle }));
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
    metadata: metadataOf(random, { is_verified: true, [platform]: user.handle }),
    signer: verifierAddress,
  });
}

function muteUser(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  const target = random.favourite(world.users);
  if (user === undefined || target === undefined || world.isClosed(user, target)) return undefined;
  const subject = { entityType: "User", entityId: target.id, action: "Mute" };
  if (user === target) return rejected(user, subject, "mutes itself");
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
  const subject = { entityType: "User", entityId: Number(targetId), action: "Unmute" };
  if (world.mutedUsers.get(key) === true) return rejected(user, subject, "unmuted already");
  world.mutedUsers.set(key, true);
  return applied(user, subject);
}
