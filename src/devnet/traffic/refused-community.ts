import type { Random } from "../random.ts";
import { sentence, title } from "../texts.ts";
import { signMessage, walletOf } from "../wallets.ts";
import { type ModelUser, networkOffsets, type World } from "../world.ts";
import { type WalletChain, walletProof } from "./accounts.ts";
import { granteeOf, openGrants, proof } from "./apps.ts";
import { type Draft, metadataOf, rejected, type TrafficKind, unusedId } from "./draft.ts";
import { dateText, hostsContest } from "./engagement.ts";

/** What the network refuses: playlists, comments, events, apps, grants and what belongs to an account. */
export const refusedCommunityTraffic: readonly TrafficKind[] = [
  { name: "refused_playlist", weight: 5, build: refusedPlaylist },
  { name: "refused_comment", weight: 6, build: refusedComment },
  { name: "refused_event", weight: 3, build: refusedEvent },
  { name: "refused_engagement", weight: 3, build: refusedEngagement },
  { name: "refused_app", weight: 4, build: refusedApp },
  { name: "refused_grant", weight: 3, build: refusedGrant },
  { name: "refused_account", weight: 3, build: refusedAccount },
];

function refusedPlaylist(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  const foreign = world.playlists.find(({ owner }) => owner !== user);
  const deleted = world.playlists.find(({ isDeleted }) => isDeleted);
  if (user === undefined || foreign === undefined) return undefined;
  const data = { playlist_name: title(random), playlist_contents: { track_ids: [] }, is_private: true };
  const send = (by: ModelUser, entityId: number, action: string, extra: object, reason: string) => {
    const metadata = action === "Delete" ? "" : metadataOf(random, { ...data, ...extra });
    return rejected(by, { entityType: "Playlist", entityId, action, metadata }, reason);
  };
  const id = world.newId(networkOffsets.playlist);
  switch (random.integer(0, 6)) {
    case 0:
      return send(user, random.integer(1, 399_999), "Create", {}, "id below the network's offset");
    case 1:
      return send(user, foreign.id, "Create", {}, "playlist exists");
    case 2:
      return send(user, id, "Create", { description: "la ".repeat(834) }, "description too long");
    case 3:
      return send(user, foreign.id, "Update", {}, "somebody else's playlist");
    case 4:
      return send(user, foreign.id, "Delete", {}, "somebody else's playlist");
    case 5:
      return deleted && send(deleted.owner, deleted.id, "Update", {}, "the playlist is deleted");
    default:
      return send(user, unusedId(random), "Delete", {}, "no such playlist");
  }
}

function refusedComment(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  const track = random.favourite(world.tracks);
  const comment = random.favourite(world.comments);
  if (user === undefined || track === undefined || comment === undefined) return undefined;
  const data = { body: sentence(random, 4), entity_id: track.id, entity_type: "Track" };
  const create = (entityId: number, extra: Record<string, unknown>, reason: string) => {
    const metadata = metadataOf(random, { ...data, ...extra });
    return rejected(user, { entityType: "Comment", entityId, action: "Create", metadata }, reason);
  };
  const react = (entityId: number, reason: string) =>
    rejected(user, { entityType: "Comment", entityId, action: "React" }, reason);
  const id = world.newId(networkOffsets.comment);
  switch (random.integer(0, 11)) {
    case 0:
      return create(comment.id, {}, "comment exists");
    case 1:
      return create(id, { body: "🎧".repeat(401) }, "text too long");
    case 2:
      return create(id, { body: random.pick(["", 5, null]) }, "text empty");
    case 3:
      return create(id, { entity_id: unusedId(random) }, "no such track");
    case 4:
      return create(id, { entity_type: "Playlist" }, "one cannot comment on a playlist");
    case 5:
      return create(id, { parent_comment_id: unusedId(random) }, "no such parent");
    case 6:
      return comment.entityId === track.id
        ? undefined
        : create(id, { parent_id: comment.id }, "the parent is about something else");
    case 7:
      return create(id, { is_members_only: true }, "for members alone, on a track");
    case 8:
      return create(id, { video_url: "v".repeat(2001) }, "address of the video too long");
    case 9: {
      const isOwn = user === comment.user || user === comment.host;
      const subject = { entityType: "Comment", entityId: comment.id, action: "Delete" };
      return isOwn ? undefined : rejected(user, subject, "somebody else's comment");
    }
    case 10:
      return comment.isDeleted ? react(comment.id, "comment is deleted") : undefined;
    default:
      return react(unusedId(random), "no such comment");
  }
}

function refusedEvent(world: World, random: Random): Draft | undefined {
  const track = random.favourite(world.tracks);
  const other = random.favourite(world.natives);
  if (track === undefined || other === undefined) return undefined;
  const contest = {
    event_type: "remix_contest",
    entity_type: "track",
    entity_id: track.id,
    end_date: dateText(random, world.moment.seconds + 86_400),
    event_data: {},
  };
  const id = world.newId(networkOffsets.event);
  const create = (by: ModelUser, extra: Record<string, unknown>, reason: string) => {
    const metadata = metadataOf(random, { ...contest, ...extra });
    return rejected(by, { entityType: "Event", entityId: id, action: "Create", metadata }, reason);
  };
  switch (random.integer(0, 5)) {
    case 0:
      return track.owner === other ? undefined : create(other, {}, "contest on somebody else's track");
    case 1:
      return create(track.owner, { end_date: dateText(random, world.moment.seconds - 86_400) }, "ends in the past");
    case 2:
      return create(track.owner, { end_date: random.pick([null, "", "soon"]) }, "without an end");
    case 3:
      return create(track.owner, { entity_id: unusedId(random) }, "no such track");
    case 4:
      return track.remixOf === null ? undefined : create(track.owner, {}, "contest of a remix");
    default:
      return hostsContest(world, track.id) ? create(track.owner, {}, "a contest is running") : undefined;
  }
}

function refusedEngagement(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  const asked = random.favourite([...world.collaborators.values()]);
  if (user === undefined) return undefined;
  const nothing = unusedId(random);
  switch (random.integer(0, 3)) {
    case 0:
      return rejected(user, { entityType: "Track", entityId: nothing, action: "Download" }, "no such track");
    case 1:
      return rejected(user, { entityType: "Notification", entityId: nothing, action: "ViewPlaylist" }, "no playlist");
    case 2: {
      const metadata = JSON.stringify({ title: "free money" });
      const subject = { entityType: "Notification", entityId: 0, action: "Create", metadata };
      return rejected(user, subject, "not the network's signer");
    }
    default: {
      if (asked === undefined || world.collaborators.has(`${asked.track.id}:${user.id}`)) return undefined;
      const subject = { entityType: "TrackCollaborator", entityId: asked.track.id, action: "Approve" };
      return rejected(user, subject, "not invited");
    }
  }
}

function refusedApp(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  if (user === undefined) return undefined;
  const { seconds, height } = world.moment;
  const wallet = walletOf(world.seed, `app/refused/${height}/${user.id}`);
  const send = (action: "Create" | "Update", extra: Record<string, unknown>, reason: string) => {
    const metadata = JSON.stringify({ name: title(random), address: wallet.address, ...extra });
    return rejected(user, { entityType: "DeveloperApp", entityId: 0, action, metadata }, reason);
  };
  const foreign = world.apps.find(({ owner }) => owner !== user);
  switch (random.integer(0, 6)) {
    case 0:
      return send("Create", { app_signature: proof(wallet, seconds - 7 * 3600) }, "signed more than six hours ago");
    case 1: {
      const message = `Creating Audius developer app at ${seconds}`;
      return send("Create", { app_signature: { message, signature: "0x12" } }, "broken signature");
    }
    case 2:
      return send("Create", { app_signature: proof(user.wallet, seconds) }, "signed by another key");
    case 3:
      return send("Create", { name: "n".repeat(51) }, "name too long");
    case 4:
      return send("Create", { address: user.wallet.address }, "the app's key is a user's wallet");
    case 5:
      return send("Create", { name: "" }, "without a name");
    default:
      return foreign && send("Update", { address: foreign.wallet.address }, "somebody else's app, or a deleted one");
  }
}

function refusedGrant(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  const standing = random.favourite(openGrants(world, () => true));
  if (user === undefined) return undefined;
  const grant = (by: ModelUser, action: string, data: object, reason: string) =>
    rejected(by, { entityType: "Grant", entityId: 0, action, metadata: JSON.stringify(data) }, reason);
  switch (random.integer(0, 3)) {
    case 0: {
      const grantee_address = walletOf(world.seed, `app/refused/${user.id}`).address;
      return grant(user, "Create", { grantee_address }, "no such app or user");
    }
    case 1: {
      const grantee_address = standing && granteeOf(standing)?.address;
      return standing && grant(standing.grantor, "Create", { grantee_address }, "grant stands");
    }
    case 2: {
      const grantee_address = user.wallet.address;
      return grant(user, "Approve", { grantor_user_id: unusedId(random), grantee_address }, "no such grant");
    }
    default: {
      // Nobody answers for somebody else.
      if (standing?.manager == null || standing.manager === user || standing.isApproved !== null) return undefined;
      if (world.grants.has(`${user.wallet.lower}:${standing.grantor.id}`)) return undefined;
      const grantee_address = standing.manager.wallet.address;
      return grant(user, "Approve", { grantor_user_id: standing.grantor.id, grantee_address }, "another's grant");
    }
  }
}

function refusedAccount(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  const other = random.favourite(world.natives);
  if (user === undefined || other === undefined || user === other) return undefined;
  const label = `associated/refused/${user.id}`;
  const wallet = walletOf(world.seed, label);
  const associated = (action: string, metadata: string, reason: string) =>
    rejected(user, { entityType: "AssociatedWallet", entityId: 0, action, metadata }, reason);
  switch (random.integer(0, 3)) {
    case 0: {
      const chain = random.pick<WalletChain>(["eth", "sol"]);
      const tampered = walletProof(random, world.seed, chain, label, other).replace(String(other.id), String(user.id));
      // Of a message that the metadata holds itself every word is signed; the number of the user is signed unseen.
      const isChanged = tampered.includes("wallet_signature");
      return isChanged ? associated("Create", tampered, "another message than was signed") : undefined;
    }
    case 1: {
      const metadata = walletProof(random, world.seed, "eth", label, other);
      return metadata.includes("wallet_address") ? associated("Create", metadata, "signed for another") : undefined;
    }
    case 2:
      return associated("Delete", metadataOf(random, { wallet: wallet.lower, chain: "eth" }), "not the user's wallet");
    default: {
      const message = `Connecting Audius user id ${user.id} at ${world.moment.seconds - 3600}`;
      const wallet_signature = { message, signature: signMessage(wallet, message) };
      const metadata = JSON.stringify({ wallet: wallet.lower, wallet_signature });
      const subject = { entityType: "DashboardWalletUser", entityId: 0, action: "Create", metadata };
      return rejected(user, subject, "signed an hour ago");
    }
  }
}
