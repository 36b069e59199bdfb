import type { Random } from "../../random.ts";
import { contentId, genres, geography, moods, musicalKeys, sentence, title, word } from "../../texts.ts";
import { later, oldTime, type TimeText } from "../time.ts";
import { any, distinct, sometimes, sourceId } from "./draws.ts";
import { founderCount, type SourceUser } from "./users.ts";

export type SourceTrack = ReturnType<typeof sourceTrack>;
export type SourceRoute = { slug: string; title_slug: string; collision_id: number; is_current: boolean };
export type SourceTrackRoute = SourceRoute & { owner_id: number; track_id: number };
export type SourceCollaborator = ReturnType<typeof sourceCollaborators>[number];
export type SourceDownload = ReturnType<typeof sourceDownloads>[number];

/** Every founder has so many tracks: the first ones, public and free, which the live blocks play and comment on. */
export const tracksPerFounder = 3;

/** Genres that nobody lists and many write; spelt as the network spells them. */
const freeGenres = ["Sn_somegenre", "J-pop Fusion", "Amapiano", "Phonk", "Gqom"];

/** A date that no test reaches: what is scheduled for it stays hidden. */
const farRelease = "2031-05-06T07:08:09.25";

/** Makes the tracks of the source, those of the founders first. */
export function sourceTracks(random: Random, count: number, users: readonly SourceUser[]): SourceTrack[] {
  const tracks: SourceTrack[] = [];
  for (let number = 0; number < count; number += 1) {
    const founder = number < founderCount * tracksPerFounder ? users[Math.floor(number / tracksPerFounder)] : undefined;
    const owner = founder ?? random.favourite(users) ?? random.pick(users);
    tracks.push(sourceTrack(random, number, owner, tracks, founder !== undefined));
  }
  return tracks;
}

/** What a listener must do to hear or download a track. */
function gateOf(random: Random, owner_id: number) {
  const price = random.integer(1, 40) * 25;
  const purchase = { usdc_purchase: { price, splits: [{ user_id: owner_id, percentage: 100 }] } };
  const follow = { follow_user_id: owner_id };
  const kind = random.fraction();
  if (kind < 0.03) return { stream: purchase, download: purchase };
  if (kind < 0.05) return { stream: follow, download: follow };
  if (kind < 0.06) return { stream: null, download: purchase };
  return { stream: null, download: null };
}

function sourceTrack(
  random: Random,
  number: number,
  owner: SourceUser,
  before: readonly { readonly track_id: number }[],
  isFounder: boolean,
) {
  const created_at = oldTime(random);
  const owner_id = owner.user_id;
  const gate = isFounder ? { stream: null, download: null } : gateOf(random, owner_id);
  const parent = isFounder ? undefined : any(random, before);
  const isStem = parent !== undefined && random.chance(0.03);
  const isRemix = parent !== undefined && !isStem && random.chance(0.06);
  const isScheduled = !isFounder && random.chance(0.02);
  return {
    track_id: sourceId(number),
    owner_id,
    is_current: true,
    is_delete: !isFounder && random.chance(0.12),
    is_available: isFounder || random.chance(0.98),
    title: isFounder || random.chance(0.99) ? title(random) : "",
    description: description(random),
    duration: random.chance(0.97) ? random.integer(30, 900) : 0,
    genre: sometimes(random, 0.97, () => (random.chance(0.9) ? random.pick(genres) : random.pick(freeGenres))),
    mood: sometimes(random, 0.7, () => random.pick(moods)),
    tags: sometimes(random, 0.5, () => `${word(random)},${word(random)}`),
    track_cid: sometimes(random, 0.99, () => contentId(random)),
    preview_cid: sometimes(random, 0.05, () => contentId(random)),
    cover_art: sometimes(random, 0.1, () => contentId(random)),
    cover_art_sizes: sometimes(random, 0.8, () => contentId(random)),
    is_unlisted: !isFounder && (isScheduled || random.chance(0.1)),
    is_downloadable: gate.download !== null || random.chance(0.2),
    is_original_available: random.chance(0.1),
    release_date: isScheduled ? farRelease : later(created_at, random.integer(0, 86_400)),
    is_scheduled_release: isScheduled,
    license: sometimes(random, 0.5, () => random.pick(["All rights reserved", "Attribution CC BY"])),
    isrc: sometimes(random, 0.1, () => `USAB1${random.integer(1_000_000, 9_999_999)}`),
    iswc: sometimes(random, 0.02, () => `T-${random.integer(100_000_000, 999_999_999)}-1`),
    bpm: sometimes(random, 0.6, () => random.integer(60, 180) + random.pick([0, 0.5, 0.25])),
    musical_key: sometimes(random, 0.6, () => random.pick(musicalKeys)),
    is_custom_bpm: random.chance(0.05),
    is_custom_musical_key: random.chance(0.05),
    remix_of: isRemix ? { tracks: [{ parent_track_id: parent.track_id }] } : null,
    // A stem of a track that is gone keeps its number.
    stem_of: isStem ? { category: random.pick(["VOCALS", "DRUMS"]), parent_track_id: parent.track_id } : null,
    is_stream_gated: gate.stream !== null,
    stream_conditions: gate.stream,
    is_download_gated: gate.download !== null,
    download_conditions: gate.download,
    is_playlist_upload: random.chance(0.1),
    access_authorities: sometimes(random, 0.01, () => [`0x${random.hex(20)}`]),
    allowed_api_keys: sometimes(random, 0.01, () => [random.hex(20), random.hex(20)]),
    orig_file_cid: sometimes(random, 0.9, () => contentId(random)),
    orig_filename: sometimes(random, 0.9, () => `${word(random)}.wav`),
    audio_upload_id: sometimes(random, 0.8, () => random.hex(12)),
    field_visibility: sometimes(random, 0.9, () => ({
      mood: true,
      tags: random.chance(0.9),
      genre: true,
      share: true,
    })),
    ai_attribution_user_id: sometimes(random, 0.01, () => owner_id),
    preview_start_seconds: sometimes(random, 0.05, () => random.integer(0, 60) + random.pick([0, 0.5])),
    cover_original_song_title: sometimes(random, 0.02, () => title(random)),
    cover_original_artist: sometimes(random, 0.02, () => title(random)),
    ...rights(random),
    comments_disabled: !isFounder && random.chance(0.02),
    no_ai_use: random.chance(0.05),
    created_at,
    playlists_containing_track: [] as number[],
    playlists_previously_containing_track: {} as Record<string, { time: number }>,
    pinned_comment_id: null as number | null,
  };
}

/** The old chain has longer descriptions than the network takes today. */
function description(random: Random): string | null {
  if (random.chance(0.002)) return "la ".repeat(1000);
  return sometimes(random, 0.5, () => sentence(random, random.integer(2, 40)));
}

/** What distributors say of a recording; nearly always nothing. */
export function rights(random: Random) {
  const isDistributed = random.chance(0.03);
  const when = <Value>(value: Value) => (isDistributed ? value : null);
  const name = title(random);
  return {
    ddex_app: when(`0x${random.hex(20)}`),
    ddex_release_ids: when({ grid: random.hex(9), isrc: null }),
    artists: when([{ name, roles: ["MainArtist"] }]),
    copyright_line: when({ year: "2024", text: `© ${name}` }),
    producer_copyright_line: when({ year: "2024", text: `℗ ${name}` }),
    parental_warning_type: when(random.pick(["Explicit", "NotExplicit"])),
    resource_contributors: when([{ name, roles: ["Composer"], sequence_number: 1 }]),
    indirect_resource_contributors: when([{ name, roles: ["Lyricist"] }]),
    rights_controller: when({ name, roles: ["RightsController"], rights_share_unknown: "true" }),
  };
}

/** Gives owners' routes one by one: a title that its owner has used gets a number, and some routes are of the old, short form. */
export class RouteBook {
  readonly #taken = new Map<string, number>();

  /** Makes the current route of something with a name. */
  next(random: Random, ownerId: number, name: string): SourceRoute {
    const title_slug = /^[A-Za-z ]+$/.test(name) ? name.toLowerCase().replaceAll(" ", "-") : random.hex(6);
    const key = `${ownerId}/${title_slug}`;
    const collision_id = this.#taken.has(key) ? (this.#taken.get(key) ?? 0) + 1 : 0;
    this.#taken.set(key, collision_id);
    const slug = collision_id === 0 ? title_slug : `${title_slug}-${collision_id}`;
    return { slug, title_slug, collision_id, is_current: true };
  }
}

/** Makes the current route of every track. */
export function sourceTrackRoutes(random: Random, tracks: readonly SourceTrack[]): SourceTrackRoute[] {
  const book = new RouteBook();
  return tracks.map(({ owner_id, track_id, title }) => ({ ...book.next(random, owner_id, title), owner_id, track_id }));
}

/** Gives which track is a stem of which. */
export function stemsOf(tracks: readonly SourceTrack[]) {
  return tracks.flatMap(({ track_id, stem_of }) =>
    stem_of === null ? [] : [{ parent_track_id: stem_of.parent_track_id, child_track_id: track_id }],
  );
}

/** Gives which track is a remix of which. */
export function remixesOf(tracks: readonly SourceTrack[]) {
  return tracks.flatMap(({ track_id, remix_of }) =>
    (remix_of?.tracks ?? []).map(({ parent_track_id }) => ({ parent_track_id, child_track_id: track_id })),
  );
}

/** Gives what the tracks for sale cost, since they are there. */
export function trackPricesOf(tracks: readonly SourceTrack[]) {
  return tracks.flatMap(({ track_id, created_at, stream_conditions, download_conditions }) => {
    const conditions = stream_conditions ?? download_conditions;
    if (conditions === null || !("usdc_purchase" in conditions)) return [];
    const { price, splits } = conditions.usdc_purchase;
    const access = stream_conditions === null ? "download" : "stream";
    return [{ track_id, splits, total_price_cents: price, block_timestamp: created_at, access }];
  });
}

/** Makes invitations to work on a track; those that were refused are not carried, and so are not there. */
export function sourceCollaborators(
  random: Random,
  count: number,
  tracks: readonly SourceTrack[],
  users: readonly SourceUser[],
) {
  return distinct(count, () => {
    const { track_id, owner_id, created_at } = random.pick(tracks);
    const user = random.pick(users);
    if (user.user_id === owner_id) return undefined;
    const status = random.chance(0.6) ? "accepted" : "pending";
    const row = { track_id, collaborator_user_id: user.user_id, invited_by: owner_id, status, created_at };
    return [`${track_id}/${user.user_id}`, row];
  });
}

/** Makes downloads: of a stem they count for the track that it belongs to as well. */
export function sourceDownloads(
  random: Random,
  count: number,
  tracks: readonly SourceTrack[],
  users: readonly SourceUser[],
) {
  return Array.from({ length: count }, () => {
    const { track_id, stem_of } = random.favourite(tracks) ?? random.pick(tracks);
    const { city, region, country } = geography(random);
    const hasPlace = city !== "" && random.chance(0.8);
    return {
      parent_track_id: stem_of?.parent_track_id ?? track_id,
      track_id,
      user_id: random.pick(users).user_id,
      city: hasPlace ? city : null,
      region: hasPlace ? region : null,
      country: hasPlace ? country : null,
      created_at: oldTime(random) as TimeText,
    };
  });
}
