import { active, current, ensure, exists, handler, put, reject, remove, text, update } from "#spec";
import { follows, playlists, subscriptions, tracks, users } from "#tables";

/** What one condition asks of a row becomes an EXISTS; a row of which more is asked is read. */
export const spec = handler({
  entity: "Track",
  action: "Example",
  reads: ({ tx }) => ({
    user: current(users, { user_id: tx.user_id }),
    track: current(tracks, { track_id: tx.entity_id }),
    playlist: current(playlists, { playlist_id: tx.entity_id }),
    following: current(follows, { follower_user_id: tx.user_id, followee_user_id: tx.entity_id }),
    subscription: current(subscriptions, { subscriber_id: tx.user_id, user_id: tx.entity_id }),
  }),
  rules: ({ tx, user, track, playlist }) => [
    ensure(user, "user_missing", text`user ${tx.user_id} does not exist`),
    ensure(track, "track_missing", text`track ${tx.entity_id} does not exist`),
    reject(track.is_delete, "track_deleted", text`track ${tx.entity_id} is deleted`),
    reject(active(playlist), "playlist_active", "there is a playlist"),
  ],
  writes: ({ tx, track, playlist, following, subscription }) => [
    put(following, { follower_user_id: tx.user_id, followee_user_id: track.track_id, is_delete: false }).unless(
      active(following),
    ),
    remove(subscription).when(exists(subscription)),
    update(playlist, { is_private: true }),
  ],
});
