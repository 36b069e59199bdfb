import {
  current,
  exists,
  handler,
  isNotNull,
  optionalEnvelope,
  reject,
  sqlRecordFunction,
  textMemberOf,
  type,
  updateOnly,
  value,
  when,
  whenever,
} from "#spec";
import { tracks } from "#tables";

const nextRoute = sqlRecordFunction("em.next_track_route", [type.integer, type.nullable(type.text)], {
  slug: type.text,
  is_taken: type.boolean,
});

/** Places that are reached only where two values are given, or where one of them is not, read what only they need, once. */
export const spec = handler({
  entity: "Track",
  action: "Move",
  metadata: optionalEnvelope(),
  reads: ({ tx, metadata }) => {
    const track = current(tracks, { track_id: tx.entity_id });
    const title = value(textMemberOf(metadata.json, "title"));
    return {
      track,
      title,
      slug: value(textMemberOf(metadata.json, "slug")),
      next_route: nextRoute(track.owner_id, title),
    };
  },
  rules: ({ track, title, slug, next_route }) => [
    when(isNotNull(title), [
      when(
        isNotNull(slug),
        [reject(exists(track), "track_exists", "a track exists")],
        [reject(next_route.is_taken, "route_taken", "the route is taken")],
      ),
    ]),
  ],
  writes: ({ track, title, slug, next_route }) => [
    whenever(isNotNull(title), [
      whenever(isNotNull(slug), [updateOnly(track, { title: slug })], [updateOnly(track, { title: next_route.slug })]),
    ]),
  ],
});
