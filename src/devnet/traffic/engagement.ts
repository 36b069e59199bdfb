import type { Random } from "../random.ts";
import { geography, sentence } from "../texts.ts";
import { verifierAddress } from "../wallets.ts";
import { type ModelEvent, networkOffsets, type World } from "../world.ts";
import { applied, type Draft, draft, metadataOf, pair, rejected, type TrafficKind } from "./draft.ts";
import { editableTrack } from "./tracks.ts";

/** Downloads, notifications and contests. */
export const engagementTraffic: readonly TrafficKind[] = [
  { name: "track_download", weight: 14, build: download },
  { name: "track_mute", weight: 2, build: (world, random) => setTrackNotifications(world, random, "Mute") },
  { name: "track_unmute", weight: 1, build: (world, random) => setTrackNotifications(world, random, "Unmute") },
  { name: "notification_view", weight: 16, build: viewNotifications },
  { name: "notification_view_playlist", weight: 9, build: viewPlaylist },
  { name: "notification_create", weight: 1, build: announce },
  { name: "event_create", weight: 8, build: createEvent },
  { name: "event_update", weight: 3, build: updateEvent },
  { name: "event_delete", weight: 1, build: deleteEvent },
];

/** A deleted track is downloaded, too, by who still sees it. */
function download(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  const track = random.favourite(world.tracks);
  if (user === undefined || track === undefined) return undefined;
  world.appended.track_downloads += 1;
  const metadata = random.chance(0.7) ? metadataOf(random, geography(random)) : "";
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

/** Every look at a playlist is kept, but for a second one in the same block. */
function viewPlaylist(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.users);
  const playlist = random.favourite(world.playlists);
  if (user === undefined || playlist === undefined) return undefined;
  const key = pair(user.id, playlist.id);
  if (world.seenNow.has(key)) return undefined;
  world.seenNow.add(key);
  world.appended.playlist_seen += 1;
  return applied(user, { entityType: "Notification", entityId: playlist.id, action: "ViewPlaylist" });
}

/** The network's own announcement to everybody. A second one in the block is accepted and not kept. */
function announce(world: World, random: Random): Draft {
  const metadata = JSON.stringify({
    title: sentence(random, 4),
    short_description: sentence(random, 8),
    userGroup: "ALL",
  });
  const subject = { entityType: "Notification", entityId: 0, action: "Create", metadata };
  return draft(world.users[0]?.id ?? 0, verifierAddress, subject, { kind: "applied" });
}

/** A date in one of the forms that the network takes: with or without a zone, with or without a fraction of a second. */
export function dateText(random: Random, seconds: number): string {
  const text = new Date(seconds * 1000).toISOString();
  return random.pick([text, text.replace(/\.\d+Z$/, ""), text.replace(/\.\d+Z$/, "+00:00")]);
}

/** Whether a contest of a track is still running. */
export function hostsContest(world: World, trackId: number): boolean {
  return world.events.some(
    ({ track, type, isDeleted, endSeconds }) =>
      track.id === trackId && type === "remix_contest" && !isDeleted && endSeconds >= world.moment.seconds,
  );
}

function createEvent(world: World, random: Random): Draft | undefined {
  const track = editableTrack(world, random);
  if (track === undefined || track.remixOf !== null) return undefined;
  const type = random.pick<ModelEvent["type"]>(["remix_contest", "remix_contest", "live_event", "new_release"]);
  if (type === "remix_contest" && hostsContest(world, track.id)) return undefined;
  const endSeconds = world.moment.seconds + random.integer(60, 30 * 86_400);
  const id = world.newId(networkOffsets.event);
  world.events.push({ id, owner: track.owner, track, type, endSeconds, isDeleted: false });
  const metadata = metadataOf(random, {
    event_type: type,
    entity_type: "track",
    entity_id: track.id,
    end_date: dateText(random, endSeconds),
    event_data: { description: sentence(random, 6), prize_info: sentence(random, 3), winners: [] },
  });
  return applied(track.owner, { entityType: "Event", entityId: id, action: "Create", metadata });
}

/** A contest may only be made longer; an event that is over is left alone. */
function updateEvent(world: World, random: Random): Draft | undefined {
  const event = random.favourite(world.events);
  if (event === undefined) return undefined;
  const subject = { entityType: "Event", entityId: event.id, action: "Update" };
  const event_data = { description: sentence(random, 6), prize_info: sentence(random, 3), winners: [] };
  if (event.isDeleted) {
    return rejected(event.owner, { ...subject, metadata: metadataOf(random, { event_data }) }, "deleted");
  }
  if (event.endSeconds <= world.moment.seconds) return undefined;
  event.endSeconds += random.integer(60, 86_400);
  const end_date = dateText(random, event.endSeconds);
  return applied(event.owner, { ...subject, metadata: metadataOf(random, { end_date, event_data }) });
}

function deleteEvent(world: World, random: Random): Draft | undefined {
  const event = random.favourite(world.events);
  if (event === undefined) return undefined;
  const subject = { entityType: "Event", entityId: event.id, action: "Delete" };
  if (event.isDeleted) return rejected(event.owner, subject, "deleted already");
  event.isDeleted = true;
  return applied(event.owner, subject);
}
