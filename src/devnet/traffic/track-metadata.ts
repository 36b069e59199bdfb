import type { Random } from "../random.ts";
import { contentId, moods, musicalKeys, word } from "../texts.ts";
import type { ModelTrack, World } from "../world.ts";

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

/** The metadata of a track in full, as the web client sends it: about a thousand characters. */
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
    release_date: releaseDate(world, random),
    description: track.description,
    license: random.pick(["All rights reserved", "Attribution CC BY", null]),
    isrc: random.chance(0.1) ? `USAB1${random.integer(1_000_000, 9_999_999)}` : null,
    iswc: null,
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
    bpm: hasAnalysis ? random.integer(60, 180) + random.pick([0, 0.5, 0.25]) : null,
    musical_key: hasAnalysis ? random.pick(musicalKeys) : null,
    is_custom_bpm: false,
    is_custom_musical_key: false,
    comments_disabled: random.chance(0.05),
    ...(random.chance(0.05) ? { access_authorities: [`0x${random.hex(20)}`] } : {}),
    ...(random.chance(0.05) ? { allowed_api_keys: [random.hex(20).toUpperCase()] } : {}),
  };
}

/**
 * A date in the last month, in one of the forms that clients write: ISO with milliseconds, with another zone, what Date.toString gives,
 * Unix seconds as a text, a date alone (which says nothing), or nothing.
 */
function releaseDate(world: World, random: Random): string | null {
  const seconds = world.moment.seconds - random.integer(0, 30 * 86_400);
  const date = new Date(seconds * 1000);
  const form = random.fraction();
  if (form < 0.5) return date.toISOString();
  if (form < 0.6) return date.toISOString().replace(/\.\d+Z$/, "+02:00");
  if (form < 0.8)
    return `${date.toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, "$1 $3 $2 $4 $5 GMT+0000")}`;
  if (form < 0.85) return String(seconds);
  return form < 0.9 ? date.toISOString().slice(0, 10) : null;
}
