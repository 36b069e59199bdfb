import {
  and,
  current,
  differs,
  eq,
  exists,
  handler,
  isString,
  isTrue,
  memberOf,
  not,
  optionalEnvelope,
  reject,
  sqlFunction,
  sqlRecordFunction,
  textMemberOf,
  type,
  update,
  value,
  when,
  whenever,
} from "#spec";
import { playlists, track_routes, tracks, users } from "#tables";

const nextRoute = sqlRecordFunction("em.next_track_route", [type.integer, type.nullable(type.text)], {
  slug: type.text,
  is_taken: type.boolean,
});
const slugOf = sqlFunction("em.slug_of", [type.nullable(type.text)], type.text);

/** Several places under one named condition read what only they need, once, and a conjunction only as much as decides it. */
export const spec = handler({
  entity: "Track",
  action: "Move",
  metadata: optionalEnvelope(),
  reads: ({ tx, metadata }) => {
    const track = current(tracks, { track_id: tx.entity_id });
    const title = value(textMemberOf(metadata.json, "title"));
    const slug = value(slugOf(title));
    const route = current(track_routes, { track_id: tx.entity_id });
    return {
      track,
      title,
      slug,
      route,
      moves: value(and(metadata.has("title"), differs(title, track.title), differs(route.slug, slug))),
      next_route: nextRoute(track.owner_id, slug),
      on_playlist: value(isTrue(eq(tx.entity_type, "Playlist"))),
      playlist: current(playlists, { playlist_id: tx.entity_id }),
      artist: current(users, { user_id: tx.user_id }),
    };
  },
  rules: ({ metadata, track, moves, next_route, on_playlist, playlist, artist }) => [
    when(moves, [reject(next_route.is_taken, "route_taken", "the route is taken")]),
    when(
      on_playlist,
      [reject(not(exists(artist)), "artist_missing", "no artist")],
      [reject(exists(playlist), "playlist_exists", "a playlist exists")],
    ),
    when(isString(memberOf(metadata.json, "x")), [reject(exists(artist), "artist_exists", "an artist exists")]),
    reject(not(exists(track)), "track_missing", "no track"),
  ],
  writes: ({ track, moves, next_route, route, on_playlist, playlist }) => [
    whenever(moves, [update(track, { title: next_route.slug, route_id: route.slug })]),
    whenever(not(on_playlist), [update(track, { tags: playlist.playlist_name })]),
  ],
});
