import { type MigrationEntry, omitEmpty, omitNull } from "../entry.ts";
import type { SourcePlaylist, SourcePlaylistRoute, SourcePlaylistTrack } from "../source/playlists.ts";
import type { SourceRepost, SourceSave, SourceShare } from "../source/social.ts";
import type { SourceCollaborator, SourceDownload, SourceRoute, SourceTrack } from "../source/tracks.ts";
import { rfc3339 } from "../time.ts";
import { type SignerOf, since } from "./people.ts";

/** The route under which something is found today: it is carried, not made again from the title. */
function carriedRoute(route: SourceRoute | undefined): Record<string, unknown> {
  if (route === undefined) return {};
  const { slug, title_slug, collision_id } = route;
  return omitEmpty({ route_slug: slug, route_title_slug: title_slug, route_collision_id: collision_id });
}

/** A track, with its route and those who are asked to work on it. */
export function trackEntry(
  track: SourceTrack,
  route: SourceRoute | undefined,
  collaborators: readonly SourceCollaborator[],
  signerOf: SignerOf,
): MigrationEntry {
  return {
    kind: "migration",
    userId: track.owner_id,
    entityType: "Track",
    entityId: track.track_id,
    action: "Create",
    signer: signerOf(track.owner_id),
    metadata: () => {
      const { track_id, is_current, access_authorities, ...columns } = track;
      const { playlists_containing_track, playlists_previously_containing_track, pinned_comment_id, ...row } = columns;
      const { created_at, release_date, owner_id, is_delete, is_available, ...described } = row;
      const { bpm, ai_attribution_user_id, preview_start_seconds, ...rest } = described;
      return {
        cid: track.track_cid ?? "",
        ...omitEmpty({ access_authorities }),
        data: {
          created_at: rfc3339(created_at),
          owner_id,
          ...omitEmpty(rest),
          ...omitNull({ bpm, ai_attribution_user_id, preview_start_seconds }),
          ...omitEmpty({ collaborators: collaborators.map(({ collaborator_user_id }) => collaborator_user_id) }),
          release_date: rfc3339(release_date),
          ...carriedRoute(route),
          is_delete,
          is_available,
        },
      };
    },
  };
}

/** Somebody's yes to working on a track. When it was given is not carried. */
export function approvalEntry(row: SourceCollaborator, signerOf: SignerOf): MigrationEntry {
  return {
    kind: "migration",
    userId: row.collaborator_user_id,
    entityType: "TrackCollaborator",
    entityId: row.track_id,
    action: "Approve",
    signer: signerOf(row.collaborator_user_id),
    metadata: () => "",
  };
}

/** A download of a track. */
export function downloadEntry(row: SourceDownload, signerOf: SignerOf): MigrationEntry {
  const { user_id, track_id, city, region, country, created_at } = row;
  return {
    kind: "migration",
    userId: user_id,
    entityType: "Track",
    entityId: track_id,
    action: "Download",
    signer: signerOf(user_id),
    metadata: () => ({ ...omitEmpty({ city, region, country }), created_at: rfc3339(created_at) }),
  };
}

/** A playlist or album, with its route and the tracks that were taken out of it. */
export function playlistEntry(
  playlist: SourcePlaylist,
  route: SourcePlaylistRoute | undefined,
  removed: readonly SourcePlaylistTrack[],
  signerOf: SignerOf,
): MigrationEntry {
  return {
    kind: "migration",
    userId: playlist.playlist_owner_id,
    entityType: "Playlist",
    entityId: playlist.playlist_id,
    action: "Create",
    signer: signerOf(playlist.playlist_owner_id),
    metadata: () => {
      const { playlist_id, playlist_owner_id, is_current, updated_at, ...row } = playlist;
      const { created_at, playlist_name, release_date, is_delete, ...rest } = row;
      const removed_tracks = removed.map((entry) => ({
        track_id: entry.track_id,
        created_at: rfc3339(entry.created_at),
        updated_at: rfc3339(entry.updated_at),
      }));
      return {
        cid: "genesis-import",
        data: {
          created_at: rfc3339(created_at),
          playlist_name: playlist_name ?? "",
          ...omitEmpty(rest),
          release_date: rfc3339(release_date),
          ...carriedRoute(route),
          ...omitEmpty({ removed_tracks }),
          is_delete,
        },
      };
    },
  };
}

/** How the writer names what is saved, reposted or shared: albums are playlists. */
const entityTypes = { track: "Track", playlist: "Playlist" } as const;

/** A save, also one that was taken back. */
export function saveEntry(row: SourceSave, signerOf: SignerOf): MigrationEntry {
  return {
    kind: "migration",
    userId: row.user_id,
    entityType: entityTypes[row.save_type],
    entityId: row.save_item_id,
    action: "Save",
    signer: signerOf(row.user_id),
    metadata: () => since(row),
  };
}

/** A repost, also one that was taken back. */
export function repostEntry(row: SourceRepost, signerOf: SignerOf): MigrationEntry {
  return {
    kind: "migration",
    userId: row.user_id,
    entityType: entityTypes[row.repost_type],
    entityId: row.repost_item_id,
    action: "Repost",
    signer: signerOf(row.user_id),
    metadata: () => since(row),
  };
}

/** A share. */
export function shareEntry(row: SourceShare, signerOf: SignerOf): MigrationEntry {
  return {
    kind: "migration",
    userId: row.user_id,
    entityType: entityTypes[row.share_type],
    entityId: row.share_item_id,
    action: "Share",
    signer: signerOf(row.user_id),
    metadata: () => ({ created_at: rfc3339(row.created_at) }),
  };
}
