import {
  type AnyWrite,
  and,
  current,
  type Expression,
  ensure,
  eq,
  exists,
  insert,
  insertEach,
  isNotNull,
  isNull,
  isObject,
  kindOf,
  type Metadata,
  memberOf,
  type Row,
  read,
  reject,
  removeAll,
  resultsOf,
  sqlFunction,
  text,
  type,
  value,
  when,
  whenever,
} from "#spec";
import { remixes, stems } from "#tables";
import { isIntegerLiteral } from "../common/json.ts";

const remixParents = sqlFunction("em.remix_parents", [type.nullable(type.json)], type.json);
const areRemixParentsValid = sqlFunction("em.are_remix_parents_valid", [type.nullable(type.json)], type.boolean);
const inaccessibleRemixParent = sqlFunction(
  "em.inaccessible_remix_parent",
  [type.bigint, type.nullable(type.json)],
  type.nullable(type.integer),
);
/** The number of a track, of a value that a rule has shown to be one. */
const trackNumber = sqlFunction("em.integer", [type.nullable(type.json)], type.integer);

/** The metadata says what the track remixes. */
function namesRemix(metadata: Metadata) {
  return isObject(metadata.get("remix_of"));
}

/** Of the remixed tracks, the first that the user may not hear. */
export function gatedParentOf(user_id: Expression<number>, metadata: Metadata): Expression<number | null> {
  return value(inaccessibleRemixParent(user_id, metadata.get("remix_of")));
}

/** Who remixes a track must be allowed to hear it. */
export function remixAllowed(user_id: Expression<number>, metadata: Metadata, gated_parent: Expression<number | null>) {
  return when(namesRemix(metadata), [
    reject(
      isNotNull(gated_parent),
      "remix_parent_gated",
      text`user ${user_id} may not hear the remixed track ${gated_parent}`,
    ),
  ]);
}

/** The remixed tracks are numbers of tracks, and none is named twice. */
export function remixParentsValid(metadata: Metadata) {
  return when(namesRemix(metadata), [
    ensure(
      areRemixParentsValid(metadata.get("remix_of")),
      "remix_parents_invalid",
      "remix_of names a track twice, or something that is not a track",
    ),
  ]);
}

/** The remixed tracks are noted. */
export function noteRemixes(track_id: Expression<number>, metadata: Metadata): AnyWrite {
  return insertEach(remixes, resultsOf(remixParents(metadata.get("remix_of"))), (parent) => ({
    parent_track_id: trackNumber(parent),
    child_track_id: track_id,
  })).when(namesRemix(metadata));
}

/** What was noted of remixed tracks goes: an Update that names none leaves none. */
export function forgetRemixes(track_id: Expression<number>): AnyWrite {
  return removeAll(remixes, { child_track_id: track_id });
}

function parentOf(metadata: Metadata) {
  return memberOf(metadata.get("stem_of"), "parent_track_id");
}

/** The track of which a stem is a part, if it is noted already. */
export function stemReads(track_id: Expression<number>, metadata: Metadata) {
  return current(stems, { parent_track_id: read.integer.read(parentOf(metadata)), child_track_id: track_id });
}

/** The track of which a stem is a part is a number of a track. */
export function stemParentValid(metadata: Metadata) {
  const parent = parentOf(metadata);
  return [
    reject(eq(kindOf(parent), "boolean"), "stem_parent_invalid", "stem_of names something that is not a track"),
    reject(
      and(isIntegerLiteral(parent), isNull(read.integer.read(parent))),
      "stem_parent_invalid",
      "stem_of names a track beyond the last number of a track",
    ),
  ];
}

/** A stem is noted with the track of which it is a part. */
export function noteStem(track_id: Expression<number>, metadata: Metadata, stem: Row<"stems">): AnyWrite {
  const parent = parentOf(metadata);
  return whenever(isIntegerLiteral(parent), [
    insert(stems, { parent_track_id: trackNumber(parent), child_track_id: track_id }).unless(exists(stem)),
  ]);
}
