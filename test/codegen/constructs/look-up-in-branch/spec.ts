import { current, ensure, eq, handler, reject, when } from "#spec";
import { playlists, tracks } from "#tables";

/** The playlist is looked up only in the branch that needs it; the track, which both branches need, before. */
export const spec = handler({
  entity: "Track",
  action: "Example",
  reads: ({ tx }) => ({
    track: current(tracks, { track_id: tx.entity_id }),
    playlist: current(playlists, { playlist_id: tx.entity_id }),
  }),
  rules: ({ tx, track, playlist }) => [
    when(
      eq(tx.entity_type, "Playlist"),
      [ensure(playlist, "playlist_missing", "no playlist"), reject(track.is_delete, "deleted", "it is deleted")],
      [ensure(track, "track_missing", "no track")],
    ),
  ],
  writes: () => [],
});
