import type { Random } from "../random.ts";
import { contentId, genres, moods, musicalKeys, sentence, title, word } from "../texts.ts";
import { type Gate, type ModelTrack, type ModelUser, networkOffsets, type World } from "../world.ts";
import { applied, type Draft, envelope, type TrafficKind } from "./draft.ts";

/** Uploads, edits and removals of tracks. */
export const trackTraffic: readonly TrafficKind[] = [
  { name: "track_create", weight: 105, build: createTrack },
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
  readonly isSettled?: boolean;
}

/** Makes a track that has not been uploaded yet. */
export function newTrack(random: Random, owner: ModelUser, plan: TrackPlan): ModelTrack {
  return {
    id: plan.id,
    owner,
    gate: plan.gate ?? "none",
    priceCents: random.integer(1, 20) * 50 + 49,
    remixOf: plan.remixOf ?? null,
    stemOf: plan.stemOf ?? null,
    title: title(random),
    genre: random.pick(genres),
    description: random.chance(0.7) ? sentence(random, random.integer(3, 30)) : null,
    isUnlisted: plan.isUnlisted ?? false,
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
  world.addTrack(track);
  world.appended.track_routes += 1;
  if (track.gate === "purchase") world.appended.track_price_history += 1;
  if (track.stemOf !== null) world.appended.stems += 1;
  if (track.remixOf !== null) world.appended.remixes += 1;
  const data = { ...trackMetadata(world, random, track), ...extra };
  return applied(track.owner, {
    entityType: "Track",
    entityId: track.id,
    action: "Create",
    metadata: envelope(random, data),
  });
}

function createTrack(world: World, random: Random): Draft | undefined {
  const owner = random.favourite(world.natives);
  if (owner === undefined) return undefined;
  const gate = random.chance(0.12) ? random.pick<Gate>(["purchase", "follow", "download"]) : "none";
  const isUnlisted = random.chance(0.1);
  const track = newTrack(random, owner, { id: world.newId(networkOffsets.track), gate, isUnlisted });
  if (isUnlisted && random.chance(0.4)) {
    // A scheduled release stays hidden until its date, whatever is_unlisted says.
    const release = new Date((world.moment.seconds + random.integer(1, 30) * 86_400) * 1000).toISOString();
    return uploadTrack(world, random, track, { is_scheduled_release: true, release_date: release });
  }
  return uploadTrack(world, random, track);
}

function createStem(world: World, random: Random): Draft | undefined {
  const owner = random.favourite(world.natives);
  const parent = owner?.tracks.find((track) => track.gate === "none" && track.stemOf === null);
  if (owner === undefined || parent === undefined) return undefined;
  const stem = newTrack(random, owner, { id: world.newId(networkOffsets.track), stemOf: parent.id });
  return uploadTrack(world, random, stem);
}

/** Finds a track that anybody may hear, and so remix. */
export function openTrack(world: World, random: Random): ModelTrack | undefined {
  const track = random.favourite(world.tracks);
  const isOpen =
    track !== undefined && !track.isDeleted && !track.isUnlisted && track.gate === "none" && track.stemOf === null;
  return isOpen ? track : undefined;
}

function createRemix(world: World, random: Random): Draft | undefined {
  const owner = random.favourite(world.natives);
  const parent = openTrack(world, random);
  if (owner === undefined || parent === undefined || parent.owner === owner) return undefined;
  const remix = newTrack(random, owner, { id: world.newId(networkOffsets.track), remixOf: parent.id });
  return uploadTrack(world, random, remix);
}

/** Finds a track of this epoch that is there. */
function editableTrack(world: World, random: Random): ModelTrack | undefined {
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
  if (random.chance(0.3)) track.genre = random.pick(genres);
  // A new route comes with a new slug; titles are plain words, so another title, letter case aside, is another slug.
  if (track.title.toLowerCase() !== before.toLowerCase()) world.appended.track_routes += 1;
  // Leaving remix_of out would drop the track's remix rows, and real clients never do that to a remix.
  const isPartial = track.remixOf === null && random.chance(0.4);
  const data = isPartial
    ? { title: track.title, description: track.description, genre: track.genre }
    : trackMetadata(world, random, track);
  return applied(track.owner, {
    entityType: "Track",
    entityId: track.id,
    action: "Update",
    metadata: envelope(random, data),
  });
}

function publishTrack(world: World, random: Random): Draft | undefined {
  const track = world.tracks.find((candidate) => candidate.isUnlisted && !candidate.isDeleted && !candidate.isSettled);
  if (track === undefined) return undefined;
  track.isUnlisted = false;
  const metadata = envelope(random, trackMetadata(world, random, track));
  return applied(track.owner, { entityType: "Track", entityId: track.id, action: "Update", metadata });
}

function deleteTrack(world: World, random: Random): Draft | undefined {
  const track = editableTrack(world, random);
  if (track === undefined) return undefined;
  track.isDeleted = true;
  if (track.stemOf !== null) {
    track.stemOf = null;
    world.appended.stems -= 1;
  }
  const at = track.owner.tracks.indexOf(track);
  if (at >= 0) track.owner.tracks.splice(at, 1);
  return applied(track.owner, { entityType: "Track", entityId: track.id, action: "Delete" });
}

/** The conditions under which a gated track may be heard or downloaded, as clients write them. */
function conditions(track: ModelTrack): Record<string, unknown> | null {
  switch (track.gate) {
    case "none":
      return null;
    case "purchase":
      return { usdc_purchase: { price: track.priceCents, splits: [{ user_id: track.owner.id, percentage: 100 }] } };
    case "follow":
    case "download":
      return { follow_user_id: track.owner.id };
  }
}

/** The metadata of a track in full, as the web client sends it. */
export function trackMetadata(world: World, random: Random, track: ModelTrack): Record<string, unknown> {
  const gateConditions = conditions(track);
  const isStreamGated = track.gate === "purchase" || track.gate === "follow";
  const hasAnalysis = random.chance(0.8);
  return {
    track_cid: contentId(random),
    preview_cid: null,
    orig_file_cid: contentId(random),
    orig_filename: `${track.title.replaceAll(" ", "_")}.wav`,
    is_downloadable: track.gate === "download" || random.chance(0.2),
    is_original_available: random.chance(0.2),
    owner_id: track.owner.id,
    audio_upload_id: random.hex(12),
    title: track.title,
    duration: random.integer(40, 600),
    preview_start_seconds: null,
    cover_art: null,
    cover_art_sizes: contentId(random),
    tags: random.chance(0.7) ? `${word(random)},${word(random)},${word(random)}` : null,
    genre: track.genre,
    mood: random.chance(0.8) ? random.pick(moods) : null,
    credits_splits: "",
    create_date: null,
    release_date: releaseDate(world, random),
    file_type: null,
    description: track.description,
    license: random.pick(["All rights reserved", "Attribution CC BY", null]),
    isrc: random.chance(0.1) ? `USAB1${random.integer(1_000_000, 9_999_999)}` : null,
    iswc: null,
    track_segments: [],
    remix_of: track.remixOf === null ? null : { tracks: [{ parent_track_id: track.remixOf }] },
    is_scheduled_release: false,
    is_unlisted: track.isUnlisted,
    field_visibility: { genre: true, mood: true, tags: true, share: true, play_count: true, remixes: true },
    stem_of:
      track.stemOf === null
        ? null
        : { category: random.pick(["VOCALS", "DRUMS", "BASS"]), parent_track_id: track.stemOf },
    is_stream_gated: isStreamGated,
    stream_conditions: isStreamGated ? gateConditions : null,
    is_download_gated: track.gate !== "none",
    download_conditions: gateConditions,
    is_playlist_upload: false,
    ai_attribution_user_id: null,
    ddex_app: null,
    bpm: hasAnalysis ? random.integer(60, 180) + random.pick([0, 0.5, 0.25]) : null,
    musical_key: hasAnalysis ? random.pick(musicalKeys) : null,
    is_custom_bpm: false,
    is_custom_musical_key: false,
    audio_analysis_error_count: 0,
    comments_disabled: random.chance(0.05),
  };
}

/** A date in the last month, in one of the forms that clients write: ISO with milliseconds, what Date.toString gives, or nothing. */
function releaseDate(world: World, random: Random): string | null {
  const date = new Date((world.moment.seconds - random.integer(0, 30 * 86_400)) * 1000);
  const form = random.fraction();
  if (form < 0.6) return date.toISOString();
  if (form < 0.8)
    return `${date.toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, "$1 $3 $2 $4 $5 GMT+0000")}`;
  return null;
}
