import type { Random } from "../../random.ts";
import { contentId, sentence, title } from "../../texts.ts";
import { epochSeconds, later, oldTime } from "../time.ts";
import { sometimes, sourceId } from "./draws.ts";
import { RouteBook, rights, type SourceRoute, type SourceTrack } from "./tracks.ts";
import type { SourceUser } from "./users.ts";

export type SourcePlaylist = ReturnType<typeof sourcePlaylist>;
export type SourcePlaylistRoute = SourceRoute & { owner_id: number; playlist_id: number };
export type SourcePlaylistTrack = ReturnType<typeof sourcePlaylistTracks>[number];

/** Makes the playlists and albums of the source. */
export function sourcePlaylists(
  random: Random,
  count: number,
  users: readonly SourceUser[],
  tracks: readonly SourceTrack[],
): SourcePlaylist[] {
  return Array.from({ length: count }, (_, number) => sourcePlaylist(random, number, random.pick(users), tracks));
}

function sourcePlaylist(random: Random, number: number, owner: SourceUser, tracks: readonly SourceTrack[]) {
  const created_at = oldTime(random, "seconds");
  const is_album = random.chance(0.2);
  const price = random.integer(3, 20) * 100;
  const isSold = is_album && random.chance(0.1);
  const splits = [{ user_id: owner.user_id, percentage: 100 }];
  const { resource_contributors, indirect_resource_contributors, rights_controller, ...carriedRights } = rights(random);
  return {
    playlist_id: sourceId(number),
    playlist_owner_id: owner.user_id,
    is_current: true,
    is_delete: random.chance(0.1),
    is_album,
    is_private: random.chance(0.3),
    playlist_name: random.chance(0.99) ? title(random) : null,
    description: sometimes(random, 0.4, () => sentence(random, random.integer(2, 20))),
    playlist_contents: { track_ids: contents(random, epochSeconds(created_at), tracks) },
    playlist_image_multihash: sometimes(random, 0.1, () => contentId(random)),
    playlist_image_sizes_multihash: sometimes(random, 0.7, () => contentId(random)),
    upc: sometimes(random, 0.05, () => String(random.integer(100_000_000, 999_999_999))),
    release_date: later(created_at, random.integer(0, 86_400)),
    is_stream_gated: isSold,
    stream_conditions: isSold ? { usdc_purchase: { price, splits } } : null,
    ...carriedRights,
    created_at,
    updated_at: created_at,
  };
}

/** A list of tracks: one in fifty is not there any more, and one may stand in it twice. */
function contents(random: Random, seconds: number, tracks: readonly SourceTrack[]) {
  const found: { track: number; time: number; metadata_time?: number }[] = [];
  for (let left = random.integer(0, 14); left > 0; left -= 1) {
    const track = random.chance(0.98) ? random.pick(tracks).track_id : 2_147_000_000 - random.integer(0, 999);
    const time = seconds + random.integer(0, 1_000_000);
    found.push(random.chance(0.7) ? { track, time, metadata_time: time } : { track, time });
  }
  return found;
}

/** Makes the routes of every playlist that has a name: the current one, and one of the old form, which ends in its id. */
export function sourcePlaylistRoutes(random: Random, playlists: readonly SourcePlaylist[]): SourcePlaylistRoute[] {
  const book = new RouteBook();
  return playlists.flatMap(({ playlist_id, playlist_owner_id, playlist_name }) => {
    if (playlist_name === null) return [];
    const current = {
      ...book.next(random, playlist_owner_id, playlist_name),
      owner_id: playlist_owner_id,
      playlist_id,
    };
    const slug = `${playlist_name.toLowerCase().replaceAll(" ", "-")}-${playlist_id}`;
    return [current, { ...current, slug, title_slug: slug, is_current: false }];
  });
}

/**
 * Makes the rows of the tracks that are in the playlists, and of some that were taken out again, each with the times of its coming
 * and going; and tells the tracks of it.
 */
export function sourcePlaylistTracks(
  random: Random,
  playlists: readonly SourcePlaylist[],
  tracks: readonly SourceTrack[],
) {
  const byId = new Map(tracks.map((track) => [track.track_id, track]));
  return playlists.flatMap(({ playlist_id, playlist_contents, created_at }) => {
    const listed = new Set(playlist_contents.track_ids.map(({ track }) => track));
    const rows = [...listed].map((track_id) => {
      byId.get(track_id)?.playlists_containing_track.push(playlist_id);
      return { playlist_id, track_id, is_removed: false, created_at, updated_at: created_at };
    });
    const removed = new Set<number>();
    for (let left = random.chance(0.1) ? random.integer(1, 5) : 0; left > 0; left -= 1) {
      const { track_id } = random.pick(tracks);
      if (listed.has(track_id) || removed.has(track_id)) continue;
      removed.add(track_id);
      const joined = oldTime(random, "seconds");
      const left_at = later(joined, random.integer(1, 10_000_000));
      rows.push({ playlist_id, track_id, is_removed: true, created_at: joined, updated_at: left_at });
      const track = byId.get(track_id);
      if (track !== undefined) {
        track.playlists_previously_containing_track[playlist_id] = { time: epochSeconds(left_at) };
      }
    }
    return rows;
  });
}

/** Gives what the albums for sale cost, since they are there. */
export function albumPricesOf(playlists: readonly SourcePlaylist[]) {
  return playlists.flatMap(({ playlist_id, created_at, stream_conditions }) => {
    if (stream_conditions === null) return [];
    const { price, splits } = stream_conditions.usdc_purchase;
    return [{ playlist_id, splits, total_price_cents: price, block_timestamp: created_at }];
  });
}
