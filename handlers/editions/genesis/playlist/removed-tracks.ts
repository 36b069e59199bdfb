import {
  type AnyWrite,
  type Block,
  type Expression,
  ensure,
  type Json,
  type Metadata,
  perform,
  type Rule,
  shown,
  sqlFunction,
  type,
} from "#spec";

const areStorable = sqlFunction("em.are_removed_tracks_storable", [type.nullable(type.json)], type.boolean);
const keepTracks = sqlFunction(
  "em.keep_removed_tracks",
  [type.integer, type.nullable(type.json), type.json, type.time],
  type.text,
);

/** The tracks that the playlist once held, and when they came and left, can be stored. */
export function removedTracksFit(metadata: Metadata): Rule {
  return ensure(
    areStorable(metadata.get("removed_tracks")),
    "removed_tracks_out_of_range",
    "removed_tracks name a track or a time beyond all that can be stored",
  );
}

/** What was known of the tracks that the playlist once held is kept: who bought an album may go on hearing what was in it then. */
export function keepRemovedTracks(
  playlist_id: Expression<number>,
  metadata: Metadata,
  contents: Expression<Json | null>,
  block: Block,
): AnyWrite {
  return perform(keepTracks(playlist_id, metadata.get("removed_tracks"), shown(contents), block.time)).when(
    metadata.has("removed_tracks"),
  );
}
