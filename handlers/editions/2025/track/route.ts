import {
  type AnyWrite,
  current,
  differs,
  type Expression,
  exists,
  insert,
  type Metadata,
  not,
  or,
  type Row,
  read,
  reject,
  sqlFunction,
  sqlRecordFunction,
  text,
  type,
  updateOnly,
  value,
} from "#spec";
import { track_routes } from "#tables";
import { sanitizeSlug, slugFits } from "../common/slug.ts";

const nextTrackRoute = sqlRecordFunction("em.next_track_route", [type.integer, type.text], {
  slug: type.text,
  collision_id: type.integer,
  is_taken: type.boolean,
});
const trackRouteId = sqlFunction(
  "em.create_track_route_id",
  [type.nullable(type.text), type.nullable(type.text)],
  type.text,
);

/** The title that the metadata gives. */
export function titleOf(metadata: Metadata): Expression<string | null> {
  return read.checkedText.read(metadata.get("title"));
}

/** What decides about a track's route: the title's slug, the route that the track has, and the next free one of its owner. */
export function routeReads(
  track_id: Expression<number>,
  owner_id: Expression<number>,
  title: Expression<string | null>,
) {
  const title_slug = value(sanitizeSlug(title, track_id, 0));
  return {
    title_slug,
    route: current(track_routes, { track_id }),
    next_route: nextTrackRoute(owner_id, title_slug),
  };
}

/** The path under which old clients knew a track: the artist's handle and the title. */
export function routeIdOf(title: Expression<string | null>, handle: Expression<string | null>): Expression<string> {
  return trackRouteId(title, handle);
}

/** A track gets a new route when its title's slug is not that of the route it has. */
export function routeChanges(route: Row<"track_routes">, title_slug: Expression<string>): Expression<boolean> {
  return or(not(exists(route)), differs(route.title_slug, title_slug));
}

/** The new route's slug may be that of another title of the same owner, or too long; the network has no way out of that. */
export function routeFree(next_route: ReturnType<typeof nextTrackRoute>) {
  return [
    slugFits(next_route.slug),
    reject(next_route.is_taken, "route_taken", text`the slug ${next_route.slug} belongs to another title`),
  ];
}

/** The new route becomes the current one; the old one stays, so that old links go on working. */
export function newRoute(
  track_id: Expression<number>,
  owner_id: Expression<number>,
  { route, next_route, title_slug }: ReturnType<typeof routeReads>,
): AnyWrite[] {
  return [
    updateOnly(route, { is_current: false }).when(exists(route)),
    insert(track_routes, {
      slug: next_route.slug,
      title_slug,
      collision_id: next_route.collision_id,
      owner_id,
      track_id,
    }),
  ];
}
