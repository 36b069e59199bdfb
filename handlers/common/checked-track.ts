import {
  choose,
  coalesce,
  type Expression,
  eq,
  type Json,
  jsonLiteral,
  kindOf,
  type Row,
  sqlFunction,
  type,
} from "../../codegen/spec/index.ts";

const json = type.nullable(type.json);
const matches = {
  fieldVisibility: sqlFunction("em.matches_field_visibility", [json], type.boolean),
  remixOf: sqlFunction("em.matches_remix_of", [json], type.boolean),
  stemOf: sqlFunction("em.matches_stem_of", [json], type.boolean),
  trackSegments: sqlFunction("em.matches_track_segments", [json], type.boolean),
};

/** What of a track everybody sees, when nothing else is said. */
export const everythingVisible = jsonLiteral({
  mood: true,
  tags: true,
  genre: true,
  share: true,
  remixes: true,
  play_count: true,
});

function objectOrNull(conditions: Expression<Json | null>): Expression<Json | null> {
  return choose<Json | null>(eq(kindOf(conditions), "object"), conditions, null);
}

/**
 * The checked columns of a track as they are written again with every change of the track, also a change of something else:
 * what an older row holds in another form than today's becomes the default. Nothing else becomes of rows in today's form.
 */
export function checkedAgain(track: Row<"tracks">) {
  return {
    field_visibility: choose(
      matches.fieldVisibility(track.field_visibility),
      track.field_visibility,
      everythingVisible,
    ),
    track_segments: choose(matches.trackSegments(track.track_segments), track.track_segments, jsonLiteral([])),
    remix_of: choose<Json | null>(matches.remixOf(track.remix_of), track.remix_of, null),
    stem_of: choose<Json | null>(matches.stemOf(track.stem_of), track.stem_of, null),
    is_stream_gated: coalesce(track.is_stream_gated, false),
    is_download_gated: coalesce(track.is_download_gated, false),
    stream_conditions: objectOrNull(track.stream_conditions),
    download_conditions: objectOrNull(track.download_conditions),
  };
}
