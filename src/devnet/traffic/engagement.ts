import type { Random } from "../random.ts";
import { geography, sentence } from "../texts.ts";
import { verifierAddress } from "../wallets.ts";
import { type ModelEvent, networkOffsets, type World } from "../world.ts";
import { applied, type Draft, draft, envelope, pair, rejected, type TrafficKind, unusedId } from "./draft.ts";

/** Downloads, notifications, contests, collectibles and tips. */
export const engagementTraffic: readonly TrafficKind[] = [
  { name: "track_download", weight: 14, build: download },
  { name: "track_mute", weight: 2, build: (world, random) => setTrackNotifications(world, random, "Mute") },
  { name: "track_unmute", weight: 1, build: (world, random) => setTrackNotifications(world, random, "Unmute") },
  { name: "notification_view", weight: 16, build: viewNotifications },
  { name: "notification_view_playlist", weight: 9, build: viewPlaylist },
  { name: "notification_create", weight: 1, build: announce },
  { name: "event_create", weight: 4, build: createEvent },
  { name: "event_update", weight: 2, build: updateEvent },
  { name: "event_delete", weight: 1, build: deleteEvent },
  { name: "collectibles", weight: 4, build: setCollectibles },
  { name: "refused_tip", weight: 2, build: refusedTip },
  { name: "refused_engagement", weight: 4, build: refusedEngagement },
];

function download(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  const track = random.favourite(world.tracks);
  if (user === undefined || track === undefined || track.isDeleted) return undefined;
  world.appended.track_downloads += 1;
  const metadata = random.chance(0.7) ? envelope(random, geography(random)) : "";
  return applied(user, { entityType: "Track", entityId: track.id, action: "Download", metadata });
}

/** The network checks nothing here, not even that the signer is the user; clients send it for their own tracks. */
function setTrackNotifications(world: World, random: Random, action: "Mute" | "Unmute"): Draft | undefined {
  const track = random.favourite(world.tracks);
  if (track === undefined || track.isSettled) return undefined;
  world.notificationSettings.set(`${track.owner.id}:Track:${track.id}`, action === "Unmute");
  return applied(track.owner, { entityType: "Track", entityId: track.id, action });
}

function viewNotifications(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  if (user === undefined || world.seenNow.has(String(user.id))) return undefined;
  world.seenNow.add(String(user.id));
  world.appended.notification_seen += 1;
  return applied(user, { entityType: "Notification", entityId: user.id, action: "View" });
}

function viewPlaylist(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  const playlist = random.favourite(world.playlists);
  if (user === undefined || playlist === undefined) return undefined;
  const key = pair(user.id, playlist.id);
  if (world.seenNow.has(key)) return undefined;
  world.seenNow.add(key);
  world.playlistsSeen.add(key);
  return applied(user, { entityType: "Notification", entityId: playlist.id, action: "ViewPlaylist" });
}

/** The network's own announcement to everybody, one a block at most. */
function announce(world: World, random: Random): Draft | undefined {
  if (world.announcedAt === world.moment.height) return undefined;
  world.announcedAt = world.moment.height;
  const metadata = JSON.stringify({
    title: sentence(random, 4),
    short_description: sentence(random, 8),
    userGroup: "ALL",
  });
  const subject = { entityType: "Notification", entityId: 0, action: "Create", metadata };
  return draft(0, verifierAddress, subject, { kind: "applied" });
}

/** A date in one of the forms that the network takes: with or without a zone, with or without a fraction of a second. */
function dateText(random: Random, seconds: number): string {
  const text = new Date(seconds * 1000).toISOString();
  return random.pick([text, text.replace(/\.\d+Z$/, ""), text.replace(/\.\d+Z$/, "+00:00")]);
}

function createEvent(world: World, random: Random): Draft | undefined {
  const track = random.favourite(world.tracks);
  if (track === undefined || track.isSettled || track.isDeleted || track.remixOf !== null) return undefined;
  const type = random.pick<ModelEvent["type"]>(["remix_contest", "remix_contest", "live_event", "new_release"]);
  const isOpen = (event: ModelEvent) =>
    event.track === track &&
    event.type === "remix_contest" &&
    !event.isDeleted &&
    event.endSeconds > world.moment.seconds;
  if (type === "remix_contest" && world.events.some(isOpen)) return undefined;
  const endSeconds = world.moment.seconds + random.integer(60, 30 * 86_400);
  const event = {
    id: world.newId(networkOffsets.event),
    owner: track.owner,
    track,
    type,
    endSeconds,
    isDeleted: false,
  };
  world.events.push(event);
  const metadata = envelope(random, {
    event_type: type,
    entity_type: "track",
    entity_id: track.id,
    end_date: dateText(random, endSeconds),
    event_data: { description: sentence(random, 6), prize_info: sentence(random, 3), winners: [] },
  });
  return applied(track.owner, { entityType: "Event", entityId: event.id, action: "Create", metadata });
}

function liveEvent(world: World, random: Random): ModelEvent | undefined {
  const event = random.favourite(world.events);
  return event?.isDeleted === false ? event : undefined;
}

/** A contest may only be made longer. */
function updateEvent(world: World, random: Random): Draft | undefined {
  const event = liveEvent(world, random);
  if (event === undefined) return undefined;
  const earliest = Math.max(event.endSeconds, world.moment.seconds + 60);
  event.endSeconds = earliest + random.integer(0, 86_400);
  const metadata = envelope(random, {
    end_date: dateText(random, event.endSeconds),
    event_data: { description: sentence(random, 6), prize_info: sentence(random, 3), winners: [] },
  });
  return applied(event.owner, { entityType: "Event", entityId: event.id, action: "Update", metadata });
}

function deleteEvent(world: World, random: Random): Draft | undefined {
  const event = liveEvent(world, random);
  if (event === undefined) return undefined;
  event.isDeleted = true;
  return applied(event.owner, { entityType: "Event", entityId: event.id, action: "Delete" });
}

function setCollectibles(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  if (user === undefined) return undefined;
  const action = world.collectibles.has(user.id) ? "Update" : "Create";
  const name = `ethereum:::${random.hex(4)}`;
  user.hasCollectibles = random.chance(0.8);
  world.collectibles.add(user.id);
  const collectibles = user.hasCollectibles ? { order: [name], [name]: {} } : {};
  return applied(user, {
    entityType: "Collectibles",
    entityId: 0,
    action,
    metadata: envelope(random, { collectibles }),
  });
}

/** Tips come from another chain, so the devnet's tables know none: every reaction to one is refused. */
function refusedTip(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  if (user === undefined) return undefined;
  const metadata = envelope(random, { reacted_to: random.hex(32), reaction_value: random.integer(1, 4) });
  return rejected(user, { entityType: "Tip", entityId: 0, action: "Update", metadata }, "no such tip");
}

function refusedEngagement(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  const track = world.tracks.find((candidate) => candidate.owner !== user);
  if (user === undefined || track === undefined) return undefined;
  const end = dateText(random, world.moment.seconds + 86_400);
  const contest = {
    event_type: "remix_contest",
    entity_type: "track",
    entity_id: track.id,
    end_date: end,
    event_data: {},
  };
  const id = world.newId(networkOffsets.event);
  const create = (extra: Record<string, unknown>, reason: string) => {
    const metadata = envelope(random, { ...contest, ...extra });
    return rejected(user, { entityType: "Event", entityId: id, action: "Create", metadata }, reason);
  };
  switch (random.integer(0, 6)) {
    case 0:
      return rejected(user, { entityType: "Track", entityId: unusedId(random), action: "Download" }, "no such track");
    case 1:
      return rejected(
        user,
        { entityType: "Notification", entityId: unusedId(random), action: "ViewPlaylist" },
        "no such playlist",
      );
    case 2: {
      const metadata = JSON.stringify({ title: "free money" });
      return rejected(
        user,
        { entityType: "Notification", entityId: 0, action: "Create", metadata },
        "not the network's signer",
      );
    }
    case 3:
      return create({}, "contest on somebody else's track");
    case 4:
      return create({ end_date: dateText(random, world.moment.seconds - 86_400) }, "ends in the past");
    case 5:
      return create({ entity_id: unusedId(random) }, "no such track");
    default: {
      const metadata = envelope(random, { collectibles: ["not an object"] });
      return rejected(user, { entityType: "Collectibles", entityId: 0, action: "Update", metadata }, "not an object");
    }
  }
}
