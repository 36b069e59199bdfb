import type { Random } from "../random.ts";
import { handle, properName, sentence, title } from "../texts.ts";
import { walletOf } from "../wallets.ts";
import { type ModelTrack, type ModelUser, networkOffsets, type World } from "../world.ts";
import { type Draft, draft, metadataOf, pair, rejected, type Subject, type TrafficKind, unusedId } from "./draft.ts";
import { trackMetadata } from "./track-metadata.ts";
import { newTrack } from "./tracks.ts";

/** What the network refuses, in the ways that real clients, bots and mistakes produce it: users, social actions and tracks. */
export const refusedTraffic: readonly TrafficKind[] = [
  { name: "refused_wrong_signer", weight: 10, build: wrongSigner },
  { name: "refused_unknown_user", weight: 5, build: unknownUser },
  { name: "refused_user_create", weight: 14, build: refusedUserCreate },
  { name: "refused_user_update", weight: 7, build: refusedUserUpdate },
  { name: "refused_verify", weight: 2, build: selfVerify },
  { name: "refused_unmute", weight: 2, build: refusedUnmute },
  { name: "refused_social", weight: 12, build: refusedSocial },
  { name: "refused_track_create", weight: 14, build: refusedTrackCreate },
  { name: "refused_track_edit", weight: 8, build: refusedTrackEdit },
];

/** Somebody acts for somebody else, without a grant. */
function wrongSigner(world: World, random: Random): Draft | undefined {
  const victim = random.favourite(world.users);
  const stranger = random.favourite(world.users);
  if (victim === undefined || stranger === undefined || victim === stranger || world.isClosed(victim, stranger))
    return undefined;
  if (world.grants.has(pair(stranger.wallet.lower, victim.id))) return undefined;
  const subjects: Subject[] = [
    {
      entityType: "User",
      entityId: victim.id,
      action: "Update",
      metadata: metadataOf(random, { bio: sentence(random, 5) }),
    },
    { entityType: "User", entityId: stranger.id, action: "Follow" },
    { entityType: "User", entityId: stranger.id, action: "Mute" },
  ];
  const track = victim.tracks[0];
  if (track !== undefined) subjects.push({ entityType: "Track", entityId: track.id, action: "Delete" });
  const subject = { ...random.pick(subjects), signer: stranger.wallet.address };
  return rejected(victim, subject, `signed by user ${stranger.id}, not by user ${victim.id}`);
}

/** A user who never joined. */
function unknownUser(world: World, random: Random): Draft | undefined {
  const target = random.favourite(world.users);
  if (target === undefined) return undefined;
  const id = unusedId(random);
  const subject = random.pick<Subject>([
    { entityType: "User", entityId: target.id, action: "Follow" },
    { entityType: "User", entityId: id, action: "Update", metadata: metadataOf(random, { bio: "hello" }) },
    { entityType: "User", entityId: target.id, action: "Subscribe" },
  ]);
  return draft(id, walletOf(world.seed, `nobody/${id}`).address, subject, {
    kind: "rejected",
    reason: `user ${id} does not exist`,
  });
}

function refusedUserCreate(world: World, random: Random): Draft | undefined {
  const other = random.favourite(world.natives);
  if (other === undefined || other.handle === null) return undefined;
  const id = world.newId(networkOffsets.user);
  const wallet = walletOf(world.seed, `user/${id}`).address;
  const profile = { handle: handle(random, id - networkOffsets.user), name: properName(random) };
  const create = (userId: number, signer: string, data: Record<string, unknown>, reason: string) =>
    draft(
      userId,
      signer,
      { entityType: "User", entityId: userId, action: "Create", metadata: metadataOf(random, data) },
      { kind: "rejected", reason },
    );
  switch (random.integer(0, 8)) {
    case 0:
      return create(id, wallet, { ...profile, handle: other.handle.toUpperCase() }, "handle taken, letter case aside");
    case 1:
      return create(other.id, wallet, profile, "user exists");
    case 2:
      return create(random.integer(1, 999_999), wallet, profile, "id below the network's offset");
    case 3:
      return create(id, wallet, { ...profile, handle: random.pick(["Tracks", "search"]) }, "reserved handle");
    case 4:
      return create(id, wallet, { ...profile, name: "🎧".repeat(33) }, "name too long");
    case 5:
      return create(id, wallet, { ...profile, bio: "🎧".repeat(257) }, "bio too long");
    case 6:
      return create(id, wallet, { ...profile, handle: `${profile.handle}-x` }, "illegal character in the handle");
    case 7:
      return create(id, wallet, { ...profile, handle: "a".repeat(31) }, "handle too long");
    default:
      return create(id, other.wallet.address, profile, "wallet in use");
  }
}

function refusedUserUpdate(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  const other = random.favourite(world.natives);
  if (user === undefined || other === undefined || user === other || other.handle === null) return undefined;
  const update = (data: Record<string, unknown>, reason: string) => {
    const metadata = metadataOf(random, data);
    return rejected(user, { entityType: "User", entityId: user.id, action: "Update", metadata }, reason);
  };
  switch (random.integer(0, 3)) {
    case 0:
      return update({ bio: "la ".repeat(100) }, "bio too long");
    case 1:
      return update({ name: "n".repeat(33) }, "name too long");
    case 2:
      return update({ handle: other.handle }, "somebody else's handle");
    default:
      return update({ handle: "nobody else" }, "illegal character in the handle");
  }
}

function selfVerify(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  if (user === undefined) return undefined;
  const metadata = metadataOf(random, { is_verified: true, twitter_handle: "me" });
  return rejected(
    user,
    { entityType: "User", entityId: user.id, action: "Verify", metadata },
    "not signed by the verifier",
  );
}

function refusedUnmute(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  const target = random.favourite(world.natives);
  if (user === undefined || target === undefined || user === target) return undefined;
  if (world.mutedUsers.has(pair(user.id, target.id))) return undefined;
  return rejected(user, { entityType: "User", entityId: target.id, action: "Unmute" }, "never muted");
}

function refusedSocial(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  if (user === undefined) return undefined;
  const nothing = unusedId(random);
  switch (random.integer(0, 6)) {
    case 0:
      return rejected(user, { entityType: "User", entityId: user.id, action: "Follow" }, "follows itself");
    case 1:
      return rejected(user, { entityType: "User", entityId: nothing, action: "Follow" }, "no such followee");
    case 2:
      return rejected(user, { entityType: "Track", entityId: nothing, action: "Repost" }, "no such track");
    case 3:
      return rejected(user, { entityType: "Album", entityId: nothing, action: "Save" }, "no such playlist");
    case 4:
      return rejected(user, { entityType: "User", entityId: nothing, action: "Save" }, "neither track nor playlist");
    case 5:
      return rejected(user, { entityType: "Event", entityId: nothing, action: "Subscribe" }, "no such event");
    default:
      return rejected(user, { entityType: "User", entityId: user.id, action: "Subscribe" }, "subscribes to itself");
  }
}

function refusedTrackCreate(world: World, random: Random): Draft | undefined {
  const owner = random.favourite(world.natives);
  if (owner === undefined) return undefined;
  const track = newTrack(random, owner, { id: world.newId(networkOffsets.track) });
  const existing = random.favourite(world.tracks);
  const splits = [{ user_id: owner.id, percentage: 100 }];
  const gate = { usdc_purchase: { price: 199, splits } };
  const upload = (changed: Partial<ModelTrack>, extra: Record<string, unknown>, reason: string) =>
    refusedUpload(world, random, owner, { ...track, ...changed }, extra, reason);
  const sold = (conditions: Record<string, unknown>, reason: string) => {
    const gates = { is_stream_gated: true, stream_conditions: conditions };
    return upload({}, { ...gates, is_download_gated: true, download_conditions: conditions }, reason);
  };
  switch (random.integer(0, 12)) {
    case 0:
      return upload({}, { genre: "Elevator Music ".repeat(7) }, "genre too long");
    case 1:
      return upload({}, { description: "la ".repeat(834) }, "description too long");
    case 2:
      return upload({ id: random.integer(1, 1_999_999) }, {}, "id below the network's offset");
    case 3:
      return existing && upload({ id: existing.id }, {}, "track exists");
    case 4:
      return upload({}, { owner_id: unusedId(random) }, "owner_id is another user");
    case 5:
      return upload({}, { is_stream_gated: true, is_download_gated: true }, "gated without conditions");
    case 6:
      return upload({}, { is_stream_gated: true, stream_conditions: gate }, "not download gated");
    case 7:
      return sold({ usdc_purchase: { price: "1.99", splits } }, "price is a text");
    case 8:
      return sold({ usdc_purchase: { price: 199, splits: [] } }, "price without splits");
    case 9:
      return sold({ ...gate, follow_user_id: owner.id }, "two conditions at once");
    case 10: {
      const stem_of = { category: "VOCALS", parent_track_id: existing?.id ?? track.id };
      const download = { is_download_gated: true, download_conditions: { follow_user_id: owner.id } };
      return upload({}, { stem_of, ...download }, "gated stem");
    }
    case 11:
      return upload({}, { title: random.pick(["", 5, null]) }, "no title");
    default:
      return rejected(
        owner,
        { entityType: "Track", entityId: track.id, action: "Create", metadata: "not json" },
        "no metadata",
      );
  }
}

function refusedUpload(
  world: World,
  random: Random,
  user: ModelUser,
  track: ModelTrack,
  extra: Record<string, unknown>,
  reason: string,
): Draft {
  const metadata = metadataOf(random, { ...trackMetadata(world, random, track), ...extra });
  return rejected(user, { entityType: "Track", entityId: track.id, action: "Create", metadata }, reason);
}

function refusedTrackEdit(world: World, random: Random): Draft | undefined {
  const track = random.favourite(world.tracks);
  const other = random.favourite(world.natives);
  const deleted = world.tracks.find(({ isDeleted }) => isDeleted);
  if (track === undefined || other === undefined || track.owner === other) return undefined;
  const metadata = metadataOf(random, { title: title(random), description: sentence(random, 5) });
  const edit = (user: ModelUser, entityId: number, action: "Update" | "Delete", reason: string) =>
    rejected(user, { entityType: "Track", entityId, action, ...(action === "Update" ? { metadata } : {}) }, reason);
  switch (random.integer(0, 5)) {
    case 0:
      return edit(other, track.id, "Update", "somebody else's track, or a deleted one");
    case 1:
      return edit(other, track.id, "Delete", "somebody else's track, or a deleted one");
    case 2:
      return edit(other, unusedId(random), "Update", "no such track");
    case 3:
      return edit(other, unusedId(random), "Delete", "no such track");
    case 4:
      return deleted && edit(deleted.owner, deleted.id, "Update", "the track is deleted");
    default: {
      const genre = metadataOf(random, { title: track.title, genre: "Elevator Music ".repeat(7) });
      const subject = { entityType: "Track", entityId: track.id, action: "Update", metadata: genre };
      return rejected(track.owner, subject, "genre too long");
    }
  }
}
