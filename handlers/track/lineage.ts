/** What a track comes from: the track of which it is a stem, and the tracks that it remixes. None of these tracks has to exist. */
import {
  type AnyWrite,
  and,
  type Expression,
  ensure,
  insertEach,
  insertOrIgnore,
  isNotNull,
  isNull,
  type Json,
  type Metadata,
  memberOf,
  type Rule,
  reject,
  removeAll,
  shown,
  sqlFunction,
  type,
  value,
} from "#spec";
import { remixes, stems } from "#tables";
import { each } from "../common/id-lists.ts";
import { isNumber } from "../common/values.ts";

/** The number of a track; NULL where the value is no number, or beyond the integers of a column. */
export const trackNumber = sqlFunction("em.whole_integer", [type.nullable(type.json)], type.nullable(type.integer));
const remixedTracks = sqlFunction("em.remixed_tracks", [type.nullable(type.json)], type.nullable(type.integers));

function stemParentOf(stem_of: Expression<Json | null>): Expression<Json | null> {
  return memberOf(stem_of, "parent_track_id");
}

/** A stem is a part of a track whose number can be stored; what is no number names no track. */
export function stemParentFits(stem_of: Expression<Json | null>): Rule {
  const parent = stemParentOf(stem_of);
  return reject(
    and(isNumber(parent), isNull(trackNumber(parent))),
    "stem_parent_invalid",
    "stem_of names a track beyond the last number of a track",
  );
}

/** A stem is noted with the track of which it is a part; a part of another track before stays one. */
export function noteStem(track_id: Expression<number>, metadata: Metadata): AnyWrite {
  const parent_track_id = trackNumber(stemParentOf(metadata.get("stem_of")));
  return insertOrIgnore(stems, { parent_track_id: shown(parent_track_id), child_track_id: track_id }).when(
    isNotNull(parent_track_id),
  );
}

/** The tracks that the metadata says are remixed, in their order; NULL where one is beyond the last number of a track. */
export function remixedTracksOf(metadata: Metadata) {
  return value(remixedTracks(metadata.get("remix_of")));
}

/** The remixed tracks have numbers that can be stored. */
export function remixParentsFit(remixed_tracks: Expression<number[] | null>): Rule {
  return ensure(
    isNotNull(remixed_tracks),
    "remix_parents_invalid",
    "remix_of names a track beyond the last number of a track",
  );
}

/** The remixed tracks are noted, each once; what was noted before goes. */
export function noteRemixes(
  track_id: Expression<number>,
  remixed_tracks: Expression<number[] | null>,
): readonly AnyWrite[] {
  return [
    removeAll(remixes, { child_track_id: track_id }),
    insertEach(remixes, each(remixed_tracks), (parent_track_id) => ({ parent_track_id, child_track_id: track_id }), {
      orIgnore: true,
    }),
  ];
}
