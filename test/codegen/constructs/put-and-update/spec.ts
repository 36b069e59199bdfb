import { active, current, ensure, handler, isTrue, put, remove, update, updateOnly } from "#spec";
import { follows, tracks } from "#tables";

/** The four ways to write a row that was looked up. */
export const spec = handler({
  entity: "Track",
  action: "Example",
  reads: ({ tx }) => ({
    following: current(follows, { follower_user_id: tx.user_id, followee_user_id: tx.entity_id }),
    track: current(tracks, { track_id: tx.entity_id, owner_id: tx.user_id }),
  }),
  rules: ({ track }) => [ensure(track, "track_missing", "no track")],
  writes: ({ tx, following, track }) => [
    put(following, { follower_user_id: tx.user_id, followee_user_id: tx.entity_id, is_delete: false }).unless(
      active(following),
    ),
    update(track, { is_delete: true }),
    updateOnly(track, { is_unlisted: true }),
    remove(following).when(isTrue(following.is_delete)),
  ],
});
