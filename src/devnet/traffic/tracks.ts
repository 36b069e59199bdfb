import type { Random } from "../random.ts";
import { genre, sentence, title } from "../texts.ts";
import { type Gate, type ModelTrack, type ModelUser, networkOffsets, type World } from "../world.ts";
import { inviteSome, namedCollaborators } from "./collaborators.ts";
import { applied, type Draft, metadataOf, rejected, type TrafficKind } from "./draft.ts";
import { subscriptionKey } from "./social.ts";
import { trackMetadata } from "./track-metadata.ts";

/** Uploads, edits and removals of tracks. */
export const trackTraffic: readonly TrafficKind[] = [
  { name: "track_create", weight: 105, build: createTrack },
  { name: "track_create_scheduled", weight: 5, build: createScheduled },
  { name: "track_create_stem", weight: 5, build: createStem },
  { name: "track_create_remix", weight: 10, build: createRemix },
  { name: "track_update", weight: 40, build: updateTrack },
  { name: "track_publish", weight: 8, build: publishTrack },
  { name: "track_delete", weight: 8, build: deleteTrack },
];

interface TrackPlan {
  readonly id: number;
  readonly gate?: Gate;
  readonly remixOf?: number;
  readonly stemOf?: number;
  readonly isUnlisted?: boolean;
  readonly releaseSeconds?: number;
  readonly isSettled?: boolean;
}

/** Makes a track that has not been uploaded yet; its genre is set by the upload. */
export function newTrack(random: Random, owner: ModelUser, plan: TrackPlan): ModelTrack {
  return {
    id: plan.id,
    owner,
    gate: plan.gate ?? "none",
    priceCents: random.integer(1, 20) * 50 + 49,
    remixOf: plan.remixOf ?? null,
    stemOf: plan.stemOf ?? null,
    title: title(random),
    genre: null,
    description: random.chance(0.5) ? sentence(random, random.integer(2, 20)) : null,
    isUnlisted: plan.isUnlisted ?? false,
    releaseSeconds: plan.releaseSeconds ?? null,
    isDeleted: false,
    pinnedCommentId: null,
    isSettled: plan.isSettled ?? false,
  };
}

/** The transaction with which a given track is uploaded. */
export function uploadTrack(
  world: World,
  random: Random,
  track: ModelTrack,
  extra: Record<string, unknown> = {},
): Draft {
  const [written, kept] = genre(random);
  track.genre = kept;
  world.addTrack(track);
  world.appended.track_routes += 1;
  if (track.gate === "purchase") world.appended.track_price_history += 1;
  if (track.stemOf !== null) world.appended.stems += 1;
  if (track.remixOf !== null) world.appended.remixes += 1;
  enterContest(world, track);
  const data = {
    ...trackMetadata(world, random, track),
    genre: written,
    ...inviteSome(world, random, track),
    ...extra,
  };
  return applied(track.owner, {
    entityType: "Track",
    entityId: track.id,
    action: "Create",
    metadata: metadataOf(random, data),
  });
}

/** Who remixes a track that hosts a contest hears of the contest from then on. */
function enterContest(world: World, remix: ModelTrack): void {
  if (remix.remixOf === null || remix.stemOf !== null) return;
  const { seconds } = world.moment;
  const contest = world.events.find(
    ({ track, type, isDeleted, endSeconds }) =>
      track.id === remix.remixOf && type === "remix_contest" && !isDeleted && endSeconds > seconds,
  );
  if (contest === undefined || contest.owner === remix.owner) return;
  world.subscriptions.set(subscriptionKey(remix.owner.id, "Event", contest.id), false);
}

function createTrack(world: World, random: Random): Draft | undefined {
  const owner = random.favourite(random.chance(0.03) ? world.bareUsers : world.natives);
  if (owner === undefined) return undefined;
  const gate = random.chance(0.12) ? random.pick<Gate>(["purchase", "follow", "download"]) : "none";
  const isUnlisted = random.chance(0.1);
  return uploadTrack(
    world,
    random,
    newTrack(random, owner, { id: world.newId(networkOffsets.track), gate, isUnlisted }),
  );
}

/** Beyond this no chain of the devnet goes, in seconds. */
const farRelease = 60 * 86_400;

/**
 * Gives when something that is scheduled is released: within the epoch, whose world alone knows of it, or later than any chain of the
 * devnet ends.
 */
export function releaseTime(world: World, random: Random): number {
  const { height, seconds } = world.moment;
  const left = world.epoch.lastHeight - height;
  return left > 60 && random.chance(0.7)
    ? seconds + random.integer(5, Math.min(left - 5, 300))
    : seconds + farRelease + random.integer(0, 86_400);
}

/** A track that stays hidden until its date, and becomes public by itself. */
function createScheduled(world: World, random: Random): Draft | undefined {
  const owner = random.favourite(world.natives);
  if (owner === undefined) return undefined;
  const releaseSeconds = releaseTime(world, random);
  const track = newTrack(random, owner, { id: world.newId(networkOffsets.track), isUnlisted: true, releaseSeconds });
  const release_date = new Date(releaseSeconds * 1000).toISOString();
  return uploadTrack(world, random, track, { is_scheduled_release: true, release_date });
}

/** A stem is no remix of its own; what it belongs to need not even be there. */
function createStem(world: World, random: Random): Draft | undefined {
  const owner = random.favourite(world.natives);
  const parent = owner?.tracks.find((track) => track.gate === "none" && track.stemOf === null);
  if (owner === undefined || parent === undefined) return undefined;
  const stem = newTrack(random, owner, { id: world.newId(networkOffsets.track), stemOf: parent.id });
  return uploadTrack(world, random, stem);
}

function createRemix(world: World, random: Random): Draft | undefined {
  const owner = random.favourite(world.natives);
  const contest = random.chance(0.5) ? random.favourite(world.events) : undefined;
  const parent = contest?.track ?? random.favourite(world.tracks);
  if (owner === undefined || parent === undefined) return undefined;
  const remix = newTrack(random, owner, { id: world.newId(networkOffsets.track), remixOf: parent.id });
  return uploadTrack(world, random, remix);
}

/** Finds a track of this epoch that is there. */
export function editableTrack(world: World, random: Random): ModelTrack | undefined {
  const track = random.favourite(world.tracks);
  return track === undefined || track.isDeleted || track.isSettled ? undefined : track;
}

/** Clients send either the whole metadata again or, newer ones, only what changed. */
function updateTrack(world: World, random: Random): Draft | undefined {
  const track = editableTrack(world, random);
  if (track === undefined) return undefined;
  const before = track.title;
  if (random.chance(0.5)) track.title = title(random);
  track.description = sentence(random, random.integer(3, 30));
  const [written, kept] = random.chance(0.3) ? genre(random) : [track.genre, track.genre];
  track.genre = kept;
  if (track.title !== before) world.appended.track_routes += 1;
  const changed = { title: track.title, description: track.description, genre: written };
  // What a client does not send stays as it is: the remix's parent, the collaborators, the date of release.
  if (random.chance(0.4)) return edit(track, metadataOf(random, changed));
  track.releaseSeconds = null;
  const data = { ...trackMetadata(world, random, track), ...changed, ...namedCollaborators(world, random, track) };
  return edit(track, metadataOf(random, data));
}

function edit(track: ModelTrack, metadata: string): Draft {
  return applied(track.owner, { entityType: "Track", entityId: track.id, action: "Update", metadata });
}

function publishTrack(world: World, random: Random): Draft | undefined {
  const track = world.tracks.find((candidate) => candidate.isUnlisted && !candidate.isDeleted && !candidate.isSettled);
  if (track === undefined) return undefined;
  track.isUnlisted = false;
  track.releaseSeconds = null;
  return edit(track, metadataOf(random, trackMetadata(world, random, track)));
}

/** A track is deleted once; after that its owner can do nothing with it. */
function deleteTrack(world: World, random: Random): Draft | undefined {
  const track = random.favourite(world.tracks);
  if (track === undefined || track.isSettled) return undefined;
  const subject = { entityType: "Track", entityId: track.id, action: "Delete" };
  if (track.isDeleted) return rejected(track.owner, subject, "deleted already");
  track.isDeleted = true;
  if (track.stemOf !== null) {
    track.stemOf = null;
    world.appended.stems -= 1;
  }
  const at = track.owner.tracks.indexOf(track);
  if (at >= 0) track.owner.tracks.splice(at, 1);
  return applied(track.owner, subject);
}
