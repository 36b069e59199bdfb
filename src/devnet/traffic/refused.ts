import type { Random } from "../random.ts";
import { contentId, handle, sentence, title } from "../texts.ts";
import { walletOf } from "../wallets.ts";
import { type ModelTrack, type ModelUser, networkOffsets, type World } from "../world.ts";
import { type Draft, draft, envelope, pair, rejected, type Subject, type TrafficKind, unusedId } from "./draft.ts";
import { newTrack, trackMetadata } from "./tracks.ts";

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
  { name: "unknown_pair", weight: 5, build: unknownPair },
];

const longText = "la ".repeat(900);

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
      metadata: envelope(random, { bio: sentence(random, 5) }),
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
    { entityType: "User", entityId: id, action: "Update", metadata: envelope(random, { bio: "hello" }) },
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
  const profile = { handle: handle(random, id - networkOffsets.user), name: title(random), bio: sentence(random, 5) };
  const create = (userId: number, signer: string, data: Record<string, unknown>, reason: string) =>
    draft(
      userId,
      signer,
      { entityType: "User", entityId: userId, action: "Create", metadata: envelope(random, data) },
      { kind: "rejected", reason },
    );
  switch (random.integer(0, 10)) {
    case 0:
      return create(id, wallet, { ...profile, handle: other.handle.toUpperCase() }, "handle taken, letter case aside");
    case 1:
      return create(other.id, wallet, profile, "user exists");
    case 2:
      return create(random.integer(1, 999_999), wallet, profile, "id below the network's offset");
    case 3:
      return create(id, wallet, { ...profile, handle: "search" }, "reserved handle");
    case 4:
      return create(id, wallet, { ...profile, name: "Audius Official" }, "bad word in the name");
    case 5:
      return create(id, wallet, { ...profile, bio: longText.slice(0, 257) }, "bio too long");
    case 6:
      return create(id, wallet, { ...profile, handle: `${profile.handle}-x` }, "illegal character in the handle");
    case 7:
      return create(id, wallet, { ...profile, handle: "a".repeat(31) }, "handle too long");
    case 8:
      return create(id, other.wallet.address, profile, "wallet in use");
    case 9:
      return create(id, wallet, { ...profile, handle: null }, "handle missing");
    default:
      return draft(
        id,
        wallet,
        { entityType: "User", entityId: id, action: "Create" },
        { kind: "rejected", reason: "no metadata" },
      );
  }
}

function refusedUserUpdate(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  if (user === undefined) return undefined;
  const subject = { entityType: "User", entityId: user.id, action: "Update" };
  const foreign = world.tracks.find((track) => track.owner !== user);
  switch (random.integer(0, 3)) {
    case 0:
      return rejected(
        user,
        { ...subject, metadata: envelope(random, { bio: longText.slice(0, 300) }) },
        "bio too long",
      );
    case 1: {
      const pick = foreign?.id ?? unusedId(random);
      return rejected(
        user,
        { ...subject, metadata: envelope(random, { artist_pick_track_id: pick }) },
        "somebody else's track",
      );
    }
    case 2:
      return rejected(
        user,
        { ...subject, metadata: JSON.stringify({ bio: "no envelope" }) },
        "metadata without cid and data",
      );
    default:
      return rejected(
        user,
        { ...subject, metadata: `{"cid":"${contentId(random)}","data":{"bio":"cut` },
        "metadata is not JSON",
      );
  }
}

function selfVerify(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  if (user === undefined) return undefined;
  const metadata = envelope(random, { is_verified: true, twitter_handle: "me" });
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
  const track = world.tracks.find((candidate) => !candidate.isDeleted);
  if (user === undefined || track === undefined) return undefined;
  switch (random.integer(0, 6)) {
    case 0:
      return rejected(user, { entityType: "User", entityId: user.id, action: "Follow" }, "follows itself");
    case 1:
      return rejected(
        user,
        { entityType: "User", entityId: unusedId(random), action: "Follow" },
        "followee does not exist",
      );
    case 2:
      return rejected(
        user,
        { entityType: "Track", entityId: unusedId(random), action: "Repost" },
        "track does not exist",
      );
    case 3:
      return rejected(track.owner, { entityType: "Track", entityId: track.id, action: "Save" }, "saves an own track");
    case 4:
      return rejected(user, { entityType: "User", entityId: track.owner.id, action: "Save" }, "a user cannot be saved");
    case 5:
      return rejected(track.owner, { entityType: "Track", entityId: track.id, action: "Unrepost" }, "own track");
    default:
      return rejected(user, { entityType: "Album", entityId: track.id, action: "Save" }, "Album is no type of entity");
  }
}

function refusedTrackCreate(world: World, random: Random): Draft | undefined {
  const owner = random.favourite(world.natives);
  if (owner === undefined) return undefined;
  const track = newTrack(random, owner, { id: world.newId(networkOffsets.track) });
  const bare = world.bareUsers[0];
  const existing = random.favourite(world.tracks);
  const purchase = { usdc_purchase: { price: 199, splits: [{ user_id: owner.id, percentage: 100 }] } };
  switch (random.integer(0, 12)) {
    case 0:
      return upload(world, random, owner, track, { genre: "Elevator Music" }, "genre not in the list");
    case 1:
      return upload(world, random, owner, track, { description: longText.slice(0, 2501) }, "description too long");
    case 2:
      return upload(
        world,
        random,
        owner,
        { ...track, id: random.integer(1, 1_999_999) },
        {},
        "id below the network's offset",
      );
    case 3:
      return existing === undefined
        ? undefined
        : upload(world, random, owner, { ...track, id: existing.id }, {}, "track exists");
    case 4:
      return upload(world, random, owner, track, { owner_id: unusedId(random) }, "owner_id is another user");
    case 5:
      return upload(
        world,
        random,
        owner,
        track,
        { is_stream_gated: true, is_download_gated: true },
        "gated without conditions",
      );
    case 6:
      return upload(
        world,
        random,
        owner,
        track,
        { is_stream_gated: true, stream_conditions: purchase },
        "not download gated",
      );
    case 7: {
      const gate = { usdc_purchase: { price: "1.99", splits: purchase.usdc_purchase.splits } };
      const extra = {
        is_stream_gated: true,
        is_download_gated: true,
        stream_conditions: gate,
        download_conditions: gate,
      };
      return upload(world, random, owner, track, extra, "price is a text");
    }
    case 8: {
      const gate = { usdc_purchase: { price: 199 } };
      const extra = {
        is_stream_gated: true,
        is_download_gated: true,
        stream_conditions: gate,
        download_conditions: gate,
      };
      return upload(world, random, owner, track, extra, "price without splits");
    }
    case 9:
      return bare === undefined
        ? undefined
        : upload(world, random, bare, { ...track, owner: bare }, {}, "owner has no handle");
    case 10: {
      const extra = {
        stem_of: { category: "VOCALS", parent_track_id: existing?.id ?? track.id },
        is_download_gated: true,
        download_conditions: { follow_user_id: owner.id },
      };
      return upload(world, random, owner, track, extra, "gated stem");
    }
    case 11: {
      const paid = world.tracks.find((parent) => parent.gate === "purchase" && parent.owner !== owner);
      if (paid === undefined) return undefined;
      const extra = { remix_of: { tracks: [{ parent_track_id: paid.id }] } };
      return upload(world, random, owner, track, extra, "remix of a track that was not bought");
    }
    default:
      return rejected(
        owner,
        { entityType: "Track", entityId: track.id, action: "Create", metadata: "not json" },
        "not JSON",
      );
  }
}

function upload(
  world: World,
  random: Random,
  user: ModelUser,
  track: ModelTrack,
  extra: Record<string, unknown>,
  reason: string,
): Draft {
  const metadata = envelope(random, { ...trackMetadata(world, random, track), ...extra });
  return rejected(user, { entityType: "Track", entityId: track.id, action: "Create", metadata }, reason);
}

function refusedTrackEdit(world: World, random: Random): Draft | undefined {
  const track = random.favourite(world.tracks);
  const other = random.favourite(world.natives);
  if (track === undefined || other === undefined || track.owner === other) return undefined;
  const metadata = envelope(random, { title: title(random), description: sentence(random, 5) });
  switch (random.integer(0, 4)) {
    case 0:
      return rejected(
        other,
        { entityType: "Track", entityId: track.id, action: "Update", metadata },
        "somebody else's track",
      );
    case 1:
      return rejected(other, { entityType: "Track", entityId: track.id, action: "Delete" }, "somebody else's track");
    case 2:
      return rejected(
        other,
        { entityType: "Track", entityId: unusedId(random), action: "Update", metadata },
        "no such track",
      );
    case 3:
      return rejected(other, { entityType: "Track", entityId: unusedId(random), action: "Delete" }, "no such track");
    default: {
      const genre = envelope(random, { title: track.title, genre: "Elevator Music" });
      return rejected(
        track.owner,
        { entityType: "Track", entityId: track.id, action: "Update", metadata: genre },
        "genre not in the list",
      );
    }
  }
}

/** Pairs of entity type and action that no handler claims: the network carries them and nobody acts on them. */
const unknownPairs = [
  ["Album", "Create"],
  ["User", "Delete"],
  ["Track", "Stream"],
  ["Playlist", "Archive"],
  ["DashboardWalletUser", "View"],
  ["user", "Create"],
  ["", "Create"],
] as const;

function unknownPair(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  if (user === undefined) return undefined;
  const [entityType, action] = random.pick(unknownPairs);
  const metadata = random.pick(["", "not json", envelope(random, { name: "x" })]);
  const subject = { entityType, entityId: unusedId(random), action, metadata };
  return draft(user.id, user.wallet.address, subject, { kind: "ignored" });
}
