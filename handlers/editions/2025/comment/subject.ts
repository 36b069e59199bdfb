import {
  current,
  type Expression,
  ensure,
  eq,
  isOneOf,
  isTrue,
  jsonLiteral,
  kindOf,
  type Metadata,
  ne,
  type Row,
  type Rule,
  sqlFunction,
  text,
  type,
  value,
  when,
} from "#spec";
import { tracks, users } from "#tables";

/** An id that rules have shown to be there. */
const idOf = sqlFunction("em.integer", [type.nullable(type.json)], type.integer);

/**
 * What a comment is about: a track, deleted or not, or the fan club of an artist (S3), which has the artist's user id.
 * The metadata's entity_type says which, and its entity_id which one.
 */
export function subjectReads(metadata: Metadata) {
  const subject_id = value(idOf(metadata.get("entity_id")));
  return {
    subject_id,
    on_fan_club: value(isTrue(eq(metadata.get("entity_type"), jsonLiteral("FanClub")))),
    track: current(tracks, { track_id: subject_id }),
    artist: current(users, { user_id: subject_id }),
  };
}

/** The entity type is exactly Track or FanClub. */
export function subjectTypeKnown(metadata: Metadata): Rule {
  const entity_type = metadata.get("entity_type");
  return ensure(
    isOneOf(entity_type, [jsonLiteral("Track"), jsonLiteral("FanClub")]),
    "entity_type_unknown",
    text`an entity of type ${entity_type} has no comments`,
  );
}

/** The track or the artist exists. */
export function subjectExists(
  metadata: Metadata,
  { on_fan_club, track, artist }: { on_fan_club: Expression<boolean>; track: Row<"tracks">; artist: Row<"users"> },
): readonly Rule[] {
  const entity_id = metadata.get("entity_id");
  return [
    ensure(
      ne(kindOf(entity_id), "null"),
      "entity_id_missing",
      "the comment does not say which track or artist it is about",
    ),
    when(
      on_fan_club,
      [ensure(artist, "artist_missing", text`user ${entity_id} does not exist`)],
      [ensure(track, "track_missing", text`track ${entity_id} does not exist`)],
    ),
  ];
}

/** A comment that exists is on an artist's fan club. */
export function isOnFanClub(comment: Row<"comments">): Expression<boolean> {
  return isTrue(eq(comment.entity_type, "FanClub"));
}
