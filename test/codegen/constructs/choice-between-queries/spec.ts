import { anyMatch, choose, ensure, eq, handler, value } from "#spec";
import { playlists, tracks, users } from "#tables";

/** Of several queries only the one that is chosen is set up and run. */
export const spec = handler({
  entity: "Track",
  action: "Example",
  reads: ({ tx }) => ({
    is_there: value(
      choose(
        eq(tx.entity_type, "User"),
        anyMatch(users, { user_id: tx.entity_id }),
        choose(
          eq(tx.entity_type, "Track"),
          anyMatch(tracks, { track_id: tx.entity_id }),
          anyMatch(playlists, { playlist_id: tx.entity_id }),
        ),
      ),
    ),
    kind: value(choose(eq(tx.entity_type, "User"), "user", choose(eq(tx.entity_type, "Track"), "track", "playlist"))),
  }),
  rules: ({ is_there, kind }) => [
    ensure(is_there, "missing", "it is missing"),
    ensure(eq(kind, "track"), "kind", "no track"),
  ],
  writes: () => [],
});
